import type { CalendarDate } from "@/rules/calendar";
import { ENTRY_STATUSES, type EntryStatus } from "@/rules/credit-entry";
import type { Round } from "@/rules/deadlines";
import type { DegreeLevel } from "@/rules/degree";
import { type MoocClaim, moocHoursTenths } from "@/rules/mooc";
import type { OfficeDuty } from "@/rules/projects";
import {
  type SummaryRow,
  type SummarySource,
  type SupportEntry,
  standingOf,
  summarySourcesOf,
  supportRows,
} from "@/rules/summary-tables";
import type { SupportKind } from "@/rules/support-teaching";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { openText } from "@/server/identity-vault";
import { type Statement, sql } from "@/server/sql";

export const LISTED: readonly EntryStatus[] = ENTRY_STATUSES.filter((status) => standingOf(status) === "listed");
export const MISSING: readonly EntryStatus[] = ENTRY_STATUSES.filter((status) => standingOf(status) === "missing");

type Years = Pick<Round, "fromYear" | "toYear">;

/** Which tables the actor's place reports. */
export async function ownSources(tx: Tx, { cityId, role, organisationId }: Actor): Promise<SummarySource[]> {
  const place = await tx.first<{ office: OfficeDuty | null }>(sql`
    select office from organisations where city_id = ${cityId} and id = ${organisationId}`);
  return summarySourcesOf(role, place?.office ?? null);
}

/** The entries `e` of the actor's unit for one table: a school's own, a host's what it registered. */
export function entriesOfUnit(
  { cityId, role, organisationId }: Actor,
  source: SummarySource,
  { fromYear, toYear }: Years,
): Statement {
  return sql`e.city_id = ${cityId} and e.source = ${source}::credit_source and e.year between ${fromYear} and ${toYear}
    and ${role === "school" ? sql`e.school_id` : sql`e.host_id`} = ${organisationId}`;
}

interface PersonOfRow {
  entryId: string;
  teacherId: number;
  unit: string;
  name: string;
  identitySealed: Buffer;
  creditsTenths: number;
}

/** The rows of a unit's table as it stands now, by the names' pinyin, then the date. ID numbers are in the clear. */
export function readPresent(tx: Tx, actor: Actor, source: SummarySource, years: Years): Promise<SummaryRow[]> {
  const which = entriesOfUnit(actor, source, years);
  switch (source) {
    case "degree":
      return readDegrees(tx, which);
    case "mooc":
      return readMoocs(tx, which);
    case "support_teaching":
      return readSupport(tx, which);
    default:
      return source satisfies never;
  }
}

const people = sql`e.id as "entryId", e.teacher_id as "teacherId", u.name as unit, p.name, p.identity_cipher as "identitySealed",
  e.credits_tenths as "creditsTenths"`;
const ofPeople = sql`
  join teachers p on p.city_id = e.city_id and p.id = e.teacher_id
  join organisations u on u.city_id = e.city_id and u.id = e.school_id`;
const listed = sql`e.status = any(${LISTED}::entry_status[])`;

const headOf = ({ unit, name, identitySealed }: PersonOfRow) => ({ unit, name, identity: openText(identitySealed) });
const rowOf = ({ entryId, teacherId, creditsTenths }: PersonOfRow, cells: SummaryRow["cells"]): SummaryRow => ({
  key: entryId,
  entryIds: [entryId],
  teacherId,
  cells: { ...cells, credits: creditsTenths },
  creditsTenths,
});

interface DegreeFacts extends PersonOfRow {
  formerLevel: DegreeLevel;
  newLevel: DegreeLevel;
  institution: string;
  major: string;
  graduatedOn: CalendarDate;
  diplomaNumber: string;
}

async function readDegrees(tx: Tx, which: Statement): Promise<SummaryRow[]> {
  const found = await tx.rows<DegreeFacts>(sql`
    select ${people}, d.former_level as "formerLevel", d.new_level as "newLevel", d.institution, d.major,
      d.graduated_on as "graduatedOn", d.diploma_number as "diplomaNumber"
    from credit_entries e join degree_claims d on d.city_id = e.city_id and d.entry_id = e.id ${ofPeople}
    where ${which} and ${listed} order by p.pinyin, d.graduated_on, e.id`);
  return found.map((facts) => {
    const { formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber } = facts;
    return rowOf(facts, {
      ...headOf(facts),
      ...{ formerLevel, newLevel, institution, major, graduatedOn, diplomaNumber },
    });
  });
}

type MoocFacts = PersonOfRow &
  Pick<
    MoocClaim,
    | "courseName"
    | "university"
    | "scoreTenths"
    | "certificateNumber"
    | "realName"
    | "hasCertificate"
    | "certificateHoursTenths"
    | "accountHoursTenths"
    | "courseHoursTenths"
  >;

async function readMoocs(tx: Tx, which: Statement): Promise<SummaryRow[]> {
  const found = await tx.rows<MoocFacts>(sql`
    select ${people}, m.course_name as "courseName", m.university, m.score_tenths as "scoreTenths",
      m.certificate_number as "certificateNumber", m.real_name as "realName", m.has_certificate as "hasCertificate",
      m.certificate_hours_tenths as "certificateHoursTenths", m.account_hours_tenths as "accountHoursTenths",
      m.course_hours_tenths as "courseHoursTenths"
    from credit_entries e join mooc_claims m on m.city_id = e.city_id and m.entry_id = e.id ${ofPeople}
    where ${which} and ${listed} order by p.pinyin, m.finished_on, e.id`);
  return found.map((facts) => {
    const { courseName: course, university, scoreTenths: score, certificateNumber, realName } = facts;
    return rowOf(facts, {
      ...headOf(facts),
      ...{ course, university, hours: moocHoursTenths(facts), score, certificateNumber },
      realName: realName ? "yes" : "no",
    });
  });
}

interface SupportFacts extends PersonOfRow {
  halves: number;
  kind: SupportKind;
  place: string;
  school: string;
  startsOn: CalendarDate;
  endsOn: CalendarDate;
}

async function readSupport(tx: Tx, which: Statement): Promise<SummaryRow[]> {
  const found = await tx.rows<SupportFacts>(sql`
    select ${people}, e.halves, s.kind, s.place, s.receiving_school as school, s.starts_on as "startsOn", s.ends_on as "endsOn"
    from credit_entries e join support_services s on s.city_id = e.city_id and s.entry_id = e.id ${ofPeople}
    where ${which} and ${listed} order by p.pinyin, s.starts_on, p.id, e.year, e.id`);
  const entries = found.map((facts): SupportEntry => {
    const { entryId, teacherId, halves, creditsTenths, kind, place, school, startsOn, endsOn } = facts;
    const cells = { ...headOf(facts), ...{ kind, place, school, startsOn, endsOn } };
    return { entryId, teacherId, halves, creditsTenths, cells };
  });
  return supportRows(entries);
}
