import { z } from "zod";
import { advanceEntry } from "@/ledger/advance-entry";
import { type EntryState, lockEntry } from "@/ledger/entry-state";
import { postEntry } from "@/ledger/post-credit";
import { recountProject } from "@/ledger/recount-project";
import { judgeStep, type StepVerdict, stepOfStatus } from "@/rules/approval";
import { calendarDateInShanghai } from "@/rules/calendar";
import { type Confirmation, confirmationsAt, judgeConfirmations } from "@/rules/confirmations";
import type { Step } from "@/rules/credit-entry";
import { judgeDeadline } from "@/rules/deadlines";
import { judgeShared, mayWaive } from "@/rules/duplicates";
import { moocNeedsAccountCheck } from "@/rules/mooc";
import type { Role, Verb } from "@/rules/permissions";
import { judgeReason, marksOf, reasonSubjectOf } from "@/rules/reasons";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { entryId, note, ticked, version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { type ClaimFacts, readClaimFacts } from "./claim-facts";
import type { SpecialClaim } from "./claim-input";
import { renewMarks, type SharingEntry, sharingEntries } from "./duplicates";
import { judgeClaim } from "./judge-claim";
import { readLastEvent, stepFacts } from "./standing";
import { readStoredClaim, type StoredClaim, specialOf } from "./stored-claim";

export const DecisionInput = z.object({
  entryId,
  version,
  action: z.enum(["approve", "return", "refuse"], { error: "not-a-choice" }),
  reason: z.string().max(60).optional().catch(undefined),
  note,
  contentConfirmed: ticked,
  accountChecked: ticked,
  /** Why two people may bring the same certificate or file (R16). */
  waiver: note,
});
export type DecisionInput = z.output<typeof DecisionInput>;

const VERBS: Partial<Record<Role, Verb>> = {
  school: "credit:first-review",
  county: "credit:review",
  city: "credit:verify",
};

/** The permission that a role's step asks for. */
function decisionVerb(role: Role): Verb {
  const verb = VERBS[role];
  if (!verb) throw new Forbidden("no step of this role");
  return verb;
}

/** What a decision is taken on, read while the entry is held. */
interface Standing {
  entry: EntryState;
  step: Step;
  claim: StoredClaim;
  special: SpecialClaim;
  facts: ClaimFacts;
  sharing: SharingEntry[];
  /** This decision writes down why two people may bring the same. */
  waives: boolean;
  verdict: Extract<StepVerdict, { ok: true }>;
}

/**
 * Approves, returns or refuses an entry at the step whose turn it is (N5). What the rules said when it was registered is
 * asked again. The last approval posts the credit and renews the balance in the same transaction.
 * @returns the entry as it stands then
 * @throws NotFound, Conflict
 */
export async function decideEntry(actor: Actor, input: DecisionInput, now: Date): Promise<Result<EntryState>> {
  authorize(actor, decisionVerb(actor.role));
  return transaction(actor, async (tx) => {
    const entry = await lockEntry(tx, actor, input.entryId, input.version);
    if (reasonSubjectOf(entry.source) === "participant") return decideParticipant(tx, actor, entry, input, now);
    const standing = await readStanding(tx, actor, entry, input, now);
    if (!standing.ok) return standing;
    const against = await judgeDecision(tx, standing.value, input, now);
    if (against.length > 0) return refused(...against);
    return done(await takeDecision(tx, actor, standing.value, input, now));
  });
}

/**
 * One participant of a training, whose row was split off the roster or added to it later: approved or refused, as the whole
 * roster was; the host answers for the rest («谁主办、谁审核», N4).
 */
async function decideParticipant(
  tx: Tx,
  actor: Actor,
  entry: EntryState,
  input: DecisionInput,
  now: Date,
): Promise<Result<EntryState>> {
  const { action, note: words } = input;
  const verdict = judgeStep(action, stepFacts(entry, await readLastEvent(tx, entry.cityId, entry.id)), actor, now);
  if (!verdict.ok) return refused(verdict.violation);
  const reason = action === "approve" ? null : (input.reason ?? null);
  const wrong = action === "approve" ? null : judgeReason(action, "participant", reason, words);
  if (wrong) return refused(wrong);
  const moved = await advanceEntry(
    tx,
    actor,
    entry,
    { action, toStatus: verdict.to, reason, marks: [], note: words },
    now,
  );
  if (verdict.posts) await postEntry(tx, moved, now);
  if (verdict.posts && entry.projectId) await recountProject(tx, entry.cityId, entry.projectId);
  return done(moved);
}

/** Whether the step may be taken at all, and what it is taken on. */
async function readStanding(
  tx: Tx,
  actor: Actor,
  entry: EntryState,
  input: DecisionInput,
  now: Date,
): Promise<Result<Standing>> {
  const { cityId, id } = entry;
  const [lastEvent, claim, facts, sharing] = await Promise.all([
    readLastEvent(tx, cityId, id),
    readStoredClaim(tx, cityId, id),
    readClaimFacts(tx, actor, entry.teacherId, id),
    sharingEntries(tx, entry),
  ]);
  const verdict = judgeStep(input.action, stepFacts(entry, lastEvent), actor, now);
  if (!verdict.ok) return refused(verdict.violation);
  const step = stepOfStatus(entry.status);
  const special = specialOf(claim);
  if (!step || !special) throw new NotFound();
  const waives = input.waiver !== null && sharing.length > 0 && mayWaive(step, entry.route);
  return done({ entry, step, claim, special, facts, sharing, waives, verdict });
}

/** Everything that stands against the decision. */
async function judgeDecision(tx: Tx, standing: Standing, input: DecisionInput, now: Date): Promise<Violation[]> {
  const { special } = standing;
  const violations =
    input.action === "approve"
      ? await judgeApproval(tx, standing, input, now)
      : [judgeReason(input.action, special.kind, input.reason ?? null, input.note)];
  return [...violations, judgeFirstReviewDeadline(standing, input.action, now)].filter((one) => one !== null);
}

/** Writes the decision: its statements, the step with its event, and the posting where it is the last one. */
async function takeDecision(
  tx: Tx,
  actor: Actor,
  standing: Standing,
  input: DecisionInput,
  now: Date,
): Promise<EntryState> {
  const { entry, special, verdict, sharing, waives } = standing;
  const { action } = input;
  const reason = action === "approve" ? null : (input.reason ?? null);
  if (action === "approve") await writeConfirmations(tx, actor, standing, input);
  if (waives) await writeWaiver(tx, actor, entry, input.waiver, now);
  const move = { action, toStatus: verdict.to, reason, marks: marksOf(reason, special.kind), note: input.note };
  const moved = await advanceEntry(tx, actor, entry, move, now, waives ? sql`, duplicates_waived = true` : sql``);
  if (verdict.posts) await postEntry(tx, moved, now);
  if (action === "refuse") {
    await renewMarks(
      tx,
      entry.cityId,
      sharing.map((other) => other.entryId),
    );
  }
  return moved;
}

/** Everything that an approval can fail on: the rules as on the first day, what two people share, the reviewer's ticks. */
async function judgeApproval(
  tx: Tx,
  { entry, step, claim, special, facts, sharing, waives }: Standing,
  given: Record<Confirmation, boolean>,
  now: Date,
): Promise<(Violation | null)[]> {
  const { verdict } = await judgeClaim(tx, entry.cityId, special, facts, now);
  const shared = {
    certificate: sharing.some((other) => other.certificate),
    file: sharing.some((other) => other.file),
    waived: entry.duplicatesWaived || waives,
  };
  return [
    ...verdict.violations,
    ...judgeShared(step, entry.route, shared),
    ...judgeConfirmations(neededConfirmations(step, entry, claim), given),
  ];
}

/** The ticks that this step has to set on this claim. */
export function neededConfirmations(
  step: Step,
  entry: Pick<EntryState, "route">,
  { mooc }: StoredClaim,
): Confirmation[] {
  return confirmationsAt(step, {
    source: mooc ? "mooc" : "degree",
    route: entry.route,
    needsAccountCheck: mooc !== null && moocNeedsAccountCheck(mooc),
    accountChecked: mooc?.accountCheckedBy !== null,
  });
}

function judgeFirstReviewDeadline(
  { entry, step, special, facts }: Standing,
  action: DecisionInput["action"],
  now: Date,
) {
  return judgeDeadline({
    source: special.kind,
    year: entry.year,
    action,
    step,
    schoolId: entry.schoolId,
    today: calendarDateInShanghai(now),
    rounds: facts.rounds,
    reopenings: facts.reopenings,
  });
}

async function writeConfirmations(
  tx: Tx,
  actor: Actor,
  { entry, step, claim }: Standing,
  given: Record<Confirmation, boolean>,
) {
  const needed = neededConfirmations(step, entry, claim);
  const by = (confirmation: Confirmation) =>
    needed.includes(confirmation) && given[confirmation] ? actor.accountId : null;
  if (needed.length === 0) return;
  await tx.run(sql`
    update mooc_claims set content_confirmed_by = coalesce(${by("contentConfirmed")}::int, content_confirmed_by),
      account_checked_by = coalesce(${by("accountChecked")}::int, account_checked_by)
    where city_id = ${entry.cityId} and entry_id = ${entry.id}`);
}

async function writeWaiver(tx: Tx, actor: Actor, entry: EntryState, reason: string | null, now: Date): Promise<void> {
  authorize(actor, "duplicate:waive");
  await tx.run(sql`
    insert into entry_waivers (city_id, entry_id, reason, account_id, at)
    values (${entry.cityId}, ${entry.id}, ${reason}, ${actor.accountId}, ${now}) on conflict do nothing`);
}
