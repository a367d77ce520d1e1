import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import path from "node:path";
import { inject } from "vitest";
import { withConnection } from "@/server/postgres/connection";

// Runs before the modules of a test file load: a database of the file's own, a clone of the migrated template, and the
// settings that the server reads. The clone is never dropped: that would race with pools that are closing, and the
// whole server is thrown away at the end.

const template = inject("template");
const name = `test_${randomUUID().replaceAll("-", "")}`;
const CLONE_LOCK = 4107;

await withConnection(on("postgres", template.ownerUrl), async (client) => {
  // PostgreSQL refuses to copy a template twice at once.
  await client.query("select pg_advisory_lock($1)", [CLONE_LOCK]);
  await client.query(`create database "${name}" template template_bank`);
});

Object.assign(process.env, {
  DATABASE_URL: on(name, template.ownerUrl),
  APP_DATABASE_URL: on(name, template.applicationUrl),
  AUTH_SECRET: randomBytes(32).toString("base64url"),
  DATA_KEY: randomBytes(32).toString("base64"),
  SIGNING_KEY: randomBytes(32).toString("base64"),
  PUBLIC_ORIGIN: "http://localhost:3000",
  DATA_DIR: mkdtempSync(path.join(inject("temporaryFolder"), "files-")),
});

function on(database: string, url: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}
