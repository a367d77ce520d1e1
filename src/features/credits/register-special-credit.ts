import { openEntry } from "@/ledger/advance-entry";
import { judgeRegistrant, routeFor, statusOfStep } from "@/rules/approval";
import { stepViolation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Forbidden } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { readClaimFacts } from "./claim-facts";
import { type ClaimInput, claimOf, type SchoolClaimInput } from "./claim-input";
import { holdCertificate, renewMarks, sharingEntries } from "./duplicates";
import { holdClaim } from "./hold-claim";
import { deadlineOfClaim, judgeClaim, schoolStatement } from "./judge-claim";
import { writeClaim } from "./write-claim";

/** A teacher declares a MOOC or a degree with scans (N3.3, N3.7); answers the entry's id. */
export async function declareSpecialCredit(actor: Actor, input: ClaimInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:declare");
  const { teacherId } = actor;
  if (teacherId === null) throw new Forbidden("no teacher behind this account");
  return transaction(actor, (tx) => register(tx, actor, { ...input, teacherId }, now));
}

/** A school registers it for a teacher; that is the first review, and the event says so. */
export async function registerSpecialCredit(actor: Actor, input: SchoolClaimInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:register");
  return transaction(actor, (tx) => register(tx, actor, input, now));
}

async function register(tx: Tx, actor: Actor, input: SchoolClaimInput, now: Date): Promise<Result<string>> {
  const bySchool = actor.role === "school";
  const { cityId } = actor;
  const { entryId, teacherId } = input;
  if (await isRegistered(tx, actor, entryId)) return done(entryId);
  if (await isTaken(tx, actor, entryId)) return refused(stepViolation("not-in-this-state"));
  const ownAsStaff = judgeRegistrant(actor, teacherId);
  if (ownAsStaff) return refused(ownAsStaff);

  const special = claimOf(input);
  await holdCertificate(tx, cityId, special);
  const facts = await readClaimFacts(tx, actor, teacherId, entryId);
  const judged = await judgeClaim(tx, cityId, special, facts, now);
  const violations = [
    ...judged.verdict.violations,
    ...deadlineOfClaim(
      bySchool ? "register" : "declare",
      special,
      judged,
      { ...facts, schoolId: facts.teacher.schoolId },
      now,
    ),
    ...(bySchool ? schoolStatement(special, input.accountChecked) : []),
  ];
  if (violations.length > 0) return refused(...violations);

  const { columns } = judged;
  const shared = await sharingEntries(tx, { cityId, id: entryId, teacherId, source: special.kind, ...columns });
  const { schoolId, countyId, otherAdministrators } = facts.teacher;
  const { route, unreviewedBySchool } = routeFor({
    registeredBy: bySchool ? "school" : "teacher",
    cityDirect: countyId === null,
    otherAdministrators,
  });
  await openEntry(
    tx,
    actor,
    {
      cityId,
      id: entryId,
      cycleId: judged.inForce.cycleId,
      teacherId,
      schoolId,
      countyId,
      source: special.kind,
      ...columns,
      halves: 0,
      certificateShared: shared.some((other) => other.certificate),
      fileShared: false,
      duplicatesWaived: false,
      status: statusOfStep(route[0]),
      route,
      unreviewedBySchool,
      registeredByAccountId: actor.accountId,
      registeredByRole: actor.role,
    },
    now,
  );
  await writeClaim(tx, actor, entryId, special, bySchool && input.accountChecked);
  await renewMarks(tx, cityId, [entryId, ...shared.map((other) => other.entryId)]);
  return done(entryId);
}

/**
 * The same form sent twice is one entry: its id was made when the form was. Two that arrive at once wait for each other.
 */
async function isRegistered(tx: Tx, actor: Actor, entryId: string): Promise<boolean> {
  await holdClaim(tx, entryId);
  const row = await tx.first(sql`select 1 from credit_entries where city_id = ${actor.cityId} and id = ${entryId}
    and registered_by_account_id = ${actor.accountId}`);
  return row !== undefined;
}

/** Somebody else's claim has this id, or brought scans under it: an id is no key to it. */
async function isTaken(tx: Tx, actor: Actor, entryId: string): Promise<boolean> {
  const row = await tx.first<{ open: boolean }>(sql`select claim_is_open(${actor.cityId}, ${entryId}) as open`);
  return row?.open !== true;
}
