import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";

export type Secrets = Record<(typeof NAMES)[number], string>;

const NAMES = ["auth-secret", "data-key", "signing-key", "owner-password", "application-password"] as const;

/** The demo's secrets: made once, kept in its folder for us alone, so that sessions and ID numbers outlive a restart. */
export function secretsIn(folder: string): Secrets {
  return Object.fromEntries(NAMES.map((name) => [name, secret(path.join(folder, name))])) as Secrets;
}

function secret(file: string): string {
  if (!existsSync(file)) {
    // Under its name only when it is whole: half a key would be kept for ever.
    const half = `${file}.new`;
    writeFileSync(half, randomBytes(32).toString("base64"), { mode: 0o600 });
    renameSync(half, file);
  }
  return readFileSync(file, "utf8").trim();
}
