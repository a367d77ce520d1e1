import { withConnection } from "@/server/postgres/connection";
import { type EmbeddedServer, ensureDatabase } from "@/server/postgres/embedded";
import { deployMigrations } from "@/server/postgres/migrations";
import { Refusal } from "@/server/postgres/refusal";
import { startNode } from "./children";
import { renewOldBalances } from "./old-balances";

const DATABASE = "bank";
const FILLED = "the demo city is complete";

/** Sees to a migrated database with the whole demo city on our own server. @returns its owner's address */
export async function demoCityOn(server: EmbeddedServer, fill: (url: string) => Promise<void>): Promise<string> {
  await ensureDatabase(server, DATABASE);
  const url = server.url(DATABASE);
  if (!(await isFilled(url))) {
    // Whatever is in it is half a city, left by a run that was cut off.
    await withConnection(server.url("postgres"), async (client) => {
      await client.query(`drop database "${DATABASE}" with (force)`);
      await client.query(`create database "${DATABASE}"`);
    });
  }
  await deployMigrations(url);
  await renewOldBalances(url);
  if (!(await isFilled(url))) await fillAndMark(url, fill);
  return url;
}

/** The same in a database that somebody else keeps: only an empty one is filled, and nothing is ever thrown away. */
export async function demoCityIn(url: string, fill: (url: string) => Promise<void>): Promise<void> {
  await deployMigrations(url);
  await renewOldBalances(url);
  if (await isFilled(url)) return;
  const { rows } = await withConnection(url, (client) => client.query("select from cities limit 1"));
  if (rows.length > 0)
    throw new Refusal(
      "The database of DATABASE_URL holds a city that is not the whole demo city; give the demo an empty one.",
    );
  await fillAndMark(url, fill);
}

/** The mark is a comment on the database: it is set when the seed has ended well, and goes where the data goes. */
async function isFilled(url: string): Promise<boolean> {
  const { rows } = await withConnection(url, (client) =>
    client.query(
      `select shobj_description(oid, 'pg_database') as mark from pg_database where datname = current_database()`,
    ),
  );
  return rows[0]?.mark === FILLED;
}

async function fillAndMark(url: string, fill: (url: string) => Promise<void>): Promise<void> {
  await fill(url);
  await withConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string }>("select current_database() as name");
    await client.query(`comment on database ${client.escapeIdentifier(rows[0]?.name ?? "")} is '${FILLED}'`);
  });
}

/** Runs the seed. Its own printing is shown: it tells what the city holds. */
export async function seed(env: Record<string, string>): Promise<void> {
  console.log("Filling the demo city …");
  const child = startNode(["--conditions=react-server", "--import", "tsx", "prisma/seed/index.ts"], { env });
  if ((await child.ended) !== 0) throw new Refusal("The demo city could not be filled; the reason stands above.");
}
