import { policyOfCycle, policyOfYear } from "@/ledger/cycle-policy";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { snapshot } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { type Transcript, transcriptsOf } from "./transcript";

/**
 * A teacher's transcript in a cycle: every credit that was posted or kept, with rule and clause, read at one moment.
 * @param teacherId the actor's own or, for staff, a teacher of theirs
 * @param cycleId null: that of today
 * @throws NotFound where the actor may not see the teacher, or no such cycle is there
 */
export async function readTranscript(
  actor: Actor,
  teacherId: number,
  cycleId: number | null,
  now: Date,
): Promise<Transcript> {
  authorize(actor, "transcript:read");
  if (actor.role === "teacher" && actor.teacherId !== teacherId) throw new Forbidden();
  const today = calendarDateInShanghai(now);
  return snapshot(actor, async (tx) => {
    const inForce = await (cycleId === null
      ? policyOfYear(tx, actor.cityId, yearOf(today))
      : policyOfCycle(tx, actor.cityId, cycleId));
    if (!inForce) throw new NotFound();
    const [transcript] = await transcriptsOf(tx, actor, inForce, [teacherId], today);
    if (!transcript) throw new NotFound();
    return transcript;
  });
}
