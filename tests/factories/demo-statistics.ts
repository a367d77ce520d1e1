import { type Balance, computeBalance, dutyYearsOf } from "@/rules/balance";
import type { Role } from "@/rules/permissions";
import type { CyclePolicy } from "@/rules/policy";
import { netFacts } from "@/rules/postings";
import type { SchoolStage } from "@/rules/school-stages";
import type { Actor } from "@/server/actor";
import { accounts } from "./demo-city";
import { all, one } from "./owner";

/** A teacher of the demo city with the balance that the rules make of the rows, and no query of the product's. */
export interface Counted {
  id: number;
  schoolId: number;
  countyId: number | null;
  stage: SchoolStage;
  subject: string | null;
  dutyYears: number[];
  balance: Balance;
}

export async function countedTeachers(policy: CyclePolicy): Promise<Counted[]> {
  const known = await accounts();
  const rows = await all<Omit<Counted, "dutyYears" | "balance">>(
    `select t.id, t.school_id as "schoolId", t.county_id as "countyId", s.stage, t.subject
     from teachers t join organisations s on s.id = t.school_id order by t.id`,
  );
  return rows.map((row) => {
    const { employments, postings } = known.get(row.id) ?? { employments: [], postings: [] };
    const balance = computeBalance(policy, employments, netFacts(postings));
    return { ...row, balance, dutyYears: dutyYearsOf(balance) };
  });
}

/** Somebody of the demo city who signs in with that name, or any who has the role. */
export async function demoActor(role: Role, loginName?: string): Promise<Actor> {
  const found = await all<Omit<Actor, "role">>(
    `select a.city_id as "cityId", a.id as "accountId", a.session_version as "sessionVersion", o.id as "organisationId",
       o.name as "organisationName", a.teacher_id as "teacherId", a.display_name as name
     from account_roles r join accounts a on a.id = r.account_id join organisations o on o.id = r.organisation_id
     where r.role = $1::role and ($2::text is null or a.login_name = $2) order by a.id limit 1`,
    [role, loginName ?? null],
  );
  const [actor] = found;
  if (!actor) throw new Error(`nobody in the demo city is ${role} ${loginName ?? ""}`);
  return { ...actor, role };
}

/** How many rows a statement of the owner counts. */
export const countOf = async (text: string, values: unknown[] = []): Promise<number> =>
  (await one<{ count: number }>(`select count(*)::int as count from ${text}`, values)).count;
