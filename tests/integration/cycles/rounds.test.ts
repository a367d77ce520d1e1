import { beforeEach, describe, expect, test } from "vitest";
import { previewClaim } from "@/features/credits/preview-claim";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";
import { changeRound } from "@/features/cycles/change-round";
import { findSchools, readReopenableSchool } from "@/features/cycles/find-schools";
import { listOwnDeadlines } from "@/features/cycles/list-own-deadlines";
import { listReopenings } from "@/features/cycles/list-reopenings";
import { listRoundChanges } from "@/features/cycles/list-round-changes";
import { listRounds } from "@/features/cycles/list-rounds";
import { makeRound } from "@/features/cycles/make-round";
import { readNextDeadline } from "@/features/cycles/next-deadline";
import { reopenSchool } from "@/features/cycles/reopen-school";
import { DeadlineInput, NewRoundInput, ReopeningInput, RoundYearsInput } from "@/features/cycles/round-input";
import { saveDeadline } from "@/features/cycles/save-deadline";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Conflict, Forbidden, NotFound } from "@/server/errors";
import type { Result } from "@/server/result";
import { sql } from "@/server/sql";
import { aClaim, moocFields, NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { aReportedTable } from "../../factories/reported";
import { aDeclaredMooc, aMoocAt } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
let roundId: number;
beforeEach(async () => {
  world = await aWorld();
  ({ id: roundId } = await one<{ id: number }>("select id from registration_rounds where city_id = $1", [
    world.cityId,
  ]));
});

const on = (day: string, time = "09:00:00") => new Date(`${day}T${time}+08:00`);
const codes = (answer: Result<unknown>) => (answer.ok ? [] : answer.violations.map(({ code }) => code));

const make = (fields: Record<string, string> = {}, now = NOW, actor = world.cityOfficer) => {
  const round = { fromYear: "2020", toYear: "2020", degree: "2021-01-10", mooc: "2021-01-15", ...fields };
  return makeRound(actor, NewRoundInput.parse(round), now);
};
const move = (fields: Record<string, string>, now = NOW, actor = world.cityOfficer) =>
  saveDeadline(actor, DeadlineInput.parse({ roundId, source: "mooc", why: "春节调整", ...fields }), now);
const years = (fields: Record<string, string>) =>
  changeRound(world.cityOfficer, RoundYearsInput.parse({ roundId, why: "漏了一年", ...fields }), NOW);
const reopen = (
  until: string,
  now: Date,
  { school = world.school, source = "mooc", why = "证书晚到", actor = world.cityOfficer } = {},
) => {
  const fields = { schoolId: school.id, target: `${roundId}/${source}`, until, why };
  return reopenSchool(actor, ReopeningInput.parse(fields), now);
};

/** What stands against declaring a MOOC that ended on that day. */
async function declaring(teacher: Actor, now: Date, finishedOn = "2019-06-01") {
  return codes(await declareSpecialCredit(teacher, await aClaim(teacher, moocFields({ finishedOn })), now));
}

describe("rounds are the city's", () => {
  test("nobody else makes one, changes a day, lets a school in or sees the page", async () => {
    const others = [world.administrator, world.countyOfficer, world.teacher];
    for (const actor of others) {
      await expect(make({}, NOW, actor)).rejects.toThrow(Forbidden);
      await expect(move({ lastDay: "2020-02-01", seen: "2020-01-15" }, NOW, actor)).rejects.toThrow(Forbidden);
      await expect(reopen("2020-02-01", on("2020-01-20"), { actor })).rejects.toThrow(Forbidden);
      await expect(listRounds(actor, NOW)).rejects.toThrow(Forbidden);
      await expect(listReopenings(actor, NOW)).rejects.toThrow(Forbidden);
      await expect(listRoundChanges(actor)).rejects.toThrow(Forbidden);
      await expect(findSchools(actor, "34")).rejects.toThrow(Forbidden);
    }
  });

  test("round 2 for 2020 has its last days, and who made it is kept", async () => {
    expect((await make({ support_teaching: "2021-01-20" })).ok).toBe(true);
    const { rounds, free } = await listRounds(world.cityOfficer, NOW);
    expect(free).toEqual([]);
    expect(rounds.map(({ fromYear, toYear }) => [fromYear, toYear])).toEqual([
      [2016, 2019],
      [2020, 2020],
    ]);
    expect(rounds[1]?.kinds.map(({ source, lastDay, daysLeft }) => [source, lastDay, daysLeft])).toEqual([
      ["degree", "2021-01-10", 387],
      ["mooc", "2021-01-15", 392],
      ["support_teaching", "2021-01-20", 397],
    ]);
    const [change] = await listRoundChanges(world.cityOfficer);
    expect(change).toMatchObject({ kind: "round-made", byName: world.cityOfficer.name });
    expect(change?.told.slice(1)).toEqual([
      "2020",
      "2020",
      "degree 2021-01-10",
      "mooc 2021-01-15",
      "support_teaching 2021-01-20",
    ]);
  });

  test("years of another round, beyond the cycle or in the wrong order, and a last day before the round, are refused", async () => {
    expect(codes(await make({ fromYear: "2019" }))).toEqual(["round-overlaps"]);
    expect(codes(await make({ toYear: "2021" }))).toEqual(["round-outside-cycle"]);
    expect(codes(await make({ fromYear: "2021", toYear: "2020" }))).toEqual(["round-years"]);
    expect(codes(await make({ mooc: "2019-12-31" }))).toEqual(["deadline-before-round"]);
    expect(await all("select 1 from registration_rounds where city_id = $1", [world.cityId])).toHaveLength(1);
  });

  test("two officers who make the same round at once make one", async () => {
    const answers = await Promise.all([make(), make({}, NOW, world.secondCityOfficer)]);
    expect(answers.map(codes).sort()).toEqual([[], ["round-overlaps"]]);
  });

  test("the years change while nothing of the round is reported, and not after it", async () => {
    expect((await years({ fromYear: "2016", toYear: "2018" })).ok).toBe(true);
    const { free } = await listRounds(world.cityOfficer, NOW);
    expect(free).toMatchObject([{ fromYear: 2019, toYear: 2020 }]);
    await aReportedTable(world.administrator);
    expect(codes(await years({ fromYear: "2016", toYear: "2019" }))).toEqual(["round-reported"]);
    expect((await listRounds(world.cityOfficer, NOW)).rounds[0]?.yearsCanChange).toBe(false);
    // The last days still do.
    expect((await move({ lastDay: "2020-02-01", seen: "2020-01-15" })).ok).toBe(true);
  });

  test("a round of another city is not there", async () => {
    const elsewhere = await aWorld();
    await expect(move({ lastDay: "2020-02-01", seen: "2020-01-15" }, NOW, elsewhere.cityOfficer)).rejects.toThrow(
      NotFound,
    );
  });
});

describe("a last day", () => {
  test("is moved with a reason, which is kept with both days", async () => {
    expect(DeadlineInput.safeParse({ roundId, source: "mooc", lastDay: "2020-02-01", why: " " }).success).toBe(false);
    expect(DeadlineInput.safeParse({ roundId, source: "mooc", lastDay: "", why: "x" }).success).toBe(false);
    await move({ lastDay: "2020-02-01", seen: "2020-01-15" });
    expect(await listRoundChanges(world.cityOfficer)).toMatchObject([
      { kind: "deadline-changed", told: [String(roundId), "mooc", "2020-01-15", "2020-02-01"], reason: "春节调整" },
    ]);
    expect(await declaring(world.teacher, on("2020-02-01", "23:59:59"))).toEqual([]);
    expect(await declaring(world.teacher, on("2020-02-02", "00:00:00"))).toEqual(["deadline-passed"]);
  });

  test("that somebody else has moved meanwhile is not overwritten; the second is told by whom", async () => {
    await move({ lastDay: "2020-02-01", seen: "2020-01-15" });
    const late = move({ lastDay: "2020-03-01", seen: "2020-01-15" }, NOW, world.secondCityOfficer);
    await expect(late).rejects.toThrow(Conflict);
    await expect(late).rejects.toMatchObject({ happened: { byName: world.cityOfficer.name } });
  });

  test("of attachment 3 is set and taken away", async () => {
    const attachment3 = { source: "support_teaching" };
    await move({ ...attachment3, lastDay: "2020-01-31", seen: "" });
    await move({ ...attachment3, lastDay: "", seen: "2020-01-31" });
    const [round] = (await listRounds(world.cityOfficer, NOW)).rounds;
    expect(round?.kinds.find(({ source }) => source === "support_teaching")?.lastDay).toBeNull();
  });

  test("that is moved is what the header says at once", async () => {
    const now = on("2020-01-11");
    expect(await readNextDeadline(world.teacher, now)).toMatchObject({ lastDay: "2020-01-15", daysLeft: 4 });
    await move({ lastDay: "2020-01-20", seen: "2020-01-15" }, now);
    expect(await readNextDeadline(world.teacher, now)).toMatchObject({ lastDay: "2020-01-20", daysLeft: 9 });
  });
});

describe("a last day that has passed (R17)", () => {
  test("is told while a form is still being filled in", async () => {
    const previewed = async (now: Date) =>
      (await previewClaim(world.teacher, moocFields(), world.teacherId, now))?.violations.map(({ code }) => code);
    expect(await previewed(on("2020-01-15"))).toEqual([]);
    expect(await previewed(on("2020-01-16"))).toEqual(["deadline-passed"]);
  });

  test("stops the MOOCs of a made round 2 after it and no second sooner; round 1 stays as it is", async () => {
    const of2020 = (at: Date) => declaring(world.teacher, at, "2020-06-01");
    expect(await of2020(on("2021-01-16", "00:00:00"))).toEqual([]);
    await make();
    expect(await of2020(on("2021-01-15", "23:59:59"))).toEqual([]);
    expect(await of2020(on("2021-01-16", "00:00:00"))).toEqual(["deadline-passed"]);
    expect(await declaring(world.teacher, on("2020-06-02"))).toEqual(["deadline-passed"]);
  });
});

describe("letting one school in again", () => {
  const late = on("2020-01-20");

  test("opens for it and not for its neighbour, for one kind, and ends with its last day", async () => {
    const neighbour = await aNeighbour();
    expect(await declaring(world.teacher, late)).toEqual(["deadline-passed"]);
    expect((await reopen("2020-01-31", late)).ok).toBe(true);
    expect(await declaring(world.teacher, late)).toEqual([]);
    expect(await declaring(world.teacher, on("2020-01-31", "23:59:59"))).toEqual([]);
    expect(await declaring(world.teacher, on("2020-02-01", "00:00:00"))).toEqual(["deadline-passed"]);
    expect(await declaring(neighbour.teacher, late)).toEqual(["deadline-passed"]);
    expect(await declaring(world.stranger, late)).toEqual(["deadline-passed"]);
  });

  /** A teacher of another school of the same county. */
  async function aNeighbour() {
    const { id } = await one<{ id: number }>(
      `insert into organisations (city_id, kind, code, name, stage, is_private, county_id)
       values ($1, 'school', '3441999999', '邻校', 'senior', false, $2) returning id`,
      [world.cityId, world.county.id],
    );
    const school = { id, name: "邻校", countyId: world.county.id };
    return {
      teacher: await anActor(world.cityId, "teacher", school, { teacherId: await aTeacher(world.cityId, school) }),
    };
  }

  test("of several the newest holds: it also closes earlier", async () => {
    await reopen("2020-02-28", late);
    await reopen("2020-01-25", late, { why: "材料已齐" });
    expect(await declaring(world.teacher, on("2020-01-25", "23:59:59"))).toEqual([]);
    expect(await declaring(world.teacher, on("2020-01-26", "00:00:00"))).toEqual(["deadline-passed"]);
    expect((await listReopenings(world.cityOfficer, late)).map(({ lastDay, standing }) => [lastDay, standing])).toEqual(
      [
        ["2020-01-25", "open"],
        ["2020-02-28", "replaced"],
      ],
    );
    expect((await listReopenings(world.cityOfficer, on("2020-01-26")))[0]?.standing).toBe("ended");
  });

  test("needs a last day that has passed, an end that hasn't, a reason, and a school", async () => {
    expect(codes(await reopen("2020-01-31", on("2020-01-15", "23:59:59")))).toEqual(["reopening-not-needed"]);
    expect(codes(await reopen("2020-01-19", late))).toEqual(["reopening-ended"]);
    expect((await reopen("2020-01-20", late)).ok).toBe(true);
    const fields = { schoolId: world.school.id, target: `${roundId}/mooc`, until: "2020-02-01" };
    expect(ReopeningInput.safeParse(fields).success).toBe(false);
    expect(ReopeningInput.safeParse({ ...fields, why: "x", target: `${roundId}/online` }).success).toBe(false);
    await expect(reopen("2020-01-31", late, { school: world.county })).rejects.toThrow(NotFound);
    const elsewhere = await aWorld();
    await expect(reopen("2020-01-31", late, { school: elsewhere.school })).rejects.toThrow(NotFound);
  });

  test("tells both administrators once, however often the form is sent", async () => {
    await reopen("2020-01-31", late);
    await reopen("2020-01-31", late);
    const told = await all<{ accountId: number; details: unknown }>(
      `select account_id as "accountId", details from inbox_messages where city_id = $1 and kind = 'school_reopened' order by 1`,
      [world.cityId],
    );
    expect(told).toEqual(
      [world.administrator, world.secondAdministrator].map(({ accountId }) => ({
        accountId,
        details: { source: "mooc", lastDay: "2020-01-31" },
      })),
    );
    expect(await all("select 1 from round_reopenings where city_id = $1", [world.cityId])).toHaveLength(1);
  });

  test("shows that school and its teachers their own last day in the header, others none", async () => {
    await reopen("2020-01-31", late);
    for (const actor of [world.teacher, world.administrator])
      expect(await readNextDeadline(actor, late)).toEqual({ source: "mooc", lastDay: "2020-01-31", daysLeft: 11 });
    for (const actor of [world.stranger, world.otherAdministrator, world.countyOfficer])
      expect(await readNextDeadline(actor, late)).toBeNull();
  });

  test("the school is found by name or code, and it is said before what it concerns", async () => {
    await aDeclaredMooc(world.teacher);
    await aMoocAt(world, "at_county");
    const { code } = await one<{ code: string }>("select code from organisations where city_id = $1 and id = $2", [
      world.cityId,
      world.school.id,
    ]);
    for (const typed of [code, code.slice(0, 9), world.school.name, ` ${world.school.name} `])
      expect((await findSchools(world.cityOfficer, typed)).map(({ id }) => id)).toContain(world.school.id);
    expect(await findSchools(world.cityOfficer, "%")).toEqual([]);
    const school = await readReopenableSchool(world.cityOfficer, world.school.id, late);
    expect(school).toMatchObject({ administrators: 2, open: [] });
    expect(school.passed.find(({ source }) => source === "mooc")?.work).toMatchObject({
      atSchool: 1,
      returned: 0,
      rows: 1,
      reported: false,
    });
  });
});

describe("what is still to do", () => {
  test("is counted for the city, and a school sees its own last days as long as something is open", async () => {
    await aDeclaredMooc(world.teacher);
    await aMoocAt(world, "at_county");
    await aDeclaredMooc(world.stranger);
    const mooc = async () => (await listRounds(world.cityOfficer, NOW)).rounds[0]?.kinds[1]?.work;
    expect(await mooc()).toEqual({ units: 2, waiting: 2, unreported: 2 });
    await aReportedTable(world.administrator);
    expect(await mooc()).toEqual({ units: 2, waiting: 2, unreported: 1 });

    const own = async (actor: Actor, now: Date) =>
      (await listOwnDeadlines(actor, now)).map(({ source, daysLeft }) => `${source} ${daysLeft}`);
    expect(await own(world.administrator, NOW)).toEqual(["degree 21", "mooc 26"]);
    // Late with the entry that waits, and nothing more to do for the degrees.
    expect(await own(world.administrator, on("2020-01-16"))).toEqual(["mooc -1"]);
    expect(await own(world.directAdministrator, on("2020-01-16"))).toEqual([]);
  });
});

describe("the second wall: bare SQL", () => {
  const as = (actor: Actor, statement: ReturnType<typeof sql>) => transaction(actor, (tx) => tx.run(statement));

  test("nobody but the city writes rounds, days or reopenings", async () => {
    const { cityId } = world;
    for (const actor of [world.administrator, world.countyOfficer, world.teacher]) {
      const insertRound = sql`insert into registration_rounds (city_id, cycle_id, from_year, to_year)
        values (${cityId}, ${world.cycleId}, 2020, 2020)`;
      await expect(as(actor, insertRound)).rejects.toThrow(/row-level security/);
      const insertDay = sql`insert into round_deadlines (city_id, round_id, source, last_day)
        values (${cityId}, ${roundId}, 'support_teaching', '2030-01-01')`;
      await expect(as(actor, insertDay)).rejects.toThrow(/row-level security/);
      const insertReopening = sql`insert into round_reopenings
        (city_id, round_id, school_id, source, last_day, reason, account_id, created_at)
        values (${cityId}, ${roundId}, ${world.school.id}, 'mooc', '2030-01-01', 'x', ${actor.accountId}, now())`;
      await expect(as(actor, insertReopening)).rejects.toThrow(/row-level security/);
      expect(await as(actor, sql`update round_deadlines set last_day = '2030-01-01'`)).toBe(0);
      expect(await as(actor, sql`update registration_rounds set to_year = 2018`)).toBe(0);
      expect(await as(actor, sql`delete from round_deadlines`)).toBe(0);
    }
  });

  test("nor does the city reopen in another's name, change a reopening, or reopen what isn't a school's", async () => {
    const row = (schoolId: number, source: string, accountId: number) => sql`
      insert into round_reopenings (city_id, round_id, school_id, source, last_day, reason, account_id, created_at)
      values (${world.cityId}, ${roundId}, ${schoolId}, ${source}::credit_source, '2030-01-01', 'x', ${accountId}, now())`;
    const { cityOfficer, secondCityOfficer, school, county } = world;
    await expect(as(cityOfficer, row(school.id, "mooc", secondCityOfficer.accountId))).rejects.toThrow(/row-level/);
    await expect(as(cityOfficer, row(county.id, "mooc", cityOfficer.accountId))).rejects.toThrow(/nothing to reopen/);
    await expect(as(cityOfficer, row(school.id, "online", cityOfficer.accountId))).rejects.toThrow(/nothing to reopen/);
    await as(cityOfficer, row(school.id, "mooc", cityOfficer.accountId));
    await expect(as(cityOfficer, sql`update round_reopenings set last_day = '2030-01-02'`)).rejects.toThrow(
      /permission/,
    );
    await expect(as(cityOfficer, sql`delete from round_reopenings`)).rejects.toThrow(/permission/);
    await expect((await owner()).query("delete from round_reopenings")).rejects.toThrow(/append-only/);
  });

  test("rounds don't overlap, stay within their cycle, and keep the years of a table that is reported", async () => {
    const round = (
      fromYear: number,
      toYear: number,
    ) => sql`insert into registration_rounds (city_id, cycle_id, from_year, to_year)
      values (${world.cityId}, ${world.cycleId}, ${fromYear}, ${toYear})`;
    await expect(as(world.cityOfficer, round(2019, 2020))).rejects.toThrow(/registration_rounds_apart/);
    await expect(as(world.cityOfficer, round(2020, 2021))).rejects.toThrow(/not within its cycle/);
    await aReportedTable(world.administrator);
    const change = sql`update registration_rounds set to_year = 2018 where id = ${roundId}`;
    await expect(as(world.cityOfficer, change)).rejects.toThrow(/reported/);
  });
});
