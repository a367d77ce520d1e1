import { randomUUID } from "node:crypto";
import { type CycleVersion, type PolicyInForce, withPolicy } from "@/ledger/cycle-policy";
import type { NewEntry } from "@/ledger/open-entries";
import { calendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { type EntryStatus, isLive } from "@/rules/credit-entry";
import { closedCycle } from "@/rules/cycles";
import type { Employment } from "@/rules/duty";
import { grouped } from "@/rules/grouped";
import { judgeOnlineResult } from "@/rules/online";
import { creditsOfHours } from "@/rules/policy";
import type { Flag, Violation, ViolationCode } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import { matchPeople, type Person, type PersonMatch } from "@/server/people";
import { sql } from "@/server/sql";
import type { JudgedResult } from "./online-batch";
import type { OnlineResult } from "./online-results";

/** A result that was posted before, under the platform's own number of it. */
interface KnownResult {
  resultId: string;
  teacherId: number;
  year: number;
  creditsTenths: number;
  status: EntryStatus;
}

/** All that a batch is judged by. */
interface BatchFacts {
  matches: PersonMatch[];
  employments: Map<number, Employment[]>;
  /** By study year; a year that no cycle has is missing. */
  policies: Map<number, PolicyInForce>;
  known: Map<string, KnownResult[]>;
  /** Tenths by person and study year; grows with what this batch posts. */
  posted: Map<string, number>;
}

type Refusal = { violations: Violation[] };
type Outcome = Refusal | { unchangedTenths: number } | { entry: NewEntry; flags: Flag[] };

/**
 * Judges each result of a batch on its own: one that is refused stops no other. By as many statements for ten thousand as for
 * ten.
 * @returns the verdicts in the batch's order, and the entries that are to be posted
 */
export async function judgeResults(
  tx: Tx,
  cityId: number,
  results: readonly OnlineResult[],
  now: Date,
): Promise<{ judged: JudgedResult[]; entries: NewEntry[] }> {
  const facts = await readFacts(tx, cityId, results);
  const entries: NewEntry[] = [];
  const seen = new Set<string>();
  const judged = results.map((result, index): JudgedResult => {
    const { resultId } = result;
    const outcome = seen.has(resultId)
      ? refuse("online-result-twice", "resultId")
      : judgeOne(result, facts.matches[index], facts, now);
    seen.add(resultId);
    if ("violations" in outcome)
      return { resultId, outcome: "refused", creditsTenths: null, violations: outcome.violations, flags: [] };
    if ("unchangedTenths" in outcome)
      return { resultId, outcome: "unchanged", creditsTenths: outcome.unchangedTenths, violations: [], flags: [] };
    const { entry, flags } = outcome;
    entries.push(entry);
    return { resultId, outcome: "posted", creditsTenths: entry.creditsTenths, violations: [], flags };
  });
  return { judged, entries };
}

const refuse = (code: ViolationCode, field: string, ground: Partial<Violation> = {}): Refusal => ({
  violations: [{ rule: "R2", clause: "S", code, field, ...ground }],
});

function judgeOne(result: OnlineResult, match: PersonMatch | undefined, facts: BatchFacts, now: Date): Outcome {
  if (!match?.ok) return { violations: match ? [match.violation] : [] };
  const { person } = match;
  const inForce = facts.policies.get(result.studyYear);
  if (!inForce) return refuse("outside-cycle", "studyYear", { rule: "R15" });
  const hoursTenths = Math.round(result.hours * 10);
  const before = comparedWithKnown(facts.known.get(result.resultId) ?? [], person, {
    year: result.studyYear,
    creditsTenths: creditsOfHours(inForce.policy, "online", Math.max(0, hoursTenths)),
  });
  if (before) return before;
  if (inForce.closed) return { violations: [closedCycle("studyYear")] };
  const finishedOn = calendarDate(result.finishedOn);
  const account = accountOf(person.teacherId, result.studyYear);
  const postedTenths = facts.posted.get(account) ?? 0;
  const { violations, flags, creditsTenths } = judgeOnlineResult(
    inForce.policy,
    { studyYear: result.studyYear, finishedOn, hoursTenths },
    {
      certificateNumber: person.certificateNumber,
      schoolIsPrivate: person.schoolIsPrivate,
      employments: facts.employments.get(person.teacherId) ?? [],
      today: calendarDateInShanghai(now),
      postedTenths,
    },
  );
  if (violations.length > 0) return { violations };
  facts.posted.set(account, postedTenths + creditsTenths);
  return {
    entry: entryOf(result, person, inForce.cycleId, creditsTenths),
    flags,
  };
}

/** The same result again changes nothing; under its number another one is refused, and what the city took back stays so. */
function comparedWithKnown(
  known: readonly KnownResult[],
  { teacherId }: Person,
  told: { year: number; creditsTenths: number },
): Outcome | null {
  const standing = known.find(({ status }) => isLive(status));
  const same = (one: KnownResult) =>
    one.teacherId === teacherId && one.year === told.year && one.creditsTenths === told.creditsTenths;
  if (!standing) return known.some(same) ? refuse("online-result-revoked", "resultId") : null;
  if (same(standing)) return { unchangedTenths: standing.creditsTenths };
  if (standing.teacherId !== teacherId) return refuse("online-result-of-somebody-else", "resultId");
  const params = { hereTenths: standing.creditsTenths, thereTenths: told.creditsTenths };
  return refuse("online-result-differs", "resultId", standing.year === told.year ? { params } : {});
}

const entryOf = (result: OnlineResult, person: Person, cycleId: number, creditsTenths: number): NewEntry => ({
  id: randomUUID(),
  cycleId,
  teacherId: person.teacherId,
  schoolId: person.schoolId,
  countyId: person.countyId,
  source: "online",
  title: `${result.studyYear}年度网络校本研修`,
  year: result.studyYear,
  endedOn: calendarDate(result.finishedOn),
  creditsTenths,
  halves: 0,
  trainingKey: null,
  certificateKey: result.resultId,
  project: null,
});

const accountOf = (teacherId: number, year: number) => `${teacherId}/${year}`;

async function readFacts(tx: Tx, cityId: number, results: readonly OnlineResult[]): Promise<BatchFacts> {
  const matches = await matchPeople(
    tx,
    cityId,
    results.map(({ person: { idNumber = "", teacherNumber = "", name } }) => ({
      identity: idNumber,
      teacherNumber,
      name,
      school: "",
    })),
  );
  const teacherIds = [...new Set(matches.flatMap((match) => (match.ok ? [match.person.teacherId] : [])))];
  const years = [...new Set(results.map(({ studyYear }) => studyYear))];
  const [employments, known, posted, policies] = await Promise.all([
    tx.rows<Employment & { teacherId: number }>(sql`
      select teacher_id as "teacherId", starts_on as "from", ends_on as "to"
      from employments_of(${cityId}, ${teacherIds}::int[]) order by starts_on`),
    tx.rows<KnownResult>(sql`
      select certificate_key as "resultId", teacher_id as "teacherId", year, credits_tenths as "creditsTenths", status
      from credit_entries where city_id = ${cityId} and source = 'online'
        and certificate_key = any(${results.map(({ resultId }) => resultId)}::text[])`),
    tx.rows<{ teacherId: number; year: number; tenths: number }>(sql`
      select teacher_id as "teacherId", year, sum(credits_tenths)::int as tenths from ledger_postings
      where city_id = ${cityId} and source = 'online' and teacher_id = any(${teacherIds}::int[]) and year = any(${years}::int[])
      group by teacher_id, year`),
    readPolicies(tx, cityId, years),
  ]);
  return {
    matches,
    employments: grouped(employments, ({ teacherId }) => teacherId),
    policies,
    known: grouped(known, ({ resultId }) => resultId),
    posted: new Map(posted.map(({ teacherId, year, tenths }) => [accountOf(teacherId, year), tenths])),
  };
}

/** The policy in force of each of these years' cycles. */
async function readPolicies(tx: Tx, cityId: number, years: readonly number[]): Promise<Map<number, PolicyInForce>> {
  const cycles = await tx.rows<CycleVersion & { years: number[] }>(sql`
    select c.id as "cycleId", c.name as "cycleName", c.closed_at is not null as closed, (select max(p.version) from cycle_policies p
        where p.city_id = c.city_id and p.cycle_id = c.id) as version,
      array_agg(y.year) as years
    from cycles c join unnest(${years}::int[]) as y(year) on y.year between c.from_year and c.to_year
    where c.city_id = ${cityId} group by c.city_id, c.id, c.name`);
  const policies = new Map<number, PolicyInForce>();
  for (const { years: ofCycle, ...version } of cycles) {
    const inForce = await withPolicy(tx, cityId, version);
    for (const year of ofCycle) policies.set(year, inForce);
  }
  return policies;
}
