import "server-only";
import { createHmac } from "node:crypto";
import { RateLimiterPostgres } from "rate-limiter-flexible";
import { sharedPool } from "./db";
import { environment } from "./env";

const WINDOW_SECONDS = 15 * 60;
/**
 * Five wrong passwords for an account; an address may stand for a whole school; a machine has its token right or wrong. Certificates
 * are verified by the stack, but not by guessing: wrong codes are counted apart.
 */
const TRIES = { account: 5, address: 60, token: 20, verification: 240, "wrong-code": 20 } as const;

const limiters = new Map<keyof typeof TRIES, RateLimiterPostgres>();

/** Counts tries of one kind, for each key, over a quarter of an hour. */
export function attempts(of: keyof typeof TRIES): RateLimiterPostgres {
  let made = limiters.get(of);
  if (!made) {
    made = new RateLimiterPostgres({
      storeClient: sharedPool(),
      storeType: "pool",
      tableName: "sign_in_attempts",
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: of,
      points: TRIES[of],
      duration: WINDOW_SECONDS,
    });
    limiters.set(of, made);
  }
  return made;
}

/** Names and addresses are kept as keyed hashes: the table of attempts tells nobody who tried. */
export const attemptKey = (text: string) =>
  createHmac("sha256", environment().AUTH_SECRET).update(text).digest("base64url");
