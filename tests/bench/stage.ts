import { randomBytes } from "node:crypto";
import path from "node:path";
import { hash } from "@node-rs/argon2";
import { withConnection } from "@/server/postgres/connection";
import { type EmbeddedServer, ensureDatabase } from "@/server/postgres/embedded";
import { NotMeasured, type Product } from "./bench";
import { type BenchDatabase, benchDatabase } from "./data/database";
import type { Size } from "./data/load";
import { SESSION_SECRET, signedIn } from "./sessions";
import { buildBaseline, startWeb, type Web } from "./web";

// What the measurements are played on: databases, the product on each of them, the bare app.

/** Of the few generated accounts that can sign in through the form. */
const PASSWORD = "measured-city-2019";
const TODAY = "2019-12-20";
/** So many different teachers ask for their homes. */
const TEACHERS = 1000;

export interface Stage {
  server: EmbeddedServer;
  /** where everything is kept between runs */
  folder: string;
  tell(line: string): void;
}

export async function fillDatabase(
  { server, folder, tell }: Stage,
  name: string,
  size: Size,
  fresh: boolean,
): Promise<BenchDatabase> {
  const total = size.cities * size.teachers;
  tell(`Database of ${total.toLocaleString("en")} teachers, ${(total * 22.5).toLocaleString("en")} entries:`);
  const passwordHash = await hash(PASSWORD);
  return benchDatabase(server, folder, { ...size, name, passwordHash, fresh }, (line) => tell(`  ${line}`));
}

/** What the product needs to run on this database. */
function settings(folder: string, database: BenchDatabase, origin: string): Record<string, string> {
  return {
    APP_DATABASE_URL: database.applicationUrl,
    DATABASE_URL: "",
    AUTH_SECRET: SESSION_SECRET,
    DATA_KEY: randomBytes(32).toString("base64"),
    SIGNING_KEY: randomBytes(32).toString("base64"),
    PUBLIC_ORIGIN: origin,
    DATA_DIR: path.join(folder, "scans"),
    BUSINESS_DATE: TODAY,
    LOG_LEVEL: "warn",
  };
}

/** For the use cases that are measured in this process. */
export function settleOwnEnvironment(folder: string, database: BenchDatabase): void {
  Object.assign(process.env, settings(folder, database, "http://localhost"));
}

export async function closeOwnPool(): Promise<void> {
  await globalThis.creditBankPool?.end();
}

export async function startProduct(folder: string, database: BenchDatabase): Promise<Product> {
  const people = await peopleOf(database);
  const web = await startWeb(".", (origin) => settings(folder, database, origin));
  return { web, database, people };
}

async function peopleOf({ ownerUrl }: BenchDatabase): Promise<Product["people"]> {
  const [largest] = await withConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<{ holder: number }>(
      "select holder_id as holder from credit_entries where city_id = 1 and status = 'at_county' group by 1 order by count(*) desc limit 1",
    );
    return rows;
  });
  const [teachers, [school], [county], [city]] = await Promise.all([
    signedIn(ownerUrl, "teacher", TEACHERS),
    signedIn(ownerUrl, "school", 1),
    signedIn(ownerUrl, "county", 1, largest?.holder),
    signedIn(ownerUrl, "city", 1),
  ]);
  if (!school || !county || !city) throw new NotMeasured("the database has no staff");
  return { teachers, school, county, city };
}

/** The bare app, with a table of its own to insert into. */
export async function startBaseline({ server, folder }: Stage): Promise<Web> {
  const project = await buildBaseline(folder);
  await ensureDatabase(server, "baseline");
  const url = server.url("baseline");
  await withConnection(url, (client) =>
    client.query(`
      drop table if exists inserted;
      create table inserted (id bigint generated always as identity primary key, title text not null,
        credits_tenths integer not null, at timestamptz not null)`),
  );
  return startWeb(project, () => ({ BASELINE_DATABASE_URL: url }));
}
