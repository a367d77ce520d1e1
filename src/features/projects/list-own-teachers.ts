import { calendarDateInShanghai } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { sql } from "@/server/sql";

interface OwnTeacher {
  id: number;
  schoolId: number;
  name: string;
  teacherNumber: string;
  school: string;
  onPost: boolean;
}

const AT_ONCE = 5_000;
const NOBODY = { schoolId: 0, id: 0 };

type TeacherLine = Pick<OwnTeacher, "name" | "teacherNumber" | "school">;

/** Everybody on post at the actor's place, school by school, to fill a table with; no ID numbers. */
export function listOwnTeachers(actor: Actor, now: Date): AsyncIterable<TeacherLine> {
  authorize(actor, "roster:bring");
  return teachersOf(actor, now);
}

async function* teachersOf(actor: Actor, now: Date): AsyncGenerator<TeacherLine> {
  for (let after: Pick<OwnTeacher, "schoolId" | "id"> = NOBODY; ; ) {
    const some = await transaction(actor, (tx) => someTeachers(tx, actor, after, now));
    for (const { onPost, name, teacherNumber, school } of some) if (onPost) yield { name, teacherNumber, school };
    const last = some.at(-1);
    if (!last || some.length < AT_ONCE) return;
    after = last;
  }
}

function someTeachers(
  tx: Tx,
  { cityId, role, organisationId }: Actor,
  after: Pick<OwnTeacher, "schoolId" | "id">,
  now: Date,
): Promise<OwnTeacher[]> {
  const ofPlace = {
    school: sql`and t.school_id = ${organisationId}`,
    county: sql`and t.county_id = ${organisationId}`,
    host: sql`and t.county_id is not distinct from coalesce(
      (select o.county_id from organisations o where o.city_id = ${cityId} and o.id = ${organisationId}), t.county_id)`,
    city: sql``,
    teacher: sql`and false`,
    platform: sql`and false`,
  }[role];
  const today = calendarDateInShanghai(now);
  return tx.rows<OwnTeacher>(sql`
    with page as materialized (
      select t.id, t.school_id, t.name, t.teacher_number, s.name as school
      from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
      where t.city_id = ${cityId} and (t.school_id, t.id) > (${after.schoolId}::int, ${after.id}::int) ${ofPlace}
      order by t.school_id, t.id limit ${AT_ONCE}
    ), on_post as (
      select distinct m.teacher_id from employments_of(${cityId}, array(select id from page)) m
      where m.starts_on <= ${today} and (m.ends_on is null or m.ends_on >= ${today})
    )
    select p.id, p.school_id as "schoolId", p.name, p.teacher_number as "teacherNumber", p.school,
      o.teacher_id is not null as "onPost"
    from page p left join on_post o on o.teacher_id = p.id order by p.school_id, p.id`);
}
