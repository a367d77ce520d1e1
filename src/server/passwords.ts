import { hash, type Options, verify } from "@node-rs/argon2";

/** Argon2id as OWASP advises: 19 MiB, two passes, one lane. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Of a password that nobody knows: verified against where there is no account, so that both take as long; and of a new account. */
export const NOBODYS_HASH =
  "$argon2id$v=19$m=19456,t=2,p=1$b+G11ZhnATVdlc/4XE4Taw$LvQcwDq8VzRyLlkK5OYhZvO/y5yBSuDx+6UZaQUAqn0";

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

/**
 * @param stored the hash of the account; null where there is none, which takes as long and is never right
 */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? NOBODYS_HASH, password).catch(() => false);
  return stored !== null && right;
}
