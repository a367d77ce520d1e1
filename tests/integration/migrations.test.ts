import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, inject, test } from "vitest";
import { roleProblem } from "@/server/postgres/application-role";
import { withConnection } from "@/server/postgres/connection";
import { createShadow } from "@/server/postgres/migration-adapter";
import { applyMigrations, deployMigrations, drift, migrationStatus, schemaChange } from "@/server/postgres/migrations";

const database = process.env.DATABASE_URL as string;
const asOwner = (sql: string) => withConnection(database, (client) => client.query(sql));

/** What the catalog check finds after `change`, which is taken back by `restore` so that the next test starts clean. */
async function driftAfter(change: string, restore: string): Promise<string[]> {
  await asOwner(change);
  try {
    const { catalog } = await drift(database);
    return [...catalog.missing.map((line) => `- ${line}`), ...catalog.extra.map((line) => `+ ${line}`)];
  } finally {
    await asOwner(restore);
  }
}

describe("migrations", () => {
  test("make exactly what the schema says", async () => {
    expect(await schemaChange(inject("template").ownerUrl)).toBeUndefined();
  });

  test("leave a database that shows no drift and has nothing pending", async () => {
    expect(await drift(database)).toEqual({ tables: undefined, catalog: { missing: [], extra: [] } });
    expect(await migrationStatus(database)).toMatchObject({ pending: [], edited: [], failed: [], unknown: [] });
  });

  test("are applied once", async () => {
    expect(await deployMigrations(database)).toEqual([]);
  });

  test("that changed after they were applied are refused", async () => {
    const swap = "update _prisma_migrations set checksum = reverse(checksum) where migration_name like '%_init'";
    await asOwner(swap);
    await expect(deployMigrations(database)).rejects.toThrow(/Changed after they were applied: \d+_init/);
    await asOwner(swap);
  });

  test("that were cut off are applied again", async () => {
    const folder = folderOf({ "1_first": "create table a ();", "2_second": "create table b ();" });
    await inEmptyDatabase(async (url) => {
      await applyMigrations(url, folderOf({ "1_first": "create table a ();" }));
      await withConnection(url, (client) =>
        client.query(`insert into _prisma_migrations (id, checksum, migration_name, started_at, applied_steps_count)
          values ('cut', 'off', '2_second', now(), 0)`),
      );
      expect(await applyMigrations(url, folder)).toEqual(["2_second"]);
    });
  });

  test("that fail leave nothing of themselves, and name the fault", async () => {
    const folder = folderOf({ "1_first": "create table a (); create table b (); select 1/0;" });
    await inEmptyDatabase(async (url) => {
      await expect(applyMigrations(url, folder)).rejects.toThrow(/1_first[\s\S]*division by zero/);
      const { rows } = await withConnection(url, (client) => client.query("select to_regclass('a') as a"));
      expect(rows).toEqual([{ a: null }]);
    });
  });

  test("that would commit half way are refused, functions with semicolons are not", async () => {
    const half = folderOf({ "1_half": "create table a ();\nCOMMIT;\ncreate table b ();" });
    await expect(applyMigrations(database, half)).rejects.toThrow("1_half: «COMMIT;» would break its one transaction");
    const whole = folderOf({
      "1_whole":
        "-- a comment; with a semicolon\ncreate function f() returns void language plpgsql as $$ begin perform 1; end; $$;",
    });
    await inEmptyDatabase(async (url) => expect(await applyMigrations(url, whole)).toEqual(["1_whole"]));
  });
});

function folderOf(migrations: Record<string, string>): string {
  const folder = mkdtempSync(path.join(process.env.DATA_DIR as string, "migrations-"));
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, name, "migration.sql"), sql);
  }
  return folder;
}

async function inEmptyDatabase(work: (url: string) => Promise<void>): Promise<void> {
  const empty = await createShadow(database);
  await work(empty.url).finally(empty.drop);
}

describe("drift finds", () => {
  test("a CHECK", async () => {
    const add = "alter table cities add constraint cities_probe check (length(name) < 1000)";
    expect(await driftAfter(add, "alter table cities drop constraint cities_probe")).toEqual([
      "+ constraint public.cities cities_probe CHECK ((length(name) < 1000))",
    ]);
  });

  test("a trigger that was switched off", async () => {
    const { rows } = await asOwner(`select tgrelid::regclass::text as relation, tgname from pg_trigger
      where not tgisinternal and tgenabled = 'O' limit 1`);
    const [{ relation, tgname }] = rows;
    const found = await driftAfter(
      `alter table ${relation} disable trigger "${tgname}"`,
      `alter table ${relation} enable trigger "${tgname}"`,
    );
    expect(found).toHaveLength(2);
    expect(found[1]).toMatch(/^\+ trigger .* mode D$/);
  });

  test("a policy that lets everything through", async () => {
    const found = await driftAfter("create policy probe on accounts using (true)", "drop policy probe on accounts");
    expect(found).toEqual(["+ policy public.accounts probe PERMISSIVE for ALL to public using (true) with check ()"]);
  });

  test("row-level security that is no longer forced", async () => {
    const found = await driftAfter(
      "alter table accounts no force row level security",
      "alter table accounts force row level security",
    );
    expect(found).toHaveLength(2);
  });

  test("a grant on a table, and one on a column", async () => {
    const onTable = await driftAfter(
      "grant truncate on accounts to credit_bank_app",
      "revoke truncate on accounts from credit_bank_app",
    );
    expect(onTable).toEqual(["+ grant TRUNCATE on table public.accounts to credit_bank_app"]);
    const onColumn = await driftAfter(
      "grant references (name) on cities to credit_bank_app",
      "revoke references (name) on cities from credit_bank_app",
    );
    expect(onColumn).toEqual(["+ grant REFERENCES on column public.cities.name to credit_bank_app"]);
  });

  test("a function's body", async () => {
    const found = await driftAfter(
      "create function probe() returns integer language sql as 'select 1'",
      "drop function probe()",
    );
    expect(found.some((line) => line.startsWith("+ function"))).toBe(true);
  });
});

describe("the application's role", () => {
  test("serves", async () => {
    expect(await roleProblem(process.env.APP_DATABASE_URL as string)).toBeUndefined();
  });

  test("is not the owner", async () => {
    expect(await roleProblem(database)).toMatch(/is a superuser and bypasses row-level security and owns the tables/);
  });
});
