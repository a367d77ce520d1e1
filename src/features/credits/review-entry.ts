import { judgeStep, type StepAction, type StepFacts, stepOfStatus, TRANSITIONS } from "@/rules/approval";
import { calendarDateInShanghai } from "@/rules/calendar";
import type { Confirmation } from "@/rules/confirmations";
import { mayWaive, sharedChecks } from "@/rules/duplicates";
import { barsRecall } from "@/rules/objections";
import { reasonSubjectOf } from "@/rules/reasons";
import type { SpecialVerdict } from "@/rules/special-credit";
import { judgeUrge, mayUrge } from "@/rules/urging";
import type { Check } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { readClaimFacts } from "./claim-facts";
import { neededConfirmations } from "./decide-entry";
import { type SharingEntry, sharingEntries } from "./duplicates";
import { judgeClaim } from "./judge-claim";
import { type EntryView, entryView } from "./read-entry";
import { stepFacts } from "./standing";
import { specialOf } from "./stored-claim";

/** An entry of somebody else with the same certificate or file, as far as the actor may see it. */
export interface SharedWith extends SharingEntry {
  teacherName: string;
  schoolName: string;
}

/** An entry as a reviewer, or the one who registered it, has it before them. */
export interface EntryReview extends EntryView {
  /** What the rules checked, ✓ and ✗; empty for a settled entry, and for one that is no special credit. */
  checks: Check[];
  verdict: Pick<SpecialVerdict, "basis" | "flags" | "requiredEvidence"> | null;
  sharedWith: SharedWith[];
  /** How many more share, out of the actor's sight. */
  sharedUnseen: number;
  /** What this actor may do with it now. */
  actions: StepAction[];
  /** The ticks that an approval by this actor needs. */
  confirmations: Confirmation[];
  /** This actor may ask for it (催办) now. */
  mayUrge: boolean;
  /** This actor's step may explain what two people brought alike. */
  mayWaive: boolean;
}

const ACTIONS = Object.keys(TRANSITIONS) as StepAction[];

/**
 * One entry with what the rules say of it and what the actor may do.
 * @throws NotFound
 */
export async function reviewEntry(actor: Actor, id: string, now: Date): Promise<EntryReview> {
  authorize(actor, "credit:read");
  return transaction(actor, async (tx) => {
    const view = await entryView(tx, actor, id);
    const { entry, claim, events } = view;
    const last = events.at(-1);
    const special = specialOf(claim);
    const [facts, sharing] = await Promise.all([
      readClaimFacts(tx, actor, entry.teacherId, id),
      special ? sharingEntries(tx, entry) : [],
    ]);
    const judged = special ? await judgeClaim(tx, entry.cityId, special, facts, now) : null;
    const sharedWith = await seenOf(tx, actor, sharing);
    const step = stepOfStatus(entry.status);
    const standing = last && stepFacts(entry, { ...last, accountId: last.byAccountId, role: last.byRole });
    const urged = { waitingSince: view.waitingSince, lastUrgedAt: view.lastUrgedAt };
    const today = calendarDateInShanghai(now);
    const shared = {
      certificate: sharing.some((other) => other.certificate),
      file: sharing.some((other) => other.file),
      waived: entry.duplicatesWaived,
    };
    return {
      ...view,
      // Only while it can still be decided: what was right on its day is not asked again of a settled entry.
      checks:
        judged && (step || entry.status === "returned" || view.objectionStatus === "open")
          ? [...judged.verdict.checks, ...sharedChecks(shared)]
          : [],
      verdict: judged?.verdict ?? null,
      sharedWith,
      sharedUnseen: sharing.length - sharedWith.length,
      actions: standing ? ACTIONS.filter((action) => mayTake(action, view, standing, actor, now)) : [],
      mayUrge: step !== null && mayUrge(actor.role, step) && judgeUrge({ ...urged, step, today }) === null,
      confirmations: step ? neededConfirmations(step, entry, claim) : [],
      mayWaive: step !== null && sharing.length > 0 && mayWaive(step, entry.route),
    };
  });
}

/** One participant of a training is approved or refused: there is no form to be sent back to. */
function mayTake(
  action: StepAction,
  { entry: { source, status }, objectionStatus }: EntryView,
  standing: StepFacts,
  actor: Actor,
  now: Date,
): boolean {
  const special = reasonSubjectOf(source) !== "participant";
  if (!special && (action === "return" || action === "resubmit")) return false;
  if (action === "recall" && status === "refused" && barsRecall(objectionStatus)) return false;
  return judgeStep(action, standing, actor, now).ok;
}

async function seenOf(tx: Tx, actor: Actor, sharing: readonly SharingEntry[]): Promise<SharedWith[]> {
  if (sharing.length === 0) return [];
  const seen = await tx.rows<{ id: string; teacherName: string; schoolName: string }>(sql`
    select e.id, t.name as "teacherName", s.name as "schoolName"
    from credit_entries e
    join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
    join organisations s on s.city_id = e.city_id and s.id = e.school_id
    where e.city_id = ${actor.cityId} and e.id = any(${sharing.map((other) => other.entryId)}::uuid[])`);
  return seen.flatMap(({ id, teacherName, schoolName }) => {
    const found = sharing.find((other) => other.entryId === id);
    return found ? [{ ...found, teacherName, schoolName }] : [];
  });
}
