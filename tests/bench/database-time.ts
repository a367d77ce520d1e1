import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import { listQueue, QueueQuery } from "@/features/credits/list-queue";
import { readBalance } from "@/features/credits/read-balance";
import type { Actor } from "@/server/actor";
import { withConnection } from "@/server/postgres/connection";
import type { Bench, Product, Result } from "./bench";
import { claimsOf } from "./sessions";

// S3: what the database itself spends on the statements of a page, as pg_stat_statements counts it: with row-level security
// and the check of the session, against the same rows by one prepared statement of the owner.

const TODAY = new Date("2019-12-20T02:00:00Z");
const CALLS = 300;
const ROUNDS = 3;
const AT_MOST = 1.5;

/** The rows that the use case of the teacher's home reads: person, policy, employments, postings, open and newest entries. */
const ROWS_OF_HOME = `
  select null::uuid as id, null as source, t.name as title, null::smallint as year, null::int as tenths, null as status,
    s.name as place, null::timestamptz as at, null::date as day, y.version::int as seq
  from teachers t join organisations s on s.city_id = t.city_id and s.id = t.school_id
  left join organisations c on c.city_id = t.city_id and c.id = t.county_id
  join cycles k on k.city_id = t.city_id and 2019 between k.from_year and k.to_year
  join lateral (select max(version) as version from cycle_policies p where p.city_id = k.city_id and p.cycle_id = k.id) y on true
  where t.city_id = $1 and t.id = $2
  union all
  select null, null, null, null, null, null, null, null, starts_on, null from employments where city_id = $1 and teacher_id = $2
  union all
  select entry_id, source::text, training_key, year, credits_tenths, null, null, posted_at, ended_on, seq
  from ledger_postings where city_id = $1 and teacher_id = $2
  union all
  (select e.id, e.source::text, e.title, e.year, e.credits_tenths, e.status::text, h.name, e.waiting_since, e.ended_on, null
   from credit_entries e left join organisations h on h.city_id = e.city_id and h.id = e.holder_id
   where e.city_id = $1 and e.teacher_id = $2 and e.status in ('at_school', 'at_county', 'at_city', 'returned'))
  union all
  (select e.id, e.source::text, e.title, e.year, e.credits_tenths, e.status::text, null, e.waiting_since, e.ended_on, null
   from credit_entries e where e.city_id = $1 and e.teacher_id = $2 and e.status in ('posted', 'recorded')
   order by e.year desc, e.ended_on desc nulls last, e.id limit 6)`;

/**
 * The first page of an office's queue, and how many wait there, as far as the use case counts. The page is cut before names
 * are looked up: a plan that is kept for every office would else look them up for the whole queue.
 */
const ROWS_OF_QUEUE = `
  select e.id, e.source, e.title, e.credits_tenths, t.name, s.name, e.waiting_since, e.certificate_shared or e.file_shared,
    e.unreviewed_by_school,
    (select count(*) from (select 1 from credit_entries o where o.city_id = $1 and o.holder_id = $2
      and not o.with_roster limit 1000) counted)
  from (select * from credit_entries where city_id = $1 and holder_id = $2 and not with_roster order by waiting_since, id limit 51) e
  join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
  join organisations s on s.city_id = e.city_id and s.id = e.school_id
  order by e.waiting_since, e.id`;

export async function homeInDatabase({ product }: Bench): Promise<Result> {
  const teachers = await claimsOf(product.database.ownerUrl, "teacher", CALLS);
  const calls = teachers.map((claims) => ({ actor: claims as Actor, values: [claims.cityId, claims.teacherId ?? 0] }));
  const useCase = (actor: Actor) => readBalance(actor, actor.teacherId ?? 0, "newest", TODAY);
  return databaseTime(product, calls, useCase, ROWS_OF_HOME);
}

export async function queueInDatabase({ product }: Bench): Promise<Result> {
  const { organisationId } = product.people.county;
  const [claims] = await claimsOf(product.database.ownerUrl, "county", 1, organisationId);
  if (!claims) throw new Error("the county has its staff");
  const call = { actor: claims as Actor, values: [claims.cityId, claims.organisationId] };
  const useCase = (actor: Actor) => listQueue(actor, QueueQuery.parse({}), TODAY);
  return databaseTime(
    product,
    Array.from({ length: CALLS }, () => call),
    useCase,
    ROWS_OF_QUEUE,
  );
}

interface Call {
  actor: Actor;
  /** of the owner's statement */
  values: number[];
}

async function databaseTime(
  { database }: Product,
  calls: Call[],
  read: (actor: Actor) => Promise<unknown>,
  ownStatement: string,
): Promise<Result> {
  const statistics = new URL(database.ownerUrl);
  statistics.pathname = "/postgres";
  return withConnection(statistics.href, (counter) =>
    withConnection(database.ownerUrl, async (owner) => {
      await counter.query("create extension if not exists pg_stat_statements");
      const name = new URL(database.ownerUrl).pathname.slice(1);
      const asActor = async () => {
        for (const { actor } of calls) await read(actor);
      };
      const asOwner = async () => {
        for (const { values } of calls) await owner.query({ name: "same-rows", text: ownStatement, values });
      };
      await asActor();
      await asOwner();
      const rounds: { ratio: number; actor: number; owner: number }[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const actor = await spent(counter, name, "credit_bank_app", asActor);
        const ownerTime = await spent(counter, name, "postgres", asOwner);
        rounds.push({ ratio: actor / ownerTime, actor, owner: ownerTime });
      }
      const middle = rounds.sort((a, b) => a.ratio - b.ratio)[Math.floor(ROUNDS / 2)] as (typeof rounds)[number];
      const each = (milliseconds: number) => `${(milliseconds / calls.length).toFixed(2)} ms`;
      return {
        measured: each(middle.actor),
        baseline: `${each(middle.owner)}, one prepared statement of the owner`,
        ratio: middle.ratio,
        target: { atMost: AT_MOST },
      };
    }),
  );
}

/** Milliseconds that the database spent planning and running this role's statements meanwhile. */
async function spent(counter: pg.Client, database: string, role: string, work: () => Promise<void>): Promise<number> {
  await counter.query("select pg_stat_statements_reset()");
  await work();
  // What a connection counted is there when its statement has ended, which its last answer may precede.
  await pause(20);
  const { rows } = await counter.query<{ ms: number }>(
    `select coalesce(sum(s.total_exec_time + s.total_plan_time), 0) as ms
    from pg_stat_statements s join pg_roles r on r.oid = s.userid join pg_database d on d.oid = s.dbid
    where d.datname = $1 and r.rolname = $2`,
    [database, role],
  );
  return Number(rows[0]?.ms ?? 0);
}
