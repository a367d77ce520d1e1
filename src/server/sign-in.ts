import "server-only";
import { type RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { attemptKey, attempts } from "./attempts";
import { businessToday } from "./clock";
import { withoutActor } from "./db";
import { verifyPassword } from "./passwords";
import type { Session } from "./session";
import { sql } from "./sql";

export interface Credentials {
  kind: "teacher" | "school" | "staff";
  /** Ten digits; only where the kind is school. */
  schoolCode: string | null;
  name: string;
  password: string;
  /** Where the request comes from, as far as the proxy in front vouches for it; null where nobody does. */
  address: string | null;
}

export type SignInAnswer =
  | { ok: true; session: Session }
  | { ok: false; code: "sign-in-wrong" }
  | { ok: false; code: "sign-in-slow-down"; waitSeconds: number };

function limited(credentials: Credentials): [RateLimiterPostgres, string][] {
  const { kind, schoolCode, name, address } = credentials;
  const keys: [RateLimiterPostgres, string][] = [
    [attempts("account"), attemptKey(JSON.stringify([kind, schoolCode, name]))],
  ];
  if (address) keys.push([attempts("address"), attemptKey(address)]);
  return keys;
}

/**
 * Counts the try, then checks the password. A try is counted before it is known to be wrong, so that a thousand at the same
 * moment are still five; a right one gives the count back. An account that doesn't exist takes as long as one that does.
 */
export async function signIn(credentials: Credentials, now: Date): Promise<SignInAnswer> {
  const keys = limited(credentials);
  try {
    for (const [counter, key] of keys) await counter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    return { ok: false, code: "sign-in-slow-down", waitSeconds: Math.ceil(refusal.msBeforeNext / 1000) };
  }
  const session = await checked(credentials, now);
  if (!session) return { ok: false, code: "sign-in-wrong" };
  // The account starts anew; the address gets back this one try only, or one good account would buy endless tries for others.
  const [[account, accountKey], address] = keys as [(typeof keys)[0], (typeof keys)[1]?];
  await Promise.all([account.delete(accountKey), address?.[0].reward(address[1])]);
  return { ok: true, session };
}

async function checked({ kind, schoolCode, name, password }: Credentials, now: Date): Promise<Session | null> {
  const found = await withoutActor((tx) =>
    tx.first<Candidate>(sql`
      select city_id as "cityId", account_id as "accountId", teacher_id as "teacherId", display_name as "name",
        password_hash as "passwordHash", must_change_password as "mustChangePassword", session_version as "sessionVersion"
      from sign_in_candidate(${kind}::login_kind, ${schoolCode}, ${name}, ${now})`),
  );
  const right = await verifyPassword(found?.passwordHash ?? null, password);
  if (!found) return null;
  return withoutActor(async (tx) => {
    await tx.rows(
      sql`select record_sign_in(${found.cityId}, ${found.accountId}, ${right ? "sign-in" : "sign-in-failed"}, ${now})`,
    );
    if (!right) return null;
    const { passwordHash: _, ...claims } = found;
    return sessionInRole(claims, await rolesOf(tx, found), kind === "staff" ? null : kind);
  });
}

interface Candidate {
  cityId: number;
  accountId: number;
  teacherId: number | null;
  name: string;
  passwordHash: string;
  mustChangePassword: boolean;
  sessionVersion: number;
}

export type HeldRole = Pick<Session, "role" | "organisationId" | "organisationName">;

/** Every role that an account holds, and where. */
export function rolesOf(
  tx: { rows<Row>(statement: ReturnType<typeof sql>): Promise<Row[]> },
  { cityId, accountId }: { cityId: number; accountId: number },
): Promise<HeldRole[]> {
  return tx.rows<HeldRole>(sql`
    select role, organisation_id as "organisationId", organisation_name as "organisationName"
    from roles_of_account(${cityId}, ${accountId}, ${businessToday()})`);
}

/** The session of an account in the preferred one of its roles, or null when it holds none. */
export function sessionInRole(
  claims: Omit<Session, "role" | "organisationId" | "organisationName" | "severalRoles">,
  held: HeldRole[],
  preferred: Session["role"] | null,
): Session | null {
  const role = held.find((one) => one.role === preferred) ?? held[0];
  return role ? { ...claims, ...role, severalRoles: held.length > 1 } : null;
}
