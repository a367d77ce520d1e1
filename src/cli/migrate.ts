import { deployMigrations } from "@/server/postgres/migrations";
import { ownerUrl, runCommand } from "./answer";
import { renewOldBalances } from "./old-balances";

// npm run migrate: brings the database of DATABASE_URL, which names its owner, to the last migration.

runCommand(async () => {
  const applied = await deployMigrations(ownerUrl());
  for (const name of applied) console.log(`Applied ${name}`);
  if (applied.length === 0) console.log("Nothing to apply: the database is up to date.");
  await renewOldBalances(ownerUrl());
});
