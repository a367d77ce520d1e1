import { calendarDateInShanghai } from "@/rules/calendar";
import { maskName, readCode } from "@/rules/certificates";
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
  cycleName: string;
  totalTenths: number;
  onlineMetTenths: number;
  deemed: boolean;
  issuedOn: string;
  /** Whether the city's signature holds. */
  intact: boolean;
  revokedOn: string | null;
}

/**
 * The certificate with this code; null for every other code, and for what is none: asked in the same way, so that neither the
 * answer nor its time tells them apart. Without an actor: anyone may ask, and nothing but the exact code is answered.
 */
export async function verifyCertificate(typed: string): Promise<VerifiedCertificate | null> {
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
    cycleName: statement.cycle.name,
    totalTenths: statement.totalTenths,
    onlineMetTenths: statement.onlineMetTenths,
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
