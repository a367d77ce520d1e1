import { z } from "zod";
import { MISSING_ONLINE, MISSING_TOTAL } from "@/ledger/balance-columns";
import { type CycleName, cycleOfYear, policyInForce, readCycleNames } from "@/ledger/cycle-policy";
import { type CyclePolicy, inCycle } from "@/rules/policy";
import { SCHOOL_STAGES } from "@/rules/school-stages";
import { type ShortageKind, shortageBuckets } from "@/rules/shortage";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { inScope } from "@/server/scope";
import { type Statement, sql } from "@/server/sql";

const id = z.coerce.number().int().positive().max(2_147_483_647);
const one = z.literal("1").optional().catch(undefined);

/** Search, filter and place of a page of the teachers' list, as they stand in the URL; what makes no sense there is ignored. */
export const TeacherQuery = z.object({
  /** Name, pinyin or its initials, teacher number, or the last digits of an ID number. */
  q: z.string().trim().max(60).optional().catch(undefined),
  /** Not complete. */
  behind: one,
  /** On post, or left or retired; all where nothing is said. */
  post: z.enum(["on", "off", "all"]).optional().catch(undefined),
  complete: one,
  /** Something is missing to the online part. */
  online: one,
  /** «direct»: of the schools under the city itself. */
  county: z
    .union([z.literal("direct"), id])
    .optional()
    .catch(undefined),
  school: id.optional().catch(undefined),
  stage: z.enum(SCHOOL_STAGES).optional().catch(undefined),
  /** «-»: those of whom none is recorded. */
  subject: z.string().trim().min(1).max(100).optional().catch(undefined),
  /** The cycle that is shown, unless it is that of the year. */
  cycle: id.optional().catch(undefined),
  /** On duty in this year. */
  duty: z.coerce.number().int().min(2000).max(2100).optional().catch(undefined),
  /** The place of a shortage among the rule's buckets: «total.3», «online.0». */
  missing: z
    .string()
    .regex(/^(total|online)\.\d{1,2}$/)
    .optional()
    .catch(undefined),
  /** On duty in a year whose credits are not reached, and not complete: «2018.total», «2018.online». */
  short: z
    .string()
    .regex(/^\d{4}\.(total|online)$/)
    .optional()
    .catch(undefined),
  /** «missing»: who lacks most comes first; else by pinyin. */
  sort: z.literal("missing").optional().catch(undefined),
  /** The last row of the page before: its pinyin (or what it lacks) and id. */
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
  schoolName: string;
  onPost: boolean;
  totalTenths: number;
  requiredTotalTenths: number;
  onlineMetTenths: number;
  requiredOnlineTenths: number;
  missingTotalTenths: number;
  missingOnlineTenths: number;
  complete: boolean;
}

export interface TeacherPage {
  teachers: TeacherRow[];
  count: number;
  next: string | null;
  /** All of the city, and the one whose balances are shown. */
  cycles: CycleName[];
  cycleId: number | null;
}

const PAGE = 50;
const LIKE_SIGNS = /[\\%_]/g;

/** The teachers of the actor's place, by pinyin or by what they lack, each with the balance in the cycle of `year`. */
export async function listTeachers(actor: Actor, query: TeacherQuery, year: number, most = PAGE): Promise<TeacherPage> {
  authorize(actor, "teacher:list");
  const { cityId } = actor;
  const place = inScope(actor, { teacher: sql`t.id`, school: sql`t.school_id`, county: sql`t.county_id` });
  return transaction(actor, async (tx) => {
    const asksPolicy = query.missing !== undefined || query.short !== undefined;
    const cycleId = await shownCycle(tx, cityId, query, year);
    const inForce = asksPolicy && cycleId !== null ? await policyInForce(tx, cityId, cycleId) : undefined;
    const found = sql`
      from teachers t
      left join balances b on b.city_id = t.city_id and b.teacher_id = t.id and b.cycle_id = ${cycleId}
      where t.city_id = ${cityId} and t.merged_into_id is null and ${place} ${query.q ? matching(query.q, cityId) : sql``} ${placed(query, cityId)}
        ${employed(query, cityId)} ${lacking(query)} ${asksPolicy ? byPolicy(query, inForce?.policy) : sql``}`;
    const { after, order, tokenOf } = ORDERS[query.sort ?? "pinyin"];
    const [teachers, counted, cycles] = await Promise.all([
      tx.rows<ListedRow>(sql`
        select f.*, s.name as "schoolName",
          exists (select 1 from employments m where m.city_id = ${cityId} and m.teacher_id = f.id and m.ends_on is null) as "onPost"
        from (
          select t.id, t.name, t.pinyin, t.teacher_number as "teacherNumber", t.subject, t.school_id,
            coalesce(b.total_tenths, 0) as "totalTenths", coalesce(b.required_total_tenths, 0) as "requiredTotalTenths",
            coalesce(b.online_met_tenths, 0) as "onlineMetTenths", coalesce(b.required_online_tenths, 0) as "requiredOnlineTenths",
            coalesce(${MISSING_TOTAL}, 0) as "missingTotalTenths", coalesce(${MISSING_ONLINE}, 0) as "missingOnlineTenths",
            coalesce(b.complete, false) as complete
          ${found} ${after(query.after)} order by ${order} limit ${most + 1}
        ) f join organisations s on s.city_id = ${cityId} and s.id = f.school_id
        order by ${query.sort === "missing" ? sql`"missingTotalTenths" desc, f.id` : sql`f.pinyin, f.id`}`),
      tx.first<{ count: number }>(sql`select count(*)::int as count ${found}`),
      readCycleNames(tx, cityId),
    ]);
    const shown = teachers.slice(0, most);
    const last = shown.at(-1);
    return {
      teachers: shown,
      count: counted?.count ?? 0,
      next: teachers.length > most && last ? tokenOf(last) : null,
      cycles,
      cycleId,
    };
  });
}

/** The cycle that is asked for; else that of the year that the list is narrowed to, or of `year`. */
async function shownCycle(tx: Tx, cityId: number, { cycle, duty, short }: TeacherQuery, year: number) {
  if (cycle !== undefined) return cycle;
  const of = duty ?? (short === undefined ? year : Number(short.slice(0, 4)));
  const found = await tx.first<{ id: number | null }>(sql`select ${cycleOfYear(cityId, of)} as id`);
  return found?.id ?? null;
}

type ListedRow = TeacherRow & { pinyin: string };

interface Order {
  /** Behind the last row of the page before. */
  after(token: string | undefined): Statement;
  order: Statement;
  tokenOf(last: ListedRow): string;
}

const LACKS = sql`coalesce(${MISSING_TOTAL}, 0)`;

const ORDERS: Record<"pinyin" | "missing", Order> = {
  pinyin: {
    after: (token) => {
      const [pinyin, id] = splitPlace(token);
      return id === null ? sql`` : sql`and (t.pinyin, t.id) > (${pinyin}, ${id})`;
    },
    order: sql`t.pinyin, t.id`,
    tokenOf: (last) => `${last.pinyin}.${last.id}`,
  },
  missing: {
    after: (token) => {
      const [lacks, id] = splitPlace(token);
      if (id === null || !/^\d{1,6}$/.test(lacks)) return sql``;
      return sql`and (${LACKS} < ${Number(lacks)} or (${LACKS} = ${Number(lacks)} and t.id > ${id}))`;
    },
    order: sql`"missingTotalTenths" desc, t.id`,
    tokenOf: (last) => `${last.missingTotalTenths}.${last.id}`,
  },
};

function matching(typed: string, cityId: number) {
  const prefix = `${typed.replace(LIKE_SIGNS, "\\$&")}%`;
  const latin = `${typed.toLowerCase().replace(/\s+/g, "").replace(LIKE_SIGNS, "\\$&")}%`;
  return sql`and (t.name like ${`%${prefix}`} or t.pinyin like ${latin} or t.pinyin_initials like ${latin}
    or t.teacher_number = ${typed} or t.identity_tail = ${typed.toUpperCase()}
    or t.id = any(array(select m.merged_into_id from teachers m where m.city_id = ${cityId} and m.merged_into_id is not null
      and (m.teacher_number = ${typed} or m.identity_tail = ${typed.toUpperCase()}))))`;
}

/** Where they work and what they teach. */
function placed({ county, school, stage, subject }: TeacherQuery, cityId: number): Statement {
  const ofCounty = county === "direct" ? sql`and t.county_id is null` : sql`and t.county_id = ${county}`;
  return sql`${county === undefined ? sql`` : ofCounty} ${school === undefined ? sql`` : sql`and t.school_id = ${school}`}
    ${
      stage === undefined
        ? sql``
        : sql`and t.school_id in (select o.id from organisations o where o.city_id = ${cityId} and o.kind = 'school'
            and o.stage = ${stage}::school_stage)`
    }
    ${subject === undefined ? sql`` : subject === "-" ? sql`and t.subject is null` : sql`and t.subject = ${subject}`}`;
}

/** On post now, or not any more. */
function employed({ post }: TeacherQuery, cityId: number): Statement {
  if (post !== "on" && post !== "off") return sql``;
  const present = sql`exists (select 1 from employments m where m.city_id = ${cityId} and m.teacher_id = t.id and m.ends_on is null)`;
  return post === "on" ? sql`and ${present}` : sql`and not ${present}`;
}

/** What their balances say by themselves. */
function lacking({ behind, complete, online, duty }: TeacherQuery): Statement {
  return sql`${behind ? sql`and not coalesce(b.complete, false)` : sql``} ${complete ? sql`and b.complete` : sql``}
    ${online ? sql`and ${MISSING_ONLINE} > 0` : sql``} ${duty === undefined ? sql`` : sql`and ${duty}::smallint = any(b.duty_years)`}`;
}

/** What is asked of them by the policy's numbers; without a policy nobody answers. */
function byPolicy({ missing, short }: TeacherQuery, policy: CyclePolicy | undefined): Statement {
  if (!policy) return sql`and false`;
  return sql`${missing === undefined ? sql`` : inBucket(policy, missing)} ${short === undefined ? sql`` : shortOf(policy, short)}`;
}

function inBucket(policy: CyclePolicy, missing: string): Statement {
  const [kind, place] = missing.split(".") as [ShortageKind, string];
  const bucket = shortageBuckets(policy, kind)[Number(place)];
  if (!bucket) return sql`and false`;
  return sql`and ${kind === "total" ? MISSING_TOTAL : MISSING_ONLINE} between ${bucket.fromTenths} and ${bucket.upToTenths}`;
}

function shortOf(policy: CyclePolicy, short: string): Statement {
  const [text, kind] = short.split(".") as [string, ShortageKind];
  const year = Number(text);
  if (!inCycle(policy, year)) return sql`and false`;
  const place = year - policy.cycle.fromYear + 1;
  const reached =
    kind === "total"
      ? sql`b.year_total_tenths[${place}::int] >= ${policy.required.annualTotalTenths}`
      : sql`b.year_online_met_tenths[${place}::int] >= ${policy.required.annualOnlineTenths}`;
  return sql`and ${year}::smallint = any(b.duty_years) and not b.complete and not ${reached}`;
}

function splitPlace(after: string | undefined): [string, number | null] {
  const dot = after?.lastIndexOf(".") ?? -1;
  return after && dot >= 0 ? [after.slice(0, dot), Number(after.slice(dot + 1))] : ["", null];
}
