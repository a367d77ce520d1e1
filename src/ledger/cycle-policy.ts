import { invariant } from "@/rules/invariant";
import { type CyclePolicy, parseCyclePolicy } from "@/rules/policy";
import type { Tx } from "@/server/db";
import { type Statement, sql } from "@/server/sql";

/** A cycle and the version of its policy that is in force. */
export interface CycleVersion {
  cycleId: number;
  cycleName: string;
  version: number;
  /** Nothing is registered, posted or changed in it any more. */
  closed: boolean;
}

/** A cycle with the policy in force. */
export interface PolicyInForce extends CycleVersion {
  policy: CyclePolicy;
}

/** What is needed to choose between cycles. */
export interface CycleName {
  id: number;
  name: string;
  fromYear: number;
  toYear: number;
}

/** The cycles of the city, from the first on. */
export const readCycleNames = (tx: Tx, cityId: number): Promise<CycleName[]> =>
  tx.rows<CycleName>(sql`
    select id, name, from_year as "fromYear", to_year as "toYear" from cycles where city_id = ${cityId} order by from_year`);

/** The id of a year's cycle, for a statement; where none has that year, of the last that began before. */
export const cycleOfYear = (cityId: number, year: number): Statement => sql`(select n.id from cycles n
  where n.city_id = ${cityId} and n.from_year <= ${year} order by n.from_year desc limit 1)`;

// A version of a policy never changes, so what was validated once stays valid.
const validated = new Map<string, CyclePolicy>();

/** The cycle in which a calendar year lies, with its policy in force; undefined where no cycle has it. */
export async function policyOfYear(tx: Tx, cityId: number, year: number): Promise<PolicyInForce | undefined> {
  return (await policiesOfYears(tx, cityId, [year])).get(year);
}

/** The same for many years at once. */
export async function policiesOfYears(
  tx: Tx,
  cityId: number,
  years: readonly number[],
): Promise<ReadonlyMap<number, PolicyInForce>> {
  const found = await tx.rows<CycleVersion & { year: number }>(sql`
    select y.year, c.id as "cycleId", c.name as "cycleName", max(p.version) as version,
      c.closed_at is not null as closed
    from unnest(${years}::int[]) as y(year) join cycles c on c.city_id = ${cityId} and y.year between c.from_year and c.to_year
    join cycle_policies p on p.city_id = c.city_id and p.cycle_id = c.id group by y.year, c.city_id, c.id, c.name`);
  const inForce = new Map<number, PolicyInForce>();
  // Of each cycle once at most: a version that was read is remembered.
  for (const { year, ...version } of found) inForce.set(year, await withPolicy(tx, cityId, version));
  return inForce;
}

/** A cycle with its policy in force; undefined where the city has no such cycle. */
export async function policyOfCycle(tx: Tx, cityId: number, cycleId: number): Promise<PolicyInForce | undefined> {
  const found = await tx.first<CycleVersion>(sql`
    select c.id as "cycleId", c.name as "cycleName", max(p.version) as version, c.closed_at is not null as closed
    from cycles c join cycle_policies p on p.city_id = c.city_id and p.cycle_id = c.id
    where c.city_id = ${cityId} and c.id = ${cycleId} group by c.city_id, c.id, c.name`);
  return found && withPolicy(tx, cityId, found);
}

/** The policy in force of a cycle that is there. */
export async function policyInForce(tx: Tx, cityId: number, cycleId: number): Promise<PolicyInForce> {
  const found = await policyOfCycle(tx, cityId, cycleId);
  invariant(found, `cycle ${cycleId} has a policy`);
  return found;
}

/** A version of a cycle's policy with its content. */
export async function withPolicy(tx: Tx, cityId: number, version: CycleVersion): Promise<PolicyInForce> {
  const key = `${cityId}/${version.cycleId}/${version.version}`;
  let policy = validated.get(key);
  if (!policy) {
    const row = await tx.first<{ policy: unknown }>(sql`
      select policy from cycle_policies
      where city_id = ${cityId} and cycle_id = ${version.cycleId} and version = ${version.version}`);
    policy = parseCyclePolicy(row?.policy);
    validated.set(key, policy);
  }
  return { ...version, policy };
}
