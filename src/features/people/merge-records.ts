import { policyOfCycle } from "@/ledger/cycle-policy";
import { jointFigures } from "@/ledger/joint-figures";
import { ledgersOf, type TeacherLedger } from "@/ledger/teacher-ledgers";
import type { CalendarDate } from "@/rules/calendar";
import type { IdentityKind } from "@/rules/documents";
import { maskIdentityNumber } from "@/rules/identity";
import type { CyclePolicy } from "@/rules/policy";
import { judgeRecordMerge, type RecordEmployment, unitedEmployments } from "@/rules/record-merge";
import type { Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { openText } from "@/server/identity-vault";
import { sql } from "@/server/sql";

/** One of two records before they are merged. Credits in tenths. */
export interface MergeableRecord {
  id: number;
  name: string;
  teacherNumber: string;
  document: { kind: IdentityKind; masked: string };
  certificateNumber: string | null;
  schoolName: string;
  mergedIntoId: number | null;
  employments: (RecordEmployment & { schoolName: string })[];
  accounts: { login: string; kind: "teacher" | "school" | "staff"; teachesOnly: boolean }[];
  balances: { cycleId: number; totalTenths: number; onlineTenths: number }[];
  entries: { posted: number; postedTenths: number; open: number; ended: number };
  validCertificates: number;
  transferOpen: boolean;
  correctionOpen: boolean;
  postedInClosedCycle: boolean;
}

/** A cycle in which both have a balance, and what it becomes. Credits in tenths; null while they can't be one. */
export interface JointBalance {
  cycleId: number;
  cycleName: string;
  closed: boolean;
  joint: { totalTenths: number; onlineTenths: number } | null;
}

/** What is known of two records, and what the rules say. */
export interface MergeCase {
  kept: MergeableRecord;
  merged: MergeableRecord;
  violations: Violation[];
  united: RecordEmployment[] | null;
  cycles: JointBalance[];
}

/**
 * Reads two records and judges whether they can be one.
 * @throws NotFound where one of them isn't there
 */
export async function readMergeCase(tx: Tx, cityId: number, keptId: number, mergedId: number): Promise<MergeCase> {
  const [records, registeredTwice, cycles] = await Promise.all([
    readRecords(tx, cityId, [keptId, mergedId]),
    readRegisteredTwice(tx, cityId, keptId, mergedId),
    tx.rows<{ cycleId: number; cycleName: string; closed: boolean }>(sql`
      select c.id as "cycleId", c.name as "cycleName", c.closed_at is not null as closed from cycles c
      where c.city_id = ${cityId} order by c.from_year`),
  ]);
  const [kept, merged] = [keptId, mergedId].map((id) => records.find((one) => one.id === id));
  if (!kept || !merged) throw new NotFound();
  const policies = new Map<number, CyclePolicy>();
  for (const { cycleId } of cycles) {
    const inForce = await policyOfCycle(tx, cityId, cycleId);
    if (inForce) policies.set(cycleId, inForce.policy);
  }
  const closedPolicies = cycles.flatMap(({ cycleId, closed }) => (closed ? (policies.get(cycleId) ?? []) : []));
  const violations = judgeRecordMerge({ kept, merged, registeredTwice, closedPolicies });
  const united = unitedEmployments(kept.employments, merged.employments);
  const balances: JointBalance[] = [];
  for (const cycle of cycles) {
    const policy = cycle.closed ? undefined : policies.get(cycle.cycleId);
    const ledgers = policy && united ? await bothLedgers(tx, cityId, cycle.cycleId, keptId, mergedId) : null;
    balances.push({ ...cycle, joint: policy && united && ledgers ? jointFigures(policy, ledgers, united) : null });
  }
  return { kept, merged, violations, united, cycles: balances };
}

async function bothLedgers(tx: Tx, cityId: number, cycleId: number, one: number, other: number) {
  const all: TeacherLedger[] = [];
  for await (const ledgers of ledgersOf(tx, cityId, cycleId, [one, other])) all.push(...ledgers);
  return all;
}

type Row = Omit<MergeableRecord, "document" | "employments"> & {
  documentKind: IdentityKind;
  sealed: Uint8Array;
  employments: (Omit<RecordEmployment, "from" | "to"> & {
    from: CalendarDate;
    to: CalendarDate | null;
    schoolName: string;
  })[];
};

async function readRecords(tx: Tx, cityId: number, ids: readonly number[]): Promise<MergeableRecord[]> {
  const rows = await tx.rows<Row>(sql`
    select t.id, t.name, t.teacher_number as "teacherNumber", t.identity_kind as "documentKind", t.identity_cipher as sealed,
      t.certificate_number as "certificateNumber", s.name as "schoolName", t.merged_into_id as "mergedIntoId",
      coalesce((select json_agg(json_build_object('schoolId', m.school_id, 'countyId', m.county_id, 'from', m.starts_on, 'to', m.ends_on,
          'ended', m.ended, 'schoolName', o.name) order by m.starts_on)
        from employments m join organisations o on o.city_id = m.city_id and o.id = m.school_id
        where m.city_id = t.city_id and m.teacher_id = t.id), '[]') as employments,
      coalesce((select json_agg(json_build_object('login', a.login_name, 'kind', a.login_kind, 'teachesOnly', not exists (
          select 1 from account_roles r where r.city_id = a.city_id and r.account_id = a.id and r.role <> 'teacher')) order by a.id)
        from accounts a where a.city_id = t.city_id and a.teacher_id = t.id and a.disabled_at is null), '[]') as accounts,
      coalesce((select json_agg(json_build_object('cycleId', b.cycle_id, 'totalTenths', b.total_tenths, 'onlineTenths', b.online_tenths))
        from balances b where b.city_id = t.city_id and b.teacher_id = t.id), '[]') as balances,
      (select json_build_object('posted', count(*) filter (where e.status = 'posted'),
          'postedTenths', coalesce(sum(e.credits_tenths) filter (where e.status = 'posted'), 0),
          'open', count(*) filter (where e.status in ('at_school', 'at_county', 'at_city', 'returned')),
          'ended', count(*) filter (where e.status in ('refused', 'withdrawn', 'revoked', 'recorded')))
        from credit_entries e where e.city_id = t.city_id and e.teacher_id = t.id) as entries,
      (select count(*)::int from certificates f where f.city_id = t.city_id and f.teacher_id = t.id and f.revoked_at is null)
        as "validCertificates",
      exists (select 1 from transfers x where x.city_id = t.city_id and x.teacher_id = t.id and x.status = 'asked') as "transferOpen",
      exists (select 1 from person_corrections c where c.city_id = t.city_id and c.teacher_id = t.id and c.status = 'asked')
        as "correctionOpen",
      exists (select 1 from ledger_postings l join cycles c on c.city_id = l.city_id and c.id = l.cycle_id
        where l.city_id = t.city_id and l.teacher_id = t.id and c.closed_at is not null) as "postedInClosedCycle"
    from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
    where t.city_id = ${cityId} and t.id = any(${ids}::int[])`);
  return rows.map(({ documentKind, sealed, ...row }) => ({
    ...row,
    document: { kind: documentKind, masked: maskIdentityNumber(openText(sealed)) },
  }));
}

/** What both have live on the same roster, or by the same certificate. */
async function readRegisteredTwice(tx: Tx, cityId: number, one: number, other: number): Promise<string[]> {
  const rows = await tx.rows<{ title: string }>(sql`
    select distinct m.title from credit_entries m join credit_entries k on k.city_id = m.city_id and k.teacher_id = ${one}
      and (k.project_id = m.project_id and k.participant_role = m.participant_role and k.year = m.year and k.halves = m.halves
        or k.source = m.source and k.certificate_key = m.certificate_key)
    where m.city_id = ${cityId} and m.teacher_id = ${other}
      and m.status not in ('refused', 'withdrawn', 'revoked') and k.status not in ('refused', 'withdrawn', 'revoked')
    order by m.title`);
  return rows.map(({ title }) => title);
}
