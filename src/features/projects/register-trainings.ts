import { randomUUID } from "node:crypto";
import { type NewEntry, openEntries } from "@/ledger/open-entries";
import { type CalendarDate, calendarDate, calendarDateInShanghai } from "@/rules/calendar";
import { invariant } from "@/rules/invariant";
import { PROJECTS } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import type { Tx } from "@/server/db";
import type { RowVerdict } from "@/server/imports/import-rows";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { placesOf } from "./credit-facts";
import { endOfYear, type TrainingVerdict } from "./judge-training-rows";
import { sumOf } from "./roster-entries";

type Training = NonNullable<TrainingVerdict["training"]>;

const isTraining = (verdict: RowVerdict): verdict is TrainingVerdict => "standing" in verdict;

/**
 * Registers what only the other side's table has: a project for each training, with its roster, for another officer to post.
 * What the bank has already stays as it is, so the same table again changes nothing; rows with errors are left out, and stay
 * in the import to be read.
 */
export async function registerTrainings(
  tx: Tx,
  actor: Actor,
  kind: "provincial" | "opening",
  verdicts: readonly RowVerdict[],
  now: Date,
): Promise<Result<string>> {
  authorize(actor, kind === "provincial" ? "province:import" : "opening:import");
  const today = calendarDateInShanghai(now);
  const rosters = new Map<string, { training: Training; rows: TrainingVerdict[] }>();
  for (const verdict of verdicts.filter(isTraining)) {
    const { training, standing, violations } = verdict;
    if (!training || standing !== "only-there" || violations.length > 0) continue;
    const roster = rosters.get(training.key) ?? { training, rows: [] };
    roster.rows.push(verdict);
    rosters.set(training.key, roster);
  }
  // All of it is there already: nothing to do, and no fault.
  if (rosters.size === 0 && verdicts.some((verdict) => verdict.violations.length === 0)) return done("unchanged");
  if (rosters.size === 0) return refused({ rule: null, clause: "S", code: "roster-empty", field: "roster" });
  const teacherIds = [...rosters.values()].flatMap(({ rows }) => rows.flatMap(({ teacherId }) => teacherId ?? []));
  const [cycleOf, places] = await Promise.all([
    readCycles(tx, actor.cityId),
    placesOf(tx, actor.cityId, [...new Set(teacherIds)]),
  ]);
  const projects = [...rosters.values()].map(({ training, rows }) => ({
    ...{ id: randomUUID(), training, rows },
    ...sumOf(rows.map(({ teacherId, creditsTenths }) => ({ teacherId: teacherId ?? 0, creditsTenths }))),
    cycleId: cycleOf(training.year),
    endsOn: endOfYear(training.year, today),
    hoursTenths: Math.max(...rows.map(({ creditsTenths }) => creditsTenths)),
  }));
  await openProjects(tx, actor, projects, now);
  const entries = projects.flatMap(({ id, training, rows, cycleId, endsOn }) =>
    rows.map((row): NewEntry => {
      const place = places.get(row.teacherId ?? 0);
      invariant(place && row.teacherId !== null, "a right row means somebody");
      return {
        ...{ id: randomUUID(), cycleId, teacherId: row.teacherId, ...place },
        source: PROJECTS[training.kind].source,
        title: training.title,
        year: training.year,
        endedOn: endsOn,
        creditsTenths: row.creditsTenths,
        halves: 0,
        trainingKey: training.key,
        certificateKey: null,
        project: { id, hostId: actor.organisationId, role: "attended", withRoster: true },
      };
    }),
  );
  await openEntries(tx, actor, entries, { status: "at_city", route: ["city"], holderId: actor.organisationId }, now);
  return done("registered");
}

interface OpenedProject {
  id: string;
  training: Training;
  participants: number;
  creditsTenths: number;
  cycleId: number;
  endsOn: CalendarDate;
  hoursTenths: number;
}

/** All projects at once: begun, and brought to the city's other officers. */
async function openProjects(tx: Tx, actor: Actor, projects: readonly OpenedProject[], now: Date): Promise<void> {
  const rows = projects.map(({ training, ...project }) => ({
    ...project,
    kind: training.kind,
    title: training.title,
    year: training.year,
    startsOn: calendarDate(`${training.year}-01-01`),
    key: training.key,
  }));
  const told = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind project_kind, title text, year int,
    "startsOn" date, "endsOn" date, "hoursTenths" int, key text, participants int, "creditsTenths" int, "cycleId" int)`;
  await tx.run(sql`
    insert into projects (city_id, id, cycle_id, kind, title, host_id, county_id, year, starts_on, ends_on, hours_tenths, training_key,
      status, route, participants, credits_tenths, registered_by_account_id, registered_by_role, registered_at)
    select ${actor.cityId}, id, "cycleId", kind, title, ${actor.organisationId}, null, year, "startsOn", "endsOn", "hoursTenths", key,
      'draft', '{city}', participants, "creditsTenths", ${actor.accountId}, ${actor.role}::role, ${now}
    from ${told}`);
  await tx.run(sql`
    insert into project_events (city_id, project_id, seq, action, from_status, to_status, account_id, role, organisation_id,
      participants, at)
    select ${actor.cityId}, r.id, step.seq, step.action::project_action, step.before::project_status, step.after::project_status,
      ${actor.accountId}, ${actor.role}::role, ${actor.organisationId}, r.participants, ${now}
    from ${told}, (values (1, 'create', null, 'draft'), (2, 'submit', 'draft', 'at_city')) as step(seq, action, before, after)
    order by r.id, step.seq`);
  await tx.run(sql`
    update projects p set status = 'at_city', version = 2, holder_id = ${actor.organisationId}, waiting_since = ${now},
      submitted_by_account_id = ${actor.accountId}
    where p.city_id = ${actor.cityId} and p.id = any(${projects.map(({ id }) => id)}::uuid[])`);
}

/** The cycle in which a year lies. */
async function readCycles(tx: Tx, cityId: number): Promise<(year: number) => number> {
  const cycles = await tx.rows<{ id: number; fromYear: number; toYear: number }>(
    sql`select id, from_year as "fromYear", to_year as "toYear" from cycles where city_id = ${cityId}`,
  );
  return (year) => {
    const cycle = cycles.find(({ fromYear, toYear }) => year >= fromYear && year <= toYear);
    invariant(cycle, `a right row lies in a cycle, and ${year} does not`);
    return cycle.id;
  };
}
