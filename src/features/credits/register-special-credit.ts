import { openEntry } from "@/ledger/advance-entry";
import { registersOwnCreditAsStaff, routeFor, statusOfStep } from "@/rules/approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { Forbidden } from "@/server/errors";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import { readClaimFacts, renewMarks } from "./claim-facts";
import { type ClaimInput, claimOf, type SchoolClaimInput } from "./claim-input";
import { holdCertificate, judgeClaim } from "./judge-claim";
import { writeClaim } from "./write-claim";

/** A teacher declares a MOOC or a degree with scans (N3.3, N3.7); answers the entry's id. */
export function declareSpecialCredit(actor: Actor, input: ClaimInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:declare");
  const { teacherId } = actor;
  if (teacherId === null) throw new Forbidden("no teacher behind this account");
  return transaction(actor, (tx) => register(tx, actor, { ...input, teacherId }, now));
}

/** A school registers it for a teacher; that is the first review, and the event says so. */
export function registerSpecialCredit(actor: Actor, input: SchoolClaimInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:register");
  return transaction(actor, (tx) => register(tx, actor, input, now));
}

async function register(tx: Tx, actor: Actor, input: SchoolClaimInput, now: Date): Promise<Result<string>> {
  if (await isRegistered(tx, actor, input.entryId)) return done(input.entryId);
  const special = claimOf(input);
  const certificateKey = await holdCertificate(tx, actor, special);
  const facts = await readClaimFacts(tx, actor, input.teacherId, input.entryId);
  const ownAsStaff = registersOwnCreditAsStaff(actor.role, actor.teacherId, input.teacherId);
  if (ownAsStaff) return refused(ownAsStaff);
  const route = routeFor({
    registeredBy: actor.role === "school" ? "school" : "teacher",
    cityDirect: facts.teacher.countyId === null,
    claimantIsAdministrator: facts.teacher.isAdministrator,
    otherAdministrators: facts.teacher.otherAdministrators,
  });
  const judged = await judgeClaim(tx, actor, special, facts, {
    entryId: input.entryId,
    action: actor.role === "school" ? "register" : "declare",
    accountChecked: actor.role === "school" && input.accountChecked,
    certificateKey,
    now,
  });
  if (!judged.ok) return judged;
  const { verdict, inForce, shared } = judged.value;
  const [step] = route.route;
  await openEntry(
    tx,
    actor,
    {
      cityId: actor.cityId,
      id: input.entryId,
      cycleId: inForce.cycleId,
      teacherId: input.teacherId,
      schoolId: facts.teacher.schoolId,
      countyId: facts.teacher.countyId,
      source: special.kind,
      ...verdict.entry,
      halves: 0,
      certificateKey,
      certificateShared: shared.some((other) => other.certificate),
      fileShared: false,
      duplicatesWaived: false,
      status: statusOfStep(step),
      route: route.route,
      unreviewedBySchool: route.marked,
      registeredByAccountId: actor.accountId,
      registeredByRole: actor.role,
    },
    now,
  );
  await writeClaim(tx, actor, input.entryId, special, actor.role === "school" && input.accountChecked);
  await renewMarks(tx, actor.cityId, input.entryId, shared);
  return done(input.entryId);
}

/** The same form sent twice is one entry: its id was made when the form was. */
async function isRegistered(tx: Tx, actor: Actor, entryId: string): Promise<boolean> {
  const row = await tx.first(sql`select 1 from credit_entries where city_id = ${actor.cityId} and id = ${entryId}
    and registered_by_account_id = ${actor.accountId}`);
  return row !== undefined;
}
