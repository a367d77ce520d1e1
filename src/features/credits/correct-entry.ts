import { z } from "zod";
import { advanceEntry } from "@/ledger/advance-entry";
import { lockEntry } from "@/ledger/entry-state";
import { judgeStep } from "@/rules/approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { version } from "@/server/form-fields";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { readClaimFacts } from "./claim-facts";
import { ClaimInput, claimOf } from "./claim-input";
import { holdCertificate, renewMarks, sharingEntries } from "./duplicates";
import { holdClaim } from "./hold-claim";
import { deadlineOfClaim, judgeClaim, schoolStatement } from "./judge-claim";
import { readLastEvent, stepFacts } from "./standing";
import { writeClaim } from "./write-claim";

export const CorrectionInput = z.intersection(ClaimInput, z.object({ version }));
export type CorrectionInput = z.output<typeof CorrectionInput>;

/** Whoever registered a returned entry mends it; after that it goes the whole route again. */
export async function correctEntry(actor: Actor, input: CorrectionInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:correct");
  const bySchool = actor.role === "school";
  return transaction(actor, async (tx) => {
    const entry = await lockEntry(tx, actor, input.entryId, input.version);
    const { cityId, id, teacherId } = entry;
    const lastEvent = await readLastEvent(tx, cityId, id);
    const verdict = judgeStep("resubmit", stepFacts(entry, lastEvent), actor, now);
    if (!verdict.ok) return refused(verdict.violation);

    const special = claimOf(input);
    await holdClaim(tx, id);
    await holdCertificate(tx, cityId, special);
    const facts = await readClaimFacts(tx, actor, teacherId, id);
    const judged = await judgeClaim(tx, cityId, special, facts, now);
    const violations = [
      ...judged.verdict.violations,
      ...deadlineOfClaim("resubmit", special, judged, { ...facts, schoolId: entry.schoolId }, now),
      ...(bySchool ? schoolStatement(special, input.accountChecked) : []),
    ];
    if (special.kind !== entry.source)
      violations.push({ rule: "R9", clause: "N3.9", code: "not-a-choice", field: "kind" });
    if (violations.length > 0) return refused(...violations);

    const before = await sharingEntries(tx, entry);
    const { title, year, endedOn, creditsTenths, trainingKey, certificateKey } = judged.columns;
    const after = await sharingEntries(tx, { cityId, id, teacherId, source: special.kind, certificateKey });
    const move = { action: "resubmit", toStatus: verdict.to, reason: null, marks: [], note: null } as const;
    await advanceEntry(
      tx,
      actor,
      entry,
      move,
      now,
      sql`, title = ${title}, year = ${year}, ended_on = ${endedOn}, credits_tenths = ${creditsTenths},
        training_key = ${trainingKey}, certificate_key = ${certificateKey}, duplicates_waived = false,
        certificate_shared = ${after.some((other) => other.certificate)}`,
    );
    await writeClaim(tx, actor, id, special, bySchool && input.accountChecked);
    await renewMarks(tx, cityId, [id, ...[...before, ...after].map((other) => other.entryId)]);
    return done(id);
  });
}
