import { randomInt } from "node:crypto";
import { hashPassword } from "./passwords";

/** Nothing that is taken for something else when it is read out or written down: no 0 and o, no 1, i and l, no 5 and s. */
const SIGNS = "abcdefghjkmnpqrtuvwxyz2346789";
const GROUPS = 4;
const GROUP = 4;

/** Good for so many days after it was made. */
const DAYS = 7;
const DAY = 86_400_000;

export interface OneTimePassword {
  /** To be shown once, and kept nowhere. */
  password: string;
  hash: string;
  until: Date;
}

/** Four groups of four signs of 29, as in kq7m-3xbd-whz4-r9tf: 77 bits. */
export function readablePassword(): string {
  const group = () => Array.from({ length: GROUP }, () => SIGNS[randomInt(SIGNS.length)]).join("");
  return Array.from({ length: GROUPS }, group).join("-");
}

/** A password that somebody is handed: it opens the way to an own one, for some days. */
export async function makeOneTimePassword(now: Date): Promise<OneTimePassword> {
  const password = readablePassword();
  return { password, hash: await hashPassword(password), until: new Date(now.getTime() + DAYS * DAY) };
}
