import type { ClientBase } from "pg";
import { deciderOf, type ObjectionStatus } from "@/rules/objections";
import type { ReasonCode } from "@/rules/reasons";
import { CITY } from "./places";
import { insert } from "./write";

/** Two teachers who objected to a refusal: one waits for the city, one was answered by the county. */

const DAY = 86_400_000;

interface Telling {
  county: string;
  refusedAt: "school" | "county";
  reason: ReasonCode;
  words: string;
  status: Extract<ObjectionStatus, "open" | "dismissed">;
  answer: string | null;
}

const TELLINGS: readonly Telling[] = [
  {
    county: "原阳县教育局",
    refusedAt: "county",
    reason: "not-about-education",
    words: "课程讲的是学生怎样学、教师怎样教，属于教育教学内容，课程简介和证书可以核对。请再看一次。",
    status: "open",
    answer: null,
  },
  {
    county: "封丘县教育局",
    refusedAt: "school",
    reason: "not-passed",
    words: "学校看到的是平时成绩，补考以后已经合格，请核对证书上的成绩。",
    status: "dismissed",
    answer: "已在账号内核对：没有补考记录，最终成绩为56分，未达到60分。重新修读合格后可以再申报。",
  },
];

interface Refused {
  entryId: string;
  teacherId: number;
  schoolId: number;
  countyId: number;
  seq: number;
  at: Date;
  raisedBy: number;
  decidedBy: number;
  bureauId: number;
}

export async function tellObjections(client: ClientBase): Promise<number> {
  for (const { county, refusedAt, reason, words, status, answer } of TELLINGS) {
    const { rows } = await client.query<Refused>(REFUSED, [CITY.id, county, `at_${refusedAt}`, reason]);
    const [refused] = rows;
    if (!refused) throw new Error(`nobody of ${county} has a MOOC that is ${reason} at the ${refusedAt}`);
    const { entryId, at, decidedBy, bureauId, ...of } = refused;
    await insert(client, "objections", [
      {
        city_id: CITY.id,
        id: entryId.replace(/^.{8}/, "0b1ec700"),
        entry_id: entryId,
        teacher_id: of.teacherId,
        school_id: of.schoolId,
        county_id: of.countyId,
        refused_seq: of.seq,
        refused_at: refusedAt,
        holder_id: deciderOf(refusedAt, false) === "county" ? of.countyId : bureauId,
        words,
        status: "open",
        raised_by: of.raisedBy,
        raised_at: new Date(at.getTime() + DAY / 4),
      },
    ]);
    if (status !== "open")
      await client.query(
        `update objections set status = $1::objection_status, answer = $2, decided_by = $3, decided_at = $4 where entry_id = $5`,
        [status, answer, decidedBy, new Date(at.getTime() + DAY / 2), entryId],
      );
  }
  return TELLINGS.length;
}

/** The MOOC that was refused first there, of those that their teachers declared. */
const REFUSED = `
  select e.id as "entryId", e.teacher_id as "teacherId", e.school_id as "schoolId", e.county_id as "countyId", v.seq, v.at,
    e.registered_by_account_id as "raisedBy", b.id as "bureauId",
    (select min(r.account_id) from account_roles r where r.city_id = e.city_id and r.organisation_id = e.county_id and r.role = 'county')
      as "decidedBy"
  from credit_entries e
  join organisations c on c.city_id = e.city_id and c.id = e.county_id and c.name = $2
  join organisations b on b.city_id = e.city_id and b.kind = 'city'
  join entry_events v on v.city_id = e.city_id and v.entry_id = e.id and v.seq = e.version and v.action = 'refuse'
  where e.city_id = $1 and e.source = 'mooc' and e.status = 'refused' and e.registered_by_role = 'teacher'
    and v.from_status = $3::entry_status and v.reason = $4
  order by v.at, e.id limit 1`;
