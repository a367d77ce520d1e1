import { encode } from "next-auth/jwt";
import { withConnection } from "@/server/postgres/connection";

/** Seals the sessions of the measured servers, and of nobody else. */
export const SESSION_SECRET = "only-for-measurements-on-this-machine";
/** As src/server/session.ts names it where the origin is not HTTPS. */
const COOKIE = "credit-bank";
const HOURS = 3600;

export interface SignedIn {
  accountId: number;
  organisationId: number;
  teacherId: number | null;
  /** the whole Cookie header */
  cookie: string;
}

interface Claims {
  cityId: number;
  accountId: number;
  sessionVersion: number;
  role: string;
  organisationId: number;
  organisationName: string;
  teacherId: number | null;
  name: string;
}

/**
 * Signed-in people of one role, spread over the first city: the same claims under the same seal as signing in gives. Not by
 * the form, because a thousand passwords would take longer to check than everything that is measured here.
 * @param organisationId of this organisation only
 */
export async function signedIn(
  ownerUrl: string,
  role: "teacher" | "school" | "county" | "city",
  limit: number,
  organisationId?: number,
): Promise<SignedIn[]> {
  const claims = await claimsOf(ownerUrl, role, limit, organisationId);
  return Promise.all(claims.map(async (one) => ({ ...one, cookie: `${COOKIE}=${await seal(one)}` })));
}

export function claimsOf(ownerUrl: string, role: string, limit: number, organisationId?: number): Promise<Claims[]> {
  return withConnection(ownerUrl, async (client) => {
    const { rows } = await client.query<Claims>(
      `select a.city_id as "cityId", a.id as "accountId", a.session_version as "sessionVersion", r.role,
        o.id as "organisationId", o.name as "organisationName", a.teacher_id as "teacherId", a.display_name as name
      from account_roles r
      join accounts a on a.city_id = r.city_id and a.id = r.account_id
      join organisations o on o.city_id = r.city_id and o.id = r.organisation_id
      where r.city_id = 1 and r.role = $1::role and r.organisation_id = coalesce($3, r.organisation_id)
      order by md5(a.id::text) limit $2`,
      [role, limit, organisationId ?? null],
    );
    return rows;
  });
}

const seal = (claims: Claims): Promise<string> =>
  encode({
    token: { session: { ...claims, mustChangePassword: false, severalRoles: false } },
    secret: SESSION_SECRET,
    salt: COOKIE,
    maxAge: 10 * HOURS,
  });
