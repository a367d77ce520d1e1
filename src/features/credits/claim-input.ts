import { z } from "zod";
import { DEGREE_LEVELS, type DegreeClaim } from "@/rules/degree";
import type { MoocClaim } from "@/rules/mooc";
import { choice, date, entryId, optional, tenths, text, ticked, truthful, yesOrNo } from "@/server/form-fields";

const MoocFields = z.object({
  platform: choice(["icourse163", "other"]),
  courseName: text(120),
  university: text(80),
  term: text(40),
  finishedOn: date,
  score: tenths,
  realName: yesOrNo,
  hasCertificate: yesOrNo,
  certificateNumber: optional(text(60)),
  certificateHours: optional(tenths),
  accountHours: optional(tenths),
  courseHours: optional(tenths),
});

const DegreeFields = z.object({
  formerLevel: choice(DEGREE_LEVELS),
  newLevel: choice(DEGREE_LEVELS),
  institution: text(80),
  major: text(80),
  graduatedOn: date,
  diplomaNumber: text(40),
});

/** Statements and ticks that go along with a claim. */
const statements = { truthful, accountChecked: ticked };

export const ClaimInput = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("mooc"), entryId, ...MoocFields.shape, ...statements }),
  z.object({ kind: z.literal("degree"), entryId, ...DegreeFields.shape, ...statements }),
]);
export type ClaimInput = z.output<typeof ClaimInput>;

/** The school says whose credit it is. */
export const SchoolClaimInput = z.intersection(
  ClaimInput,
  z.object({ teacherId: z.coerce.number({ error: "required" }).int().positive().max(2_147_483_647) }),
);
export type SchoolClaimInput = z.output<typeof SchoolClaimInput>;

export type SpecialClaim = { kind: "mooc"; claim: MoocClaim } | { kind: "degree"; claim: DegreeClaim };

/** The claim that the rules judge, of the fields that a person filled in. */
export function claimOf(input: ClaimInput): SpecialClaim {
  if (input.kind === "degree") {
    const { formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber } = input;
    return { kind: "degree", claim: { formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber } };
  }
  // What belongs to a certificate counts only where there is one; a left-over field of another case is not the person's word.
  const { platform, courseName, university, term, finishedOn, realName, hasCertificate } = input;
  return {
    kind: "mooc",
    claim: {
      platform,
      courseName,
      university,
      term,
      finishedOn,
      scoreTenths: input.score,
      realName,
      hasCertificate,
      certificateNumber: where(hasCertificate, input.certificateNumber),
      certificateHoursTenths: where(hasCertificate, input.certificateHours),
      accountHoursTenths: where(hasCertificate, input.accountHours),
      courseHoursTenths: where(!hasCertificate, input.courseHours),
    },
  };
}

const where = <Value>(applies: boolean, value: Value | undefined): Value | null => (applies ? (value ?? null) : null);
