import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { AssignItemInput, AssignSampleInput, assignSample, assignSampleItem } from "@/features/oversight/assign-sample";
import { DrawInput, drawSampleRun } from "@/features/oversight/draw-sample";
import { listSamples } from "@/features/oversight/list-samples";
import { readSample, readSampleItem, redrawSample } from "@/features/oversight/read-sample";
import { recordSampleResult, SampleResultInput } from "@/features/oversight/record-sample-result";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { degreeFields, moocFields, NOW } from "../../factories/claims";
import { toldNow, watchInbox } from "../../factories/inbox";
import { all, one, owner } from "../../factories/owner";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { aWorld, type World } from "../../factories/world";

const DAY = 86_400_000;
/** The day after everything was posted. */
const TOMORROW = new Date(NOW.getTime() + DAY);
const LATER = new Date(NOW.getTime() + 3 * DAY);

let world: World;
/** Five that the first officer of the city posted, five that the second did. */
let posted: string[];

beforeAll(watchInbox);
beforeEach(async () => {
  world = await aWorld();
  posted = [];
  for (let course = 0; course < 10; course += 1) {
    const id = await aDeclaredMooc(world.teacher, moocFields({ courseName: `课程${course}` }));
    await decide(world.administrator, id);
    await decide(world.countyOfficer, id, CONTENT);
    await decide(course < 5 ? world.cityOfficer : world.secondCityOfficer, id);
    posted.push(id);
  }
  await toldNow(world.cityId);
});

const terms = (overrides: Record<string, string> = {}) => ({
  runId: randomUUID(),
  cycleId: String(world.cycleId),
  share: "45",
  fromDay: "2019-12-01",
  toDay: "2019-12-20",
  source: "",
  ...overrides,
});

async function aDraw(
  overrides: Record<string, string> = {},
  now = TOMORROW,
  actor = world.cityOfficer,
): Promise<string> {
  const drawn = await drawSampleRun(actor, DrawInput.parse(terms(overrides)), now);
  if (!drawn.ok) throw new Error(JSON.stringify(drawn.violations));
  return drawn.value;
}

const itemsOf = (runId: string) =>
  all<{ position: number; entryId: string; assignedTo: number | null; result: string | null }>(
    `select position, entry_id as "entryId", assigned_to as "assignedTo", result from sample_items where run_id = $1 order by position`,
    [runId],
  );

const codesOf = (outcome: { ok: boolean; violations?: { code: string; field: string | null }[] }) =>
  outcome.ok ? [] : outcome.violations?.map(({ code, field }) => `${code} ${field}`);

const assign = (runId: string, officers: Actor[]) =>
  assignSample(
    world.cityOfficer,
    AssignSampleInput.parse({ runId, officers: officers.map(({ accountId }) => String(accountId)) }),
    TOMORROW,
  );

const record = (
  actor: Actor,
  runId: string,
  position: number,
  fields: Record<string, string> = { result: "in_order" },
) => recordSampleResult(actor, SampleResultInput.parse({ runId, position: String(position), ...fields }), TOMORROW);

describe("a draw", () => {
  test("takes its share of what was posted, keeps seed and population, and the same form sent twice is one", async () => {
    const input = DrawInput.parse(terms());
    const twice = await Promise.all([1, 2].map(() => drawSampleRun(world.cityOfficer, input, TOMORROW)));
    expect(twice).toEqual([
      { ok: true, value: input.runId },
      { ok: true, value: input.runId },
    ]);
    const { runs } = await listSamples(world.cityOfficer);
    expect(runs).toMatchObject([
      {
        id: input.runId,
        seed: expect.stringMatching(/^[0-9a-f]{32}$/),
        permille: 450,
        population: 10,
        drawn: 5,
        unassigned: 5,
      },
    ]);
    expect(posted).toEqual(expect.arrayContaining((await itemsOf(input.runId)).map(({ entryId }) => entryId)));
  });

  test("knows the days by the calendar of Shanghai, the kind, and what was taken back before", async () => {
    expect((await readSample(world.cityOfficer, await aDraw({ fromDay: "2019-12-20" }), {})).run.population).toBe(10);
    const before = DrawInput.parse(terms({ toDay: "2019-12-19" }));
    expect(codesOf(await drawSampleRun(world.cityOfficer, before, TOMORROW))).toEqual(["sample-empty null"]);
    const degrees = DrawInput.parse(terms({ source: "degree" }));
    expect(codesOf(await drawSampleRun(world.cityOfficer, degrees, TOMORROW))).toEqual(["sample-empty null"]);
    await revoke(posted[0] ?? "", NOW);
    expect((await readSample(world.cityOfficer, await aDraw({ share: "100" }), {})).run.population).toBe(9);
    // 2019-12-19 in Shanghai, a day later than in the west.
    await backdate(posted[1] ?? "", "2019-12-18T16:30:00Z");
    expect((await readSample(world.cityOfficer, await aDraw({ toDay: "2019-12-19" }), {})).run.population).toBe(1);
  });

  test("can't be of a day on which is still posted, nor of no share", async () => {
    const today = DrawInput.parse(terms({ toDay: "2019-12-21", share: "0" }));
    expect(codesOf(await drawSampleRun(world.cityOfficer, today, TOMORROW))).toEqual([
      "sample-share share",
      "sample-days-not-over toDay",
    ]);
    const elsewhere = DrawInput.parse(terms({ cycleId: "999999" }));
    await expect(drawSampleRun(world.cityOfficer, elsewhere, TOMORROW)).rejects.toThrow(NotFound);
  });

  test("is the same when it is drawn again, also after credits were revoked and others posted; another seed is not", async () => {
    const runId = await aDraw();
    expect(await redrawSample(world.secondCityOfficer, runId)).toEqual({ population: 10, same: true });
    const [first] = await itemsOf(runId);
    await revoke(first?.entryId ?? "", TOMORROW);
    const late = await aDeclaredMooc(world.colleague, degreeFields());
    await decide(world.administrator, late, {}, LATER);
    await decide(world.countyOfficer, late, {}, LATER);
    await decide(world.cityOfficer, late, {}, LATER);
    expect(await redrawSample(world.cityOfficer, runId)).toEqual({ population: 10, same: true });
    await tamper("update sampling_runs set seed = $2 where id = $1", [runId, "0".repeat(32)]);
    expect(await redrawSample(world.cityOfficer, runId)).toEqual({ population: 10, same: false });
  });

  test("that left something out is found by drawing again", async () => {
    const runId = await aDraw();
    const kept = (await itemsOf(runId)).map(({ entryId }) => entryId);
    const other = posted.find((id) => !kept.includes(id));
    await tamper("update sample_items set entry_id = $2 where run_id = $1 and position = 1", [runId, other]);
    expect((await redrawSample(world.cityOfficer, runId)).same).toBe(false);
  });
});

describe("giving it to officers", () => {
  test("is even, and nobody gets what they posted; each is told once how much it is", async () => {
    const runId = await aDraw({ share: "100" });
    expect(await assign(runId, [world.cityOfficer, world.secondCityOfficer])).toEqual({ ok: true, value: runId });
    for (const { entryId, assignedTo } of await itemsOf(runId))
      expect(assignedTo).toBe(
        posted.indexOf(entryId) < 5 ? world.secondCityOfficer.accountId : world.cityOfficer.accountId,
      );
    // Nobody is told of what they did themselves.
    expect(await toldNow(world.cityId)).toMatchObject([
      { to: world.secondCityOfficer.name, kind: "sample_assigned", subjectId: runId, details: { entries: 5 } },
    ]);
    const moved = AssignItemInput.parse({ runId, position: 1, officer: world.secondCityOfficer.accountId });
    await assignSampleItem(world.cityOfficer, moved, TOMORROW);
    expect(await toldNow(world.cityId)).toEqual([]);
  });

  test("leaves to nobody what none of them may look at, and says so where that is all", async () => {
    const runId = await aDraw({ share: "100" });
    await assign(runId, [world.cityOfficer]);
    const { run } = await readSample(world.cityOfficer, runId, { show: "open" });
    expect(run.unassigned).toBe(5);
    expect(codesOf(await assign(runId, [world.cityOfficer]))).toEqual(["sample-own-decision officers"]);
    expect((await assign(runId, [world.secondCityOfficer])).ok).toBe(true);
    expect((await assign(runId, [world.secondCityOfficer])).ok).toBe(true);
  });

  test("one by one, too; to whoever posted it, or isn't of the office, it can't be given", async () => {
    const runId = await aDraw({ share: "100" });
    const position = await positionOf(runId, posted[0]);
    const to = (officer: number) =>
      assignSampleItem(
        world.cityOfficer,
        AssignItemInput.parse({ runId, position: String(position), officer }),
        TOMORROW,
      );
    expect(codesOf(await to(world.cityOfficer.accountId))).toEqual(["sample-own-decision officer"]);
    await expect(to(world.countyOfficer.accountId)).rejects.toThrow(NotFound);
    expect((await to(world.secondCityOfficer.accountId)).ok).toBe(true);
    expect((await readSample(world.secondCityOfficer, runId, { show: "mine" })).items).toMatchObject([
      { position, assignedName: world.secondCityOfficer.name },
    ]);
    const { item } = await readSampleItem(world.cityOfficer, runId, position);
    expect(item.barred.sort()).toEqual([world.cityOfficer.accountId, world.teacher.accountId].sort());
  });
});

describe("a result", () => {
  test("is written down once, by another than who posted it; what is wrong leads to the revocation", async () => {
    const runId = await aDraw({ share: "100" });
    const position = await positionOf(runId, posted[0]);
    expect(codesOf(await record(world.cityOfficer, runId, position))).toEqual(["sample-own-decision null"]);
    expect(codesOf(await record(world.secondCityOfficer, runId, position, { result: "wrong" }))).toEqual([
      "required note",
    ]);
    expect(await record(world.secondCityOfficer, runId, position, { result: "wrong", note: "学时与证书不符" })).toEqual(
      {
        ok: true,
        value: { runId, entryId: posted[0], toBeRevoked: true },
      },
    );
    expect(codesOf(await record(world.secondCityOfficer, runId, position))).toEqual(["sample-checked-already null"]);
    const assigned = AssignItemInput.parse({ runId, position, officer: world.secondCityOfficer.accountId });
    expect(codesOf(await assignSampleItem(world.cityOfficer, assigned, TOMORROW))).toEqual([
      "sample-checked-already null",
    ]);
    await revoke(posted[0] ?? "", TOMORROW, world.secondCityOfficer);
    const { run, items } = await readSample(world.cityOfficer, runId, { show: "wrong" });
    expect(run).toMatchObject({ drawn: 10, wrong: 1, inOrder: 0 });
    expect(items).toMatchObject([{ position, status: "revoked", result: "wrong", note: "学时与证书不符" }]);
  });

  test("of two at once one is written down", async () => {
    const runId = await aDraw({ share: "100" });
    const position = await positionOf(runId, posted[0]);
    const both = await Promise.all([1, 2].map(() => record(world.secondCityOfficer, runId, position)));
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });
});

describe("the second wall", () => {
  test("nobody but the city sees a sample, and there is no other way to write one", async () => {
    const runId = await aDraw();
    const count = (actor: Actor, table: "runs" | "items") =>
      transaction(
        actor,
        async (tx) =>
          (await tx.rows(table === "runs" ? sql`select id from sampling_runs` : sql`select position from sample_items`))
            .length,
      );
    for (const actor of [world.teacher, world.administrator, world.countyOfficer]) {
      expect([await count(actor, "runs"), await count(actor, "items")]).toEqual([0, 0]);
      const result = sql`update sample_items set assigned_to = ${actor.accountId}`;
      expect(await transaction(actor, (tx) => tx.run(result))).toBe(0);
    }
    expect([await count(world.secondCityOfficer, "runs"), await count(world.secondCityOfficer, "items")]).toEqual([
      1, 5,
    ]);
    const other = await aWorld();
    await expect(readSample(other.cityOfficer, runId, {})).rejects.toThrow(NotFound);
    await expect(readSampleItem(other.cityOfficer, runId, 1)).rejects.toThrow(NotFound);
    const fewer = sql`insert into sampling_runs (city_id, id, cycle_id, seed, permille, from_day, to_day, population, account_id, drawn_at)
      values (${world.cityId}, ${randomUUID()}, ${world.cycleId}, ${"a".repeat(32)}, 1000, '2019-12-01', '2019-12-02', 10,
        ${world.cityOfficer.accountId}, ${NOW})`;
    await expect(transaction(world.cityOfficer, (tx) => tx.run(fewer))).rejects.toThrow(/not as it was drawn/);
  });

  test("the database itself refuses a result of who posted it, a second one, and one in another's name", async () => {
    const runId = await aDraw({ share: "100" });
    const write = (actor: Actor, position: number, by: Actor) =>
      transaction(actor, (tx) =>
        tx.run(sql`update sample_items set result = 'in_order', checked_by = ${by.accountId}, checked_at = ${NOW}
          where run_id = ${runId} and position = ${position}`),
      );
    const position = await positionOf(runId, posted[0]);
    await expect(write(world.cityOfficer, position, world.cityOfficer)).rejects.toThrow(/for somebody else/);
    await expect(write(world.cityOfficer, position, world.secondCityOfficer)).rejects.toThrow(/for somebody else/);
    expect(await write(world.secondCityOfficer, position, world.secondCityOfficer)).toBe(1);
    await expect(write(world.secondCityOfficer, position, world.secondCityOfficer)).rejects.toThrow(/checked already/);
    const swap = sql`update sample_items set entry_id = ${posted[1]} where run_id = ${runId}`;
    await expect(transaction(world.cityOfficer, (tx) => tx.run(swap))).rejects.toThrow(/permission denied/);
    await expect((await owner()).query("delete from sample_items")).rejects.toThrow(/append-only/);
  });
});

async function positionOf(runId: string, entryId: string | undefined): Promise<number> {
  const { position } = await one<{ position: number }>(
    "select position from sample_items where run_id = $1 and entry_id = $2",
    [runId, entryId],
  );
  return position;
}

async function revoke(entryId: string, now: Date, actor = world.cityOfficer): Promise<void> {
  const { version } = await one<{ version: number }>("select version from credit_entries where id = $1", [entryId]);
  const outcome = await revokeEntry(actor, { entryId, version, reason: "falsified", note: null }, now);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.violations));
}

/** What only somebody with the database in their hands could do. */
async function tamper(statement: string, values: unknown[]): Promise<void> {
  const admin = await owner();
  await admin.query("set session_replication_role = replica");
  await admin.query(statement, values).finally(() => admin.query("set session_replication_role = origin"));
}

const backdate = (entryId: string, at: string) =>
  tamper("update ledger_postings set posted_at = $2 where entry_id = $1", [entryId, at]);
