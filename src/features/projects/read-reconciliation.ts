import type { EntryStatus } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { readHead } from "@/server/imports/import-head";
import { sql } from "@/server/sql";

/** A credit that the bank has and the table doesn't. */
export interface OnlyHere {
  entryId: string;
  teacherName: string;
  schoolName: string;
  title: string;
  year: number;
  creditsTenths: number;
  status: EntryStatus;
}

/** How a table stands to the bank: rows that only it has, that are the same, and that differ; and what only the bank has. */
export interface Reconciliation {
  onlyThere: number;
  same: number;
  different: number;
  onlyHere: number;
  /** The first of what only the bank has. */
  onlyHereShown: OnlyHere[];
}

const SHOWN = 100;

/** Sets the provincial system's or the former bank's table against what the bank has of the trainings that it names. */
export async function readReconciliation(actor: Actor, importId: string): Promise<Reconciliation> {
  authorize(actor, "province:import");
  return transaction(actor, async (tx) => {
    const { id } = await readHead(tx, actor, importId);
    const rows = sql`import_rows r where r.city_id = ${actor.cityId} and r.import_id = ${id}`;
    const onlyHere = sql`
      from projects p
      join credit_entries e on e.city_id = p.city_id and e.project_id = p.id and e.status not in ('refused', 'withdrawn', 'revoked')
      join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
      join organisations s on s.city_id = e.city_id and s.id = e.school_id
      where p.city_id = ${actor.cityId} and p.training_key in (select r.training_key from ${rows})
        and not exists (select 1 from ${rows} and r.teacher_id = e.teacher_id and r.training_key = p.training_key)`;
    const [there, counted, onlyHereShown] = await Promise.all([
      tx.first<Pick<Reconciliation, "onlyThere" | "same" | "different">>(sql`
        select count(*) filter (where r.codes = '{}' and r.flags = '[]') as "onlyThere",
          count(*) filter (where r.flags @> '[{"code": "posted-already"}]') as same,
          count(*) filter (where 'posted-with-other-hours' = any(r.codes)) as different
        from ${rows}`),
      tx.first<{ count: number }>(sql`select count(*) as count ${onlyHere}`),
      tx.rows<OnlyHere>(sql`
        select e.id as "entryId", t.name as "teacherName", s.name as "schoolName", e.title, e.year,
          e.credits_tenths as "creditsTenths", e.status
        ${onlyHere} order by e.year, e.title, t.pinyin, e.id limit ${SHOWN}`),
    ]);
    return { onlyThere: 0, same: 0, different: 0, ...there, onlyHere: counted?.count ?? 0, onlyHereShown };
  });
}
