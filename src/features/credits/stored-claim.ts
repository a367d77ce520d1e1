import type { DegreeClaim } from "@/rules/degree";
import { invariant } from "@/rules/invariant";
import type { MoocClaim } from "@/rules/mooc";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import type { SpecialClaim } from "./claim-input";

/** A MOOC as it is kept, with who confirmed what of it (N3.7). */
export type StoredMooc = MoocClaim & { contentConfirmedBy: number | null; accountCheckedBy: number | null };

/** The details of a claim beside its entry; both null for an entry that is no special credit. */
export interface StoredClaim {
  mooc: StoredMooc | null;
  degree: DegreeClaim | null;
}

/** The two columns of a StoredClaim, beside an entry `e`. */
export const storedClaimColumns = sql`
  (select json_build_object('platform', m.platform, 'courseName', m.course_name, 'university', m.university, 'term', m.term,
    'finishedOn', m.finished_on, 'scoreTenths', m.score_tenths, 'realName', m.real_name, 'hasCertificate', m.has_certificate,
    'certificateNumber', m.certificate_number, 'certificateHoursTenths', m.certificate_hours_tenths,
    'accountHoursTenths', m.account_hours_tenths, 'courseHoursTenths', m.course_hours_tenths,
    'contentConfirmedBy', m.content_confirmed_by, 'accountCheckedBy', m.account_checked_by)
    from mooc_claims m where m.city_id = e.city_id and m.entry_id = e.id) as mooc,
  (select json_build_object('formerLevel', d.former_level, 'newLevel', d.new_level, 'institution', d.institution,
    'major', d.major, 'graduatedOn', d.graduated_on, 'diplomaNumber', d.diploma_number)
    from degree_claims d where d.city_id = e.city_id and d.entry_id = e.id) as degree`;

export async function readStoredClaim(tx: Tx, cityId: number, entryId: string): Promise<StoredClaim> {
  const row = await tx.first<StoredClaim>(sql`
    select ${storedClaimColumns} from credit_entries e where e.city_id = ${cityId} and e.id = ${entryId}`);
  invariant(row, `entry ${entryId} is there`);
  return row;
}

/** The claim as the rules judge it; null for an entry that is no special credit. */
export function specialOf({ mooc, degree }: StoredClaim): SpecialClaim | null {
  if (mooc) return { kind: "mooc", claim: mooc };
  return degree ? { kind: "degree", claim: degree } : null;
}
