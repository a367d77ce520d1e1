import type { MoocClaim } from "@/rules/mooc";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";
import type { SpecialClaim } from "./claim-input";

/**
 * Writes the details of a claim, or writes them anew after a correction: what a reviewer had confirmed of the old ones is gone.
 * @param accountChecked the school states that it looked into the teacher's account (N3.7)
 */
export async function writeClaim(
  tx: Tx,
  actor: Actor,
  entryId: string,
  special: SpecialClaim,
  accountChecked: boolean,
): Promise<void> {
  if (special.kind === "degree") {
    const { formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber } = special.claim;
    await tx.run(sql`
      insert into degree_claims (city_id, entry_id, former_level, new_level, institution, major, graduated_on, diploma_number)
      values (${actor.cityId}, ${entryId}, ${formerLevel}::degree_level, ${newLevel}::degree_level, ${institution}, ${major},
        ${graduatedOn}, ${diplomaNumber})
      on conflict (city_id, entry_id) do update set former_level = excluded.former_level, new_level = excluded.new_level,
        institution = excluded.institution, major = excluded.major, graduated_on = excluded.graduated_on,
        diploma_number = excluded.diploma_number`);
    return;
  }
  await writeMoocs(tx, actor, [{ entryId, claim: special.claim, accountChecked }]);
}

export interface WrittenMooc {
  entryId: string;
  claim: MoocClaim;
  accountChecked: boolean;
}

/** The same for any number of MOOCs. */
export async function writeMoocs(tx: Tx, actor: Actor, moocs: readonly WrittenMooc[]): Promise<void> {
  const rows = moocs.map(({ entryId, claim, accountChecked }) => ({
    ...claim,
    entryId,
    checkedBy: accountChecked ? actor.accountId : null,
  }));
  await tx.run(sql`
    insert into mooc_claims (city_id, entry_id, platform, course_name, university, term, finished_on, score_tenths, real_name,
      has_certificate, certificate_number, certificate_hours_tenths, account_hours_tenths, course_hours_tenths,
      account_checked_by)
    select ${actor.cityId}, "entryId", platform, "courseName", university, term, "finishedOn", "scoreTenths", "realName",
      "hasCertificate", "certificateNumber", "certificateHoursTenths", "accountHoursTenths", "courseHoursTenths", "checkedBy"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("entryId" uuid, platform text, "courseName" text, university text,
      term text, "finishedOn" date, "scoreTenths" int, "realName" boolean, "hasCertificate" boolean, "certificateNumber" text,
      "certificateHoursTenths" int, "accountHoursTenths" int, "courseHoursTenths" int, "checkedBy" int)
    on conflict (city_id, entry_id) do update set platform = excluded.platform, course_name = excluded.course_name,
      university = excluded.university, term = excluded.term, finished_on = excluded.finished_on,
      score_tenths = excluded.score_tenths, real_name = excluded.real_name, has_certificate = excluded.has_certificate,
      certificate_number = excluded.certificate_number, certificate_hours_tenths = excluded.certificate_hours_tenths,
      account_hours_tenths = excluded.account_hours_tenths, course_hours_tenths = excluded.course_hours_tenths,
      account_checked_by = excluded.account_checked_by, content_confirmed_by = null`);
}
