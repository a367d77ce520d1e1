import { advanceEntries } from "@/ledger/advance-entries";
import { advanceProject, type ProjectMove } from "@/ledger/advance-project";
import { policyInForce } from "@/ledger/cycle-policy";
import { repostEntries } from "@/ledger/post-entries";
import type { ProjectState } from "@/ledger/project-state";
import type { EntryStatus } from "@/rules/credit-entry";
import { correctedHours } from "@/rules/participants";
import { creditsOfHours } from "@/rules/policy";
import { PROJECTS } from "@/rules/projects";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import type { ProjectDecision } from "./move-roster";
import { type RosterEntry, sumOf } from "./roster-entries";

/** A credit that a correction of the hours reaches: posted, or waiting singly to be posted. */
interface CorrectedEntry extends RosterEntry {
  status: EntryStatus;
  holderId: number | null;
}

/** What a correction of the hours does: to whom, and what the posted roster amounts to then. */
export interface Correction {
  /** Those whose credits change, with the new ones. */
  changed: CorrectedEntry[];
  /** Those that were refused: if an objection is granted, they are worth what the training is now. */
  ofRefused: CorrectedEntry[];
  participants: number;
  creditsTenths: number;
}

/** Whoever had all of the old hours gets the new ones; whoever had fewer keeps them, up to the new ones. */
export async function correctionOf(tx: Tx, project: ProjectState): Promise<Correction> {
  const { policy } = await policyInForce(tx, project.cityId, project.cycleId);
  const { source } = PROJECTS[project.kind];
  const credits = (hoursTenths: number | null) => creditsOfHours(policy, source, hoursTenths ?? 0);
  const [old, corrected] = [
    { attended: credits(project.hoursTenths), taught: credits(project.lecturerHoursTenths) },
    { attended: credits(project.correctedHoursTenths), taught: credits(project.correctedLecturerHoursTenths) },
  ];
  const before = await tx.rows<CorrectedEntry>(sql`
    select e.id, e.teacher_id as "teacherId", e.participant_role as role, e.year, e.halves, e.credits_tenths as "creditsTenths",
      e.status, e.holder_id as "holderId"
    from credit_entries e where e.city_id = ${project.cityId} and e.project_id = ${project.id}
      and e.status in ('posted', 'at_county', 'at_city', 'refused')`);
  const after = before.map((entry) => ({
    ...entry,
    creditsTenths: correctedHours(entry.creditsTenths, old[entry.role], corrected[entry.role]),
  }));
  const differing = after.filter((entry, index) => entry.creditsTenths !== before[index]?.creditsTenths);
  const changed = differing.filter(({ status }) => status !== "refused");
  const ofRefused = differing.filter(({ status }) => status === "refused");
  return { changed, ofRefused, ...sumOf(after.filter(({ status }) => status === "posted")) };
}

/**
 * Carries a correction of the hours out: for each participant one reversal and one new posting, and an event that says so. A
 * row that waits singly waits on with the corrected hours, and one that was refused is worth them without a step of its own. Nobody changes their own credit by it (section 4 of the domain).
 */
export async function carryOutCorrection(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  move: ProjectMove,
  now: Date,
): Promise<Result<ProjectDecision>> {
  // Rows that go their own way are not held with their project: one that is decided at this moment is waited for.
  await tx.rows(sql`
    select 1 from credit_entries e where e.city_id = ${project.cityId} and e.project_id = ${project.id} order by e.id for update`);
  const { changed, ofRefused, participants, creditsTenths } = await correctionOf(tx, project);
  if (changed.some(({ teacherId }) => teacherId === actor.teacherId))
    return refused(stepViolation("decides-own-credit"));
  const moved = await advanceProject(
    tx,
    actor,
    project,
    { ...move, participants: changed.length },
    now,
    sql`, hours_tenths = corrected_hours_tenths, lecturer_hours_tenths = corrected_lecturer_hours_tenths,
      corrected_hours_tenths = null, corrected_lecturer_hours_tenths = null, participants = ${participants},
      credits_tenths = ${creditsTenths}`,
  );
  await tx.run(sql`
    update credit_entries e set credits_tenths = r."creditsTenths"
    from jsonb_to_recordset(${JSON.stringify([...changed, ...ofRefused])}::jsonb) as r(id uuid, "creditsTenths" int)
    where e.city_id = ${project.cityId} and e.id = r.id`);
  for (const { status, holderId, ids } of byHolder(changed)) {
    await advanceEntries(tx, actor, ids, { action: "correct", toStatus: status, holderId, reason: null }, now);
    if (status === "posted") await repostEntries(tx, project.cityId, ids, now);
  }
  return done({ status: moved.status, ordered: false });
}

/** Leaves the hours as they are: what was asked for is settled, and told by its event alone. */
export async function keepHours(
  tx: Tx,
  actor: Actor,
  project: ProjectState,
  move: ProjectMove,
  now: Date,
): Promise<ProjectDecision> {
  const settled = sql`, corrected_hours_tenths = null, corrected_lecturer_hours_tenths = null`;
  const { status } = await advanceProject(tx, actor, project, move, now, settled);
  return { status, ordered: false };
}

/** Each stays where it is: nearly all of them posted, a few with whoever has them. */
function byHolder(
  entries: readonly CorrectedEntry[],
): (Pick<CorrectedEntry, "status" | "holderId"> & { ids: string[] })[] {
  const groups = new Map<string, Pick<CorrectedEntry, "status" | "holderId"> & { ids: string[] }>();
  for (const { id, status, holderId } of entries) {
    const key = `${status}/${holderId}`;
    const group = groups.get(key) ?? { status, holderId, ids: [] };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
