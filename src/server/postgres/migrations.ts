import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DiffTarget } from "@prisma/schema-engine-wasm";
import { type CatalogDifference, catalogDifference, catalogOf } from "./catalog";
import { withConnection } from "./connection";
import { createShadow } from "./migration-adapter";
import { deployQueue } from "./queue";
import { Refusal } from "./refusal";
import { MIGRATIONS_FOLDER, migrationList, migrationScripts, schemaFiles, withEngine } from "./schema-engine";

const filters = { externalTables: [], externalEnums: [] };
const NO_DIFFERENCE = 0;

/**
 * Brings the database of `url` to the last migration: ours, and the queue's own.
 * @returns the names of ours that were applied
 */
export async function deployMigrations(url: string): Promise<string[]> {
  const applied = await applyMigrations(url);
  await deployQueue(url);
  return applied;
}

/**
 * Applies what is missing, in one transaction for each migration; the engine takes an advisory lock, so that two
 * deployments at once apply nothing twice. A migration that was cut off (its process or server ended) left nothing
 * behind and is applied again.
 * @returns the names of the migrations that were applied
 */
export async function applyMigrations(url: string, folder = MIGRATIONS_FOLDER): Promise<string[]> {
  for (const { name, sql } of migrationScripts(folder)) assertOneTransaction(name, sql);
  const migrationsList = migrationList(folder);
  return withEngine(url, async (engine) => {
    const found = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters });
    const edited = found.editedMigrationNames.filter((name) => !found.failedMigrationNames.includes(name));
    if (edited.length > 0)
      throw new Refusal(
        `Changed after they were applied: ${edited.join(", ")}; restore the files and write a new migration.`,
      );
    const unknown =
      found.history && "unpersistedMigrationNames" in found.history && found.history.unpersistedMigrationNames;
    if (unknown && unknown.length > 0)
      throw new Refusal(`The database knows migrations that are not here: ${unknown.join(", ")}.`);
    for (const migrationName of found.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
    try {
      return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
    } catch (error) {
      throw new Refusal(engineMessage(error));
    }
  });
}

/** A script is sent as one and so runs in one transaction, unless it commits by itself: then half of it could stay. */
function assertOneTransaction(name: string, sql: string): void {
  const control =
    /^\s*(begin|start transaction|commit|rollback|end)(\s+(work|transaction))?\s*;|\bconcurrently\b/im.exec(
      withoutComments(sql).replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, ""),
    );
  if (control) throw new Refusal(`${name}: «${control[0].trim()}» would break its one transaction; take it out.`);
}

const withoutComments = (sql: string) => sql.replace(/--.*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");

/** The engine's report is a stack trace of Rust; the migration and PostgreSQL's word are in it. */
function engineMessage(error: unknown): string {
  const report = error instanceof Error ? error.message.trim() : String(error);
  const name = /migration_name="([^"]+)"/.exec(report)?.[1];
  const fault = /ERROR: (.*)/.exec(report)?.[1];
  return name && fault ? `${name} failed and left nothing behind: ${fault}.` : report;
}

export type MigrationStatus = {
  applied: string[];
  pending: string[];
  edited: string[];
  failed: string[];
  unknown: string[];
};

/** Where the database of `url` stands in the history. */
export async function migrationStatus(url: string): Promise<MigrationStatus> {
  const migrationsList = migrationList();
  const found = await withEngine(url, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters }),
  );
  const history = found.history;
  const pending = history && "unappliedMigrationNames" in history ? history.unappliedMigrationNames : [];
  const names = migrationScripts().map((script) => script.name);
  return {
    applied: names.filter((name) => !pending.includes(name) && !found.failedMigrationNames.includes(name)),
    pending,
    edited: found.editedMigrationNames,
    failed: found.failedMigrationNames,
    unknown: history && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [],
  };
}

/**
 * What the schema says and the migrations do not yet do.
 * @returns SQL that leads from the one to the other, or undefined when they agree
 */
export function schemaChange(url: string): Promise<string | undefined> {
  return difference(url, { tag: "migrations", ...migrationList() }, { tag: "schemaDatamodel", files: schemaFiles() });
}

/**
 * What the database of `url` has and the migrations do not, and the other way round: by the engine, and by the catalog
 * for what the engine cannot see (CHECKs, triggers, functions, policies, grants, views).
 */
export async function drift(url: string): Promise<{ tables: string | undefined; catalog: CatalogDifference }> {
  const live: DiffTarget = { tag: "schemaDatasource", files: schemaFiles(), configDir: path.resolve("prisma") };
  const tables = await difference(url, live, { tag: "migrations", ...migrationList() });
  const shadow = await createShadow(url);
  try {
    for (const { sql } of migrationScripts()) await withConnection(shadow.url, (client) => client.query(sql));
    const expected = await withConnection(shadow.url, catalogOf);
    return { tables, catalog: catalogDifference(expected, await withConnection(url, catalogOf)) };
  } finally {
    await shadow.drop();
  }
}

async function difference(url: string, from: DiffTarget, to: DiffTarget): Promise<string | undefined> {
  const result = await withEngine(url, (engine) => engine.diff({ from, to, script: true, exitCode: true, filters }));
  return result.exitCode === NO_DIFFERENCE ? undefined : (result.stdout ?? "");
}

/**
 * Writes the next migration.
 * @param name lower-case words joined by underscores
 * @returns the file, relative to the project's folder
 */
export function writeMigration(name: string, sql: string, now: Date): string {
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name))
    throw new Refusal(`«${name}» is no name for a migration; write it like add_teacher_phone.`);
  const stamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  const latest = migrationScripts().at(-1)?.name.slice(0, 14) ?? "";
  if (stamp <= latest) throw new Refusal(`The latest migration is dated ${latest}, after now; is the clock right?`);
  const folder = path.join(MIGRATIONS_FOLDER, `${stamp}_${name}`);
  mkdirSync(folder);
  const file = path.join(folder, "migration.sql");
  writeFileSync(file, sql.trimEnd().concat("\n"), { flag: "wx" });
  return path.relative(process.cwd(), file);
}

/** The statements of a migration that lose data, for a person to look at before anything is deployed. */
export function destructiveStatements(sql: string): string[] {
  return withoutComments(sql)
    .split(";")
    .map((statement) => statement.trim().replace(/\s+/g, " "))
    .filter((statement) =>
      /\bdrop (table|column|schema|view|type)\b|\bset data type\b|^truncate\b|^delete\b/i.test(statement),
    );
}
