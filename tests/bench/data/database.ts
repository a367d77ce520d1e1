import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statfsSync } from "node:fs";
import path from "node:path";
import { admitApplication } from "@/server/postgres/application-role";
import { withConnection } from "@/server/postgres/connection";
import type { EmbeddedServer } from "@/server/postgres/embedded";
import { deployMigrations } from "@/server/postgres/migrations";
import { Refusal } from "@/server/postgres/refusal";
import { dataFaults } from "./check";
import { loadCities, type Size } from "./load";

/** What decides how the data looks: a database that was made of the same is used again. */
const MADE_OF = ["prisma/migrations", "tests/bench/data"];
/** Measured: 1.5 GB for a city of 60,000, so 26 KB; with room for sorting while its indexes are made. */
const BYTES_OF_A_TEACHER = 32_000;
/** The write-ahead log while rows pour in (max_wal_size and some more). */
const BYTES_OF_LOG = 5e9;
const APPLICATION_PASSWORD = "bench";

export interface BenchDatabase {
  ownerUrl: string;
  /** the same as the application's role */
  applicationUrl: string;
}

export interface Wanted extends Size {
  name: string;
  /** of the password of the few accounts that can sign in */
  passwordHash: string;
  /** make it anew in any case */
  fresh: boolean;
}

/** The filled database, made unless one that is made of the same is there. */
export async function benchDatabase(
  server: EmbeddedServer,
  folder: string,
  wanted: Wanted,
  tell: (line: string) => void,
): Promise<BenchDatabase> {
  const ownerUrl = server.url(wanted.name);
  const digest = digestOf({ cities: wanted.cities, teachers: wanted.teachers });
  const usable = !wanted.fresh && (await digestOnDatabase(server, wanted.name)) === digest;
  // The rules may have changed since: then the balances are not what they say any more.
  if (usable && (await dataFaults(ownerUrl)).length === 0) {
    tell("filled before, used again (--fresh makes it anew)");
  } else {
    await recreate(server, wanted.name);
    assertSpace(folder, wanted);
    await deployMigrations(ownerUrl);
    await loadCities(ownerUrl, wanted, wanted.passwordHash, tell);
    const faults = await dataFaults(ownerUrl);
    if (faults.length > 0) throw new Error(`The filled database is wrong:\n${faults.join("\n")}`);
    tell(
      "checked: entries against events and postings, a sample of chains and balances against the application's code",
    );
    // Last, so that a database that was cut off half-way is never taken for a whole one.
    await withConnection(ownerUrl, (client) => client.query(`comment on database "${wanted.name}" is '${digest}'`));
  }
  return { ownerUrl, applicationUrl: await admitApplication(ownerUrl, APPLICATION_PASSWORD) };
}

function digestOf(size: Size): string {
  const hash = createHash("sha256").update(JSON.stringify(size));
  for (const folder of MADE_OF)
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort())
      if (/\.(ts|sql)$/.test(file)) hash.update(file).update(readFileSync(path.join(folder, file)));
  return hash.digest("hex");
}

async function digestOnDatabase(server: EmbeddedServer, name: string): Promise<string | undefined> {
  return withConnection(server.url("postgres"), async (client) => {
    const { rows } = await client.query<{ digest: string | null }>(
      "select shobj_description(oid, 'pg_database') as digest from pg_database where datname = $1",
      [name],
    );
    return rows[0]?.digest ?? undefined;
  });
}

async function recreate(server: EmbeddedServer, name: string): Promise<void> {
  await withConnection(server.url("postgres"), async (client) => {
    await client.query(`drop database if exists "${name}" with (force)`);
    await client.query(`create database "${name}"`);
  });
}

function assertSpace(folder: string, { cities, teachers }: Size): void {
  const { bavail, bsize } = statfsSync(folder);
  const [free, needed] = [bavail * bsize, cities * teachers * BYTES_OF_A_TEACHER + BYTES_OF_LOG];
  if (free >= needed) return;
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1);
  throw new Refusal(
    `The database of ${(cities * teachers).toLocaleString("en")} teachers needs about ${gigabytes(needed)} GB in ${folder}; ${gigabytes(free)} GB are free.`,
  );
}
