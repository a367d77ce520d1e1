import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { inScope } from "@/server/scope";
import { sql } from "@/server/sql";

/** Search, filter and place of a page of the teachers' list, as they stand in the URL. */
export const TeacherQuery = z.object({
  /** Name, pinyin or its initials, teacher number, or the last digits of an ID number. */
  q: z.string().trim().max(60).optional().catch(undefined),
  behind: z.literal("1").optional().catch(undefined),
  /** The last row of the page before: its pinyin and id. */
  after: z
    .string()
    .regex(/^[^.]{0,200}\.\d{1,10}$/)
    .optional()
    .catch(undefined),
});
export type TeacherQuery = z.output<typeof TeacherQuery>;

export interface TeacherRow {
  id: number;
  name: string;
  teacherNumber: string;
  subject: string | null;
  onPost: boolean;
  totalTenths: number;
  requiredTotalTenths: number;
  onlineMetTenths: number;
  requiredOnlineTenths: number;
  complete: boolean;
}

export interface TeacherPage {
  teachers: TeacherRow[];
  count: number;
  next: string | null;
}

const PAGE = 50;
const LIKE_SIGNS = /[\\%_]/g;

/** The teachers of the actor's place, by pinyin, each with the balance in the cycle of `year`. */
export async function listTeachers(actor: Actor, query: TeacherQuery, year: number): Promise<TeacherPage> {
  authorize(actor, "teacher:list");
  const { cityId } = actor;
  const place = inScope(actor, { teacher: sql`t.id`, school: sql`t.school_id`, county: sql`t.county_id` });
  const found = sql`
    from teachers t
    join cycles c on c.city_id = t.city_id and ${year}::int between c.from_year and c.to_year
    left join balances b on b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = c.id
    where t.city_id = ${cityId} and ${place}
      ${query.q ? matching(query.q) : sql``}
      ${query.behind ? sql`and not coalesce(b.complete, false)` : sql``}`;
  const [pinyin, id] = splitPlace(query.after);
  return transaction(actor, async (tx) => {
    const [teachers, counted] = await Promise.all([
      tx.rows<TeacherRow & { pinyin: string }>(sql`
        select t.id, t.name, t.pinyin, t.teacher_number as "teacherNumber", t.subject,
          exists (select 1 from employments m where m.city_id = t.city_id and m.teacher_id = t.id and m.ends_on is null) as "onPost",
          coalesce(b.total_tenths, 0) as "totalTenths", coalesce(b.required_total_tenths, 0) as "requiredTotalTenths",
          coalesce(b.online_met_tenths, 0) as "onlineMetTenths", coalesce(b.required_online_tenths, 0) as "requiredOnlineTenths",
          coalesce(b.complete, false) as complete
        ${found} ${id === null ? sql`` : sql`and (t.pinyin, t.id) > (${pinyin}, ${id})`}
        order by t.pinyin, t.id limit ${PAGE + 1}`),
      tx.first<{ count: number }>(sql`select count(*)::int as count ${found}`),
    ]);
    const shown = teachers.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      teachers: shown,
      count: counted?.count ?? 0,
      next: teachers.length > PAGE && last ? `${last.pinyin}.${last.id}` : null,
    };
  });
}

function matching(typed: string) {
  const prefix = `${typed.replace(LIKE_SIGNS, "\\$&")}%`;
  const latin = `${typed.toLowerCase().replace(/\s+/g, "").replace(LIKE_SIGNS, "\\$&")}%`;
  return sql`and (t.name like ${`%${prefix}`} or t.pinyin like ${latin} or t.pinyin_initials like ${latin}
    or t.teacher_number = ${typed} or t.identity_tail = ${typed.toUpperCase()})`;
}

function splitPlace(after: string | undefined): [string, number | null] {
  const dot = after?.lastIndexOf(".") ?? -1;
  return after && dot >= 0 ? [after.slice(0, dot), Number(after.slice(dot + 1))] : ["", null];
}
