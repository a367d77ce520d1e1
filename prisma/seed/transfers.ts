import type { ClientBase } from "pg";
import { DEMO_ADMINISTRATORS } from "./demo-accounts";
import { CITY } from "./places";
import { insert } from "./write";

/** By number: of another school of the county, with nothing odd in the career. */
const ASKED = "4107250112";
const DECLINED = "4107250119";

/** Two transfers to the first school of the demo's list: one waits for its answer, one was declined. */
export async function tellTransfers(client: ClientBase): Promise<number> {
  const { rows } = await client.query(
    `select t.teacher_number as number, t.id as teacher_id, t.school_id as from_school_id, t.county_id as from_county_id,
       s.id as to_school_id, s.county_id as to_county_id, a.id as asked_by, b.id as answered_by
     from teachers t
     join organisations s on s.city_id = t.city_id and s.code = $2
     join lateral (select id from accounts where city_id = t.city_id and login_school_id = t.school_id order by id desc limit 1) a on true
     join accounts b on b.city_id = t.city_id and b.login_school_id = s.id and b.login_name = $3
     where t.city_id = $1 and t.teacher_number = any($4) and exists (select 1 from employments m
       where m.city_id = t.city_id and m.teacher_id = t.id and m.ends_on is null)`,
    [CITY.id, DEMO_ADMINISTRATORS.zhang.schoolCode, DEMO_ADMINISTRATORS.zhang.loginName, [ASKED, DECLINED]],
  );
  const transfers = rows.map(({ number, answered_by, ...row }) => {
    const open = number === ASKED;
    return {
      city_id: CITY.id,
      id: open ? "7a000000-0000-4000-8000-000000000001" : "7a000000-0000-4000-8000-000000000002",
      ...row,
      last_day: open ? "2019-12-13" : "2019-11-08",
      status: open ? "asked" : "declined",
      asked_at: open ? "2019-12-16T09:20:00+08:00" : "2019-11-11T15:02:00+08:00",
      answered_by: open ? null : answered_by,
      answered_at: open ? null : "2019-11-13T10:41:00+08:00",
      note: open ? null : "本学期该学科没有岗位，请下学期再联系。",
    };
  });
  await insert(client, "transfers", transfers);
  return transfers.length;
}
