import { randomUUID } from "node:crypto";
import { advanceEntries } from "@/ledger/advance-entries";
import { advanceProject } from "@/ledger/advance-project";
import { policyInForce } from "@/ledger/cycle-policy";
import { type NewEntry, openEntries } from "@/ledger/open-entries";
import { type ProjectState, projectStepFacts } from "@/ledger/project-state";
import { calendarDateInShanghai } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import type { ParticipantRole } from "@/rules/participants";
import { judgeProjectStep, type ProjectStatus } from "@/rules/project-approval";
import { PROJECTS } from "@/rules/projects";
import { supportKindOf } from "@/rules/support-teaching";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import type { RowVerdict } from "@/server/imports/import-rows";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type Place, placeOfSchoolRun, placesOf } from "./credit-facts";
import type { Service, SupportVerdict } from "./judge-support-rows";
import { entriesApart, type RosterEntry, rosterEntries, sumOf } from "./roster-entries";
import { submissionOf } from "./submission";

/** A credit that a roster brings; support teaching brings one for each calendar year. */
interface Line {
  teacherId: number;
  role: ParticipantRole;
  year: number;
  halves: number;
  endedOn: ProjectState["endsOn"];
  creditsTenths: number;
  /** Where and when, of support teaching. */
  service: Service | null;
}

/** A verdict on a row of a roster or of attachment 3. */
type RosterVerdict = RowVerdict & Partial<Pick<SupportVerdict, "years" | "service">>;

/**
 * Brings a whole roster to the reviewers: registers who is new on it, withdraws who is not on it any more, corrects the hours
 * of the others, and submits the project. All rows have to be right, and the papers there (R11-R13).
 */
export async function registerRoster(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  verdicts: readonly RosterVerdict[],
  now: Date,
): Promise<Result<string>> {
  const wrong = verdicts.filter(({ violations }) => violations.length > 0).length;
  if (wrong > 0)
    return refused({ rule: null, clause: "S", code: "roster-has-errors", field: "roster", params: { count: wrong } });
  const step = judgeProjectStep("submit", await projectStepFacts(tx, project), actor, now);
  if (!step.ok) return refused(step.violation);
  const told = verdicts.flatMap((verdict) => linesOf(project, verdict));
  // Whose row was split off, or added later, is credited on its own way, and not once more by the roster.
  const apart = new Set((await entriesApart(tx, project)).map(keyOf));
  const lines = told.filter((line) => !apart.has(keyOf(line)));
  const { participants, creditsTenths } = sumOf(lines);
  const { policy } = await policyInForce(tx, project.cityId, project.cycleId);
  const people = participants === 0 ? 0 : sumOf(told).participants;
  const submission = await submissionOf(tx, project, policy, people, calendarDateInShanghai(now));
  if (submission.violations.length > 0) return refused(...submission.violations);

  const before = await rosterEntries(tx, project);
  const move = { action: "submit", toStatus: step.to, reason: null, note: null, participants } as const;
  const moved = await advanceProject(
    tx,
    actor,
    project,
    move,
    now,
    sql`, participants = ${participants}, credits_tenths = ${creditsTenths}, submitted_by_account_id = ${actor.accountId}`,
  );
  await bringEntries(tx, actor, moved, before, lines, now);
  // Kept on record and decided by nobody: the rows are not needed any more.
  if (step.to === "recorded") await tx.rows(sql`select forget_roster(${project.cityId}, ${project.id})`);
  return done(project.id);
}

function linesOf(project: ProjectState, verdict: RosterVerdict): Line[] {
  const { teacherId, role } = verdict;
  if (teacherId === null || role === null) return [];
  if (verdict.years)
    return verdict.years.map(({ year, halves, tenths, endedOn }) => ({
      ...{ teacherId, role, year, halves, endedOn },
      creditsTenths: tenths,
      service: verdict.service ?? null,
    }));
  const { year, endsOn } = project;
  return [{ teacherId, role, year, halves: 0, endedOn: endsOn, creditsTenths: verdict.creditsTenths, service: null }];
}

const keyOf = ({ teacherId, role, year, halves }: Pick<Line, "teacherId" | "role" | "year" | "halves">) =>
  `${teacherId}/${role}/${year}/${halves}`;

async function bringEntries(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  before: readonly RosterEntry[],
  lines: readonly Line[],
  now: Date,
): Promise<void> {
  const status = entryStatusOf(project.status);
  const { holderId } = project;
  const known = new Map(before.map((entry) => [keyOf(entry), entry]));
  const wanted = new Set(lines.map(keyOf));
  const gone = before.filter((entry) => !wanted.has(keyOf(entry))).map(({ id }) => id);
  const kept = lines.flatMap((line) => {
    const entry = known.get(keyOf(line));
    return entry ? [{ ...line, id: entry.id }] : [];
  });
  await advanceEntries(
    tx,
    actor,
    gone,
    { action: "withdraw", toStatus: "withdrawn", holderId: null, reason: null },
    now,
  );
  if (kept.length > 0) {
    await tx.run(sql`
      update credit_entries e set credits_tenths = r."creditsTenths", title = ${project.title}, year = extract(year from r."endedOn"),
        ended_on = r."endedOn", training_key = ${trainingKeyOf(project)}
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as r(id uuid, "creditsTenths" int, "endedOn" date)
      where e.city_id = ${project.cityId} and e.id = r.id`);
    const ids = kept.map(({ id }) => id);
    await advanceEntries(tx, actor, ids, { action: "resubmit", toStatus: status, holderId, reason: null }, now);
  }
  const fresh = lines.filter((line) => !known.has(keyOf(line)));
  const places = await placesOf(
    tx,
    project.cityId,
    fresh.map(({ teacherId }) => teacherId),
  );
  const placeOf = (teacherId: number): Place => {
    const place = placeOfSchoolRun(project) ?? places.get(teacherId);
    invariant(place, `teacher ${teacherId} works somewhere`);
    return place;
  };
  const brought = fresh.map((line) => ({ ...line, id: randomUUID() }));
  const entries = brought.map(
    ({ role, service, ...line }): NewEntry => ({
      ...line,
      ...placeOf(line.teacherId),
      cycleId: project.cycleId,
      source: PROJECTS[project.kind].source,
      title: project.title,
      trainingKey: trainingKeyOf(project),
      certificateKey: null,
      project: { id: project.id, hostId: project.hostId, role, withRoster: true },
    }),
  );
  await openEntries(tx, actor, entries, { status, route: project.route, holderId }, now);
  await writeServices(tx, actor, project, [...kept, ...brought]);
}

/** Where and when the supporters served: it outlives the rows of the table that told it. */
async function writeServices(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  lines: readonly (Line & { id: string })[],
): Promise<void> {
  const rows = lines.flatMap(({ id, service }) => (service ? [{ id, ...service }] : []));
  if (rows.length === 0) return;
  const kind = supportKindOf(actor.role, "personnel");
  await tx.run(sql`
    insert into support_services (city_id, entry_id, kind, place, receiving_school, starts_on, ends_on)
    select ${project.cityId}, id, ${kind}::support_kind, place, "receivingSchool", "from", "to"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, place text, "receivingSchool" text, "from" date, "to" date)
    on conflict (city_id, entry_id) do update set place = excluded.place, receiving_school = excluded.receiving_school,
      starts_on = excluded.starts_on, ends_on = excluded.ends_on`);
}

/** Half years of support teaching and what a school runs by itself have rules of their own, beside that of one training (R6, R14). */
const trainingKeyOf = ({ kind, trainingKey }: Pick<ProjectState, "kind" | "trainingKey">): string | null =>
  kind === "support_teaching" || kind === "self_run" ? null : trainingKey;

/** What becomes of a roster's entries with the project. */
export function entryStatusOf(status: ProjectStatus): EntryStatus {
  switch (status) {
    case "at_county":
    case "at_city":
    case "returned":
    case "refused":
    case "withdrawn":
    case "posted":
    case "recorded":
      return status;
    case "draft":
    case "at_filing":
    case "filed":
    case "correcting":
    case "closed":
      throw new Error(`no roster is ${status}`);
    default:
      return status satisfies never;
  }
}
