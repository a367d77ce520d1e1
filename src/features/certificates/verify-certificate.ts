import { RateLimiterRes } from "rate-limiter-flexible";
import { calendarDateInShanghai } from "@/rules/calendar";
import { maskName, readCode } from "@/rules/certificates";
import { attemptKey, attempts } from "@/server/attempts";
import { withoutActor } from "@/server/db";
import { sql } from "@/server/sql";
import { codeHash } from "./issue-certificate";
import { type KeptStatement, openStatement } from "./statement";

/** What a stranger learns who holds the code. Tenths of a credit. */
export interface VerifiedCertificate {
  number: string;
  maskedName: string;
  school: string;
  issuer: string;
  cycle: { name: string; fromYear: number; toYear: number };
  totalTenths: number;
  requiredTotalTenths: number;
  onlineMetTenths: number;
  requiredOnlineTenths: number;
  deemed: boolean;
  issuedOn: string;
  /** Whether the city's signature holds. */
  intact: boolean;
  revokedOn: string | null;
}

export type Verification = { ok: true; certificate: VerifiedCertificate | null } | { ok: false; waitSeconds: number };

/**
 * The certificate with this code; null for every other code, and for what is none: asked in the same way, so that neither the
 * answer nor its time tells them apart. Without an actor: anyone may ask, and nothing but the exact code is answered.
 * @param address where the request comes from, as far as that is known; its tries are counted, wrong ones apart
 */
export async function verifyCertificate(typed: string, address: string | null): Promise<Verification> {
  const key = address === null ? null : attemptKey(address);
  try {
    // Counted before it is looked up: many at once are many.
    if (key !== null) await Promise.all([attempts("verification").consume(key), attempts("wrong-code").consume(key)]);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { ok: false, waitSeconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)) };
  }
  const certificate = await find(typed);
  if (certificate && key !== null) await attempts("wrong-code").reward(key);
  return { ok: true, certificate };
}

async function find(typed: string): Promise<VerifiedCertificate | null> {
  const code = readCode(typed);
  const found = await withoutActor((tx) =>
    tx.first<KeptStatement & { revokedAt: Date | null }>(sql`
      select sealed, signature, key_id as "keyId", revoked_at as "revokedAt"
      from verify_certificate(${codeHash(code ?? "")})`),
  );
  if (!found) return null;
  const { statement, intact } = openStatement(found);
  return {
    number: statement.number,
    maskedName: maskName(statement.name),
    school: statement.school,
    issuer: statement.issuer,
    cycle: { name: statement.cycle.name, fromYear: statement.cycle.fromYear, toYear: statement.cycle.toYear },
    totalTenths: statement.totalTenths,
    requiredTotalTenths: statement.requiredTotalTenths,
    onlineMetTenths: statement.onlineMetTenths,
    requiredOnlineTenths: statement.requiredOnlineTenths,
    deemed: statement.deemed,
    issuedOn: calendarDateInShanghai(new Date(statement.issuedAt)),
    intact,
    revokedOn: found.revokedAt && calendarDateInShanghai(found.revokedAt),
  };
}

/** The places in the published list of what is revoked. */
export async function listRevokedPlaces(): Promise<number[]> {
  const rows = await withoutActor((tx) =>
    tx.rows<{ place: number }>(sql`select place from revoked_certificate_places() as place order by place`),
  );
  return rows.map(({ place }) => place);
}
