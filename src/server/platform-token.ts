import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { RateLimiterRes } from "rate-limiter-flexible";
import type { Actor } from "./actor";
import { attemptKey, attempts } from "./attempts";
import { withoutActor } from "./db";
import { sql } from "./sql";

/** By which people, and programs that look for secrets in the wrong places, know what it is. */
const PREFIX = "xfyh_";
const RANDOM_BYTES = 32;
const BEARER = /^Bearer +(xfyh_[A-Za-z0-9_-]{43})$/i;

/** A new token of the online platform: shown once, kept as its hash. */
export const newToken = () => PREFIX + randomBytes(RANDOM_BYTES).toString("base64url");

/**
 * What is kept of a token. SHA-256 and no slow hash: 32 random bytes can't be guessed, however fast one tries, and every request
 * of the platform asks for it.
 */
export const tokenHash = (token: string): Buffer => createHash("sha256").update(token, "utf8").digest();

/** The platform, and the token by which it came. */
export interface TokenBearer {
  actor: Actor;
  tokenId: number;
}

export type TokenAnswer = { ok: true; bearer: TokenBearer } | { ok: false; waitSeconds: number | null };

/**
 * Who sends a request with this Authorization header?
 * @param address where it comes from, as far as a proxy of ours vouches for it; wrong tokens are counted for it
 * @returns waitSeconds: null for a wrong, an absent or a revoked token; else how long this address has to wait
 */
export async function bearerOf(authorization: string | null, address: string | null): Promise<TokenAnswer> {
  const counter = attempts("token");
  const key = address === null ? null : attemptKey(address);
  const tried = key === null ? null : await counter.get(key);
  if (tried && tried.consumedPoints >= counter.points) return slowDown(tried);
  const token = BEARER.exec(authorization ?? "")?.[1];
  const bearer = token === undefined ? null : await ownerOf(token);
  if (bearer) return { ok: true, bearer };
  if (key === null) return { ok: false, waitSeconds: null };
  try {
    await counter.consume(key);
    return { ok: false, waitSeconds: null };
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return slowDown(refusal);
  }
}

const slowDown = ({ msBeforeNext }: RateLimiterRes): TokenAnswer => ({
  ok: false,
  waitSeconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
});

async function ownerOf(token: string): Promise<TokenBearer | null> {
  const found = await withoutActor((tx) =>
    tx.first<Omit<Actor, "role" | "teacherId"> & { tokenId: number }>(sql`
      select token_id as "tokenId", city_id as "cityId", account_id as "accountId", organisation_id as "organisationId",
        session_version as "sessionVersion", display_name as name, organisation_name as "organisationName"
      from platform_of(${tokenHash(token)}::bytea)`),
  );
  if (!found) return null;
  const { tokenId, ...account } = found;
  return { tokenId, actor: { ...account, role: "platform", teacherId: null } };
}
