import type { z } from "zod";
import { against } from "@/rules/organisation-desk";
import { misshapen } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";
import type { NewOfficeInput, NewSchoolInput } from "./organisation-input";

/** A county adds under itself; the city says under whom. Undefined: it wasn't said. */
const superiorOf = (actor: Actor, chosen: number | null | undefined): number | null | undefined =>
  actor.role === "county" ? actor.organisationId : chosen;

/** A school that the bank didn't know yet. Answers its number. */
export async function addSchool(
  actor: Actor,
  input: z.output<typeof NewSchoolInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "organisation:manage");
  const county = superiorOf(actor, input.county);
  if (county === undefined) return refused(misshapen("required", "county"));
  const made = await transaction(actor, (tx) =>
    tx.first<{ id: number | null }>(sql`
      select add_organisation('school', ${input.code}, ${input.placeName}, ${input.stage}::school_stage, ${input.isPrivate}, null,
        ${county}, ${now}) as id`),
  );
  return made?.id ? done(made.id) : refused(against("school-code-taken", "code"));
}

/** A department that hosts trainings. Answers its number. */
export async function addOffice(
  actor: Actor,
  input: z.output<typeof NewOfficeInput>,
  now: Date,
): Promise<Result<number>> {
  authorize(actor, "organisation:manage");
  const county = superiorOf(actor, input.county);
  if (county === undefined) return refused(misshapen("required", "county"));
  const made = await transaction(actor, (tx) =>
    tx.first<{ id: number }>(sql`
      select add_organisation('office', null, ${input.placeName}, null, false, ${input.duty}::office_duty, ${county}, ${now}) as id`),
  );
  return done(made?.id ?? 0);
}
