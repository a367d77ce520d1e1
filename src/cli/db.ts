import {
  destructiveStatements,
  drift,
  migrationStatus,
  schemaChange,
  writeMigration,
} from "@/server/postgres/migrations";
import { Refusal } from "@/server/postgres/refusal";
import { withThrowawayServer } from "@/server/postgres/throwaway";
import { ownerUrl, runCommand } from "./answer";

const USAGE = `npm run db -- <command>
  status     which migrations the database of DATABASE_URL has
  check      do the migrations make what the schema says? (on a database of its own)
  drift      does the database of DATABASE_URL have what the migrations make, CHECKs, triggers, policies and grants included?
  new NAME   write the migration that leads from the history to the schema (on a database of its own)`;

const [command, name] = process.argv.slice(2);

runCommand(async () => {
  switch (command) {
    case "status":
      return showStatus();
    case "check":
      return check();
    case "drift":
      return showDrift();
    case "new":
      return write(name);
    default:
      throw new Refusal(USAGE);
  }
});

async function showStatus(): Promise<void> {
  const status = await migrationStatus(ownerUrl());
  const marks = [
    ["applied", status.applied],
    ["pending", status.pending],
    ["changed after it was applied", status.edited],
    ["cut off; the next npm run migrate applies it again", status.failed],
    ["not in this folder", status.unknown],
  ] as const;
  for (const [mark, names] of marks) for (const each of names) console.log(`${each}  ${mark}`);
}

async function check(): Promise<void> {
  const change = await withThrowawayServer((server) => schemaChange(server.url("postgres")));
  if (change === undefined) console.log("Migrations and schema agree.");
  else throw new Refusal(`The schema says what no migration does; npm run db -- new NAME writes it:\n\n${change}`);
}

async function showDrift(): Promise<void> {
  const { tables, catalog } = await drift(ownerUrl());
  if (tables !== undefined) console.log(`To make the database what the migrations make:\n\n${tables}`);
  for (const line of catalog.missing) console.log(`- missing: ${line}`);
  for (const line of catalog.extra) console.log(`+ extra:   ${line}`);
  const found = catalog.missing.length + catalog.extra.length;
  if (tables !== undefined || found > 0) throw new Refusal("The database has drifted from its migrations.");
  console.log("The database has what its migrations make, and nothing else.");
}

async function write(migration: string | undefined): Promise<void> {
  if (migration === undefined) throw new Refusal(USAGE);
  const change = await withThrowawayServer((server) => schemaChange(server.url("postgres")));
  if (change === undefined) {
    console.log("Migrations and schema agree: there is nothing to write.");
    return;
  }
  console.log(`Wrote ${writeMigration(migration, change, new Date())}`);
  for (const statement of destructiveStatements(change)) console.log(`Look twice, this loses data: ${statement}`);
}
