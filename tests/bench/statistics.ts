import type pg from "pg";
import { readCompletion } from "@/features/statistics/read-completion";
import { recomputeBalances } from "@/ledger/owner-balances";
import type { Actor } from "@/server/actor";
import { withConnection } from "@/server/postgres/connection";
import type { Bench, Result } from "./bench";
import { claimsOf } from "./sessions";

const TODAY = new Date("2019-12-20T02:00:00Z");

// S6: the figures of the city's dashboard through the use case, with row-level security, the check of the session and all
// sums by county, stage and school; against one prepared statement of the owner over the same balance rows, and against
// one over the posted entries, which knows no rule but the year's online cap.

const ROUNDS = 15;
const AT_MOST = 2;
const FASTER_THAN_ENTRIES = 50;

const YEARS = [2016, 2017, 2018, 2019, 2020];
const IN_2019 = "(b.duty_bits & 8) <> 0";
const ofYears = (column: string) =>
  YEARS.map((_, place) => `count(*) filter (where b.${column} & ${1 << place} <> 0)`).join(", ");

const OF_BALANCES = `
  select b.school_id, count(*) filter (where ${IN_2019}) as teachers, count(*) filter (where ${IN_2019} and b.complete) as complete,
    count(*) filter (where ${IN_2019} and (b.complete or b.online_met_tenths >= b.required_online_tenths)) as online,
    sum(b.total_tenths) filter (where ${IN_2019}) as total_tenths,
    sum(b.online_met_tenths) filter (where ${IN_2019}) as online_met_tenths,
    sum(case when b.complete then 0 else greatest(0, b.required_total_tenths - b.total_tenths) end)
      filter (where ${IN_2019}) as missing_total,
    sum(case when b.complete then 0 else greatest(0, b.required_online_tenths - b.online_met_tenths) end)
      filter (where ${IN_2019}) as missing_online,
    ${ofYears("duty_bits")}, ${ofYears("total_reached_bits")}, ${ofYears("online_reached_bits")}
  from balances b where b.city_id = $1 and b.cycle_id = $2 group by b.school_id`;

const OF_ENTRIES = `
  with of_year as (
    select e.teacher_id, e.year, coalesce(sum(e.credits_tenths) filter (where e.source <> 'online'), 0)::int as other,
      least(160, coalesce(sum(e.credits_tenths) filter (where e.source = 'online'), 0))::int as online
    from credit_entries e where e.city_id = $1 and e.cycle_id = $2 and e.status = 'posted' group by e.teacher_id, e.year
  ), of_teacher as (
    select teacher_id, sum(other + online) as total, sum(online) as online,
      ${YEARS.map((year) => `bool_or(year = ${year} and other + online >= 720) as t${year}, bool_or(year = ${year} and online >= 160) as o${year}`).join(", ")}
    from of_year group by teacher_id
  )
  select t.school_id, count(*) as teachers, count(*) filter (where f.total >= 3600 and f.online >= 800) as complete,
    sum(f.total) as total_tenths, sum(f.online) as online_tenths, sum(greatest(0, 3600 - f.total)), sum(greatest(0, 800 - f.online)),
    ${YEARS.map((year) => `count(*) filter (where f.t${year}), count(*) filter (where f.o${year})`).join(", ")}
  from of_teacher f join teachers t on t.city_id = $1 and t.id = f.teacher_id group by t.school_id`;

export async function dashboard({ product: { database } }: Pick<Bench, "product">): Promise<Result> {
  const [claims] = await claimsOf(database.ownerUrl, "city", 1);
  if (!claims) throw new Error("the city has its staff");
  const actor = claims as Actor;
  return withConnection(database.ownerUrl, async (owner) => {
    const values = [actor.cityId, await cycleOf(owner, actor.cityId)];
    const useCase = () => readCompletion(actor, { year: 2019 }, TODAY);
    const balances = () => owner.query<{ teachers: number }>({ name: "of-balances", text: OF_BALANCES, values });
    const told = (await useCase())?.all.teachers;
    const counted = (await balances()).rows.reduce((sum, { teachers }) => sum + Number(teachers), 0);
    if (told !== counted) throw new Error(`the use case counts ${told} teachers, the statement ${counted}`);
    const rounds: { ratio: number; useCase: number; balances: number }[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [tried, held] = [await milliseconds(useCase), await milliseconds(balances)];
      rounds.push({ ratio: tried / held, useCase: tried, balances: held });
    }
    const middle = rounds.sort((a, b) => a.ratio - b.ratio)[Math.floor(ROUNDS / 2)] as (typeof rounds)[number];
    const entries = await milliseconds(() => owner.query({ name: "of-entries", text: OF_ENTRIES, values }));
    const faster = entries / middle.useCase;
    return {
      measured: `${middle.useCase.toFixed(0)} ms`,
      baseline: `${middle.balances.toFixed(0)} ms, one prepared statement of the owner over the balance rows`,
      ratio: middle.ratio,
      target: { atMost: AT_MOST },
      alsoMet: faster >= FASTER_THAN_ENTRIES,
      note: `over the entries ${entries.toFixed(0)} ms: ${faster.toFixed(0)} times slower (target >= ${FASTER_THAN_ENTRIES})`,
    };
  });
}

const cycleOf = async (owner: pg.Client, cityId: number): Promise<number> => {
  const { rows } = await owner.query<{ id: number }>(
    "select id from cycles where city_id = $1 and 2019 between from_year and to_year",
    [cityId],
  );
  return rows[0]?.id ?? 0;
};

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

// S8: every balance anew by the rules, as after a change of the policy: all of them are written.

const TEACHERS_PER_SECOND = 5_000;
const MEGABYTE = 1024 * 1024;
/** What memory may grow by however many teachers there are. */
const FLAT = 150;

export async function recomputing({ product: { database } }: Pick<Bench, "product">): Promise<Result> {
  return withConnection(database.ownerUrl, async (owner) => {
    // No row names the policy in force now, so each is written; what it says in the end is what it said before.
    await owner.query("update balances set policy_version = 0");
    await owner.query("vacuum (analyze) balances");
    let peak = 0;
    const before = process.memoryUsage.rss();
    const watch = setInterval(() => {
      peak = Math.max(peak, process.memoryUsage.rss() - before);
    }, 50);
    const start = performance.now();
    const { checked, renewed } = await recomputeBalances(owner).finally(() => clearInterval(watch));
    const rate = checked / ((performance.now() - start) / 1000);
    await owner.query("vacuum (analyze) balances");
    if (renewed !== checked) throw new Error(`${renewed} of ${checked} balances were written`);
    const grown = peak / MEGABYTE;
    return {
      measured: `${Math.round(rate).toLocaleString("en")} teachers/s`,
      baseline: `${TEACHERS_PER_SECOND.toLocaleString("en")} teachers/s that are asked for`,
      ratio: rate / TEACHERS_PER_SECOND,
      target: { atLeast: 1 },
      alsoMet: grown <= FLAT,
      note: `${checked.toLocaleString("en")} balances; memory grew by ${grown.toFixed(0)} MB at most`,
    };
  });
}
