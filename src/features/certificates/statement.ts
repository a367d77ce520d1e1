import { openText, sealBytes } from "@/server/identity-vault";
import { isSigned, signBytes } from "@/server/signing";

/** All that a certificate attests, as it was when it was issued. Tenths of a credit. */
export interface Statement {
  id: string;
  number: string;
  code: string;
  teacherId: number;
  name: string;
  school: string;
  /** Null for a city-direct school. */
  county: string | null;
  issuer: string;
  cycle: { id: number; name: string; fromYear: number; toYear: number };
  totalTenths: number;
  requiredTotalTenths: number;
  onlineTenths: number;
  /** Earned, or deemed complete (R5, R6). */
  onlineMetTenths: number;
  requiredOnlineTenths: number;
  /** A degree upgrade deems the cycle complete (R5). */
  deemed: boolean;
  policyVersion: number;
  /** The notice that the policy of the cycle rests on. */
  notice: string;
  /** The last posting of the ledger that it attests, and its hash. */
  head: { seq: number; hash: string };
  issuedAt: string;
}

/** What is kept of a statement. */
export interface KeptStatement {
  sealed: Uint8Array;
  signature: Uint8Array;
  keyId: string;
}

/** Signs a statement by the city's key, and seals it: it holds the secret code. */
export function signStatement(statement: Statement): KeptStatement {
  const bytes = Buffer.from(JSON.stringify(statement), "utf8");
  return { sealed: sealBytes(bytes), ...signBytes(bytes) };
}

/** @returns intact: is it what the city signed, to the last byte? */
export function openStatement({ sealed, signature, keyId }: KeptStatement): { statement: Statement; intact: boolean } {
  const text = openText(sealed);
  const intact = isSigned(Buffer.from(text, "utf8"), { keyId, signature });
  return { statement: JSON.parse(text) as Statement, intact };
}
