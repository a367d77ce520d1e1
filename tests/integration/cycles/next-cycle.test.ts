import { beforeAll, describe, expect, test } from "vitest";
import { readBalance } from "@/features/credits/read-balance";
import { listCycles } from "@/features/cycles/list-cycles";
import { makeCycle } from "@/features/cycles/make-cycle";
import type { NewCycleInput } from "@/features/cycles/policy-input";
import { readCycle } from "@/features/cycles/read-cycle";
import { pushResults } from "@/features/online/push-results";
import { listTeachers } from "@/features/people/list-teachers";
import { readCompletion } from "@/features/statistics/read-completion";
import { nextCyclePolicy } from "@/rules/cycles";
import { type CyclePolicy, defaultPolicy2016 } from "@/rules/policy";
import { policyValues } from "@/rules/policy-fields";
import { NOW } from "../../factories/claims";
import { doWork } from "../../factories/cycles";
import { ledgerFaults } from "../../factories/ledger";
import { all, one } from "../../factories/owner";
import { aPlatform, aResult } from "../../factories/platform";
import { accepted } from "../../factories/projects";
import { aMoocAt } from "../../factories/routes";
import { aWorld, type World } from "../../factories/world";

const IN_2021 = new Date("2021-12-20T10:00:00+08:00");

/** 360 class hours in five years with 48 to 144 in a year; a kind with a measure and a cap of its own (other places). */
const ELSEWHERE: CyclePolicy = {
  ...nextCyclePolicy(defaultPolicy2016),
  required: { ...defaultPolicy2016.required, annualMinimumTenths: 480, annualMaximumTenths: 1440 },
  classHoursPerCredit: { lecture: 6, project: 8 },
  annualCaps: { lecture: 200 },
};

const typed = (world: World, policy: CyclePolicy, name = "2021-2025 周期"): NewCycleInput => ({
  fromCycleId: world.cycleId,
  name,
  reason: "新周期文件",
  values: policyValues(policy),
});

let world: World;
let nextId: number;
let posted: string;

beforeAll(async () => {
  world = await aWorld();
  posted = await aMoocAt(world, "posted");
  nextId = accepted(await makeCycle(world.cityOfficer, typed(world, ELSEWHERE), NOW));
  await doWork(world.cityId);
});

describe("the next cycle", () => {
  test("begins with the numbers of this one, its years moved on; what was changed in the form is its policy", async () => {
    const { cycle, policy, versions, open, work } = await readCycle(world.cityOfficer, nextId);
    expect(cycle).toMatchObject({ name: "2021-2025 周期", fromYear: 2021, toYear: 2025, version: 1, closedAt: null });
    expect(policy).toEqual(ELSEWHERE);
    expect(versions).toMatchObject([{ version: 1, reason: "新周期文件", byName: world.cityOfficer.name }]);
    expect([open?.balances, work?.state]).toEqual([0, "done"]);
    expect((await readCycle(world.cityOfficer, world.cycleId)).policy).toEqual(defaultPolicy2016);
  });

  test("gives each teacher a balance of its own, and leaves the other as it is", async () => {
    const balances = await all<{ cycleId: number; count: number; total: number }>(
      `select cycle_id as "cycleId", count(*)::int as count, sum(total_tenths)::int as total from balances
       where city_id = $1 group by cycle_id order by cycle_id`,
      [world.cityId],
    );
    expect(balances).toEqual([
      { cycleId: world.cycleId, count: 4, total: 240 },
      { cycleId: nextId, count: 4, total: 0 },
    ]);
    expect((await listCycles(world.cityOfficer)).map(({ id, teachers }) => [id, teachers])).toEqual([
      [nextId, 4],
      [world.cycleId, 4],
    ]);
    expect((await listCycles(world.administrator)).map(({ teachers }) => teachers)).toEqual([2, 2]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("takes a result of its years from the platform; the cycle before doesn't count it", async () => {
    const { actor } = await aPlatform(world);
    const result = await aResult(world.teacherId, { studyYear: 2021, finishedOn: "2021-11-20" });
    await pushResults(actor, { tokenId: 1, idempotencyKey: "2021", results: [result] }, IN_2021);
    const online = await all(
      `select cycle_id as "cycleId", online_tenths as online, total_tenths as total from balances
       where teacher_id = $1 order by cycle_id`,
      [world.teacherId],
    );
    expect(online).toEqual([
      { cycleId: world.cycleId, online: 0, total: 240 },
      { cycleId: nextId, online: 160, total: 160 },
    ]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("pages show the cycle of the day, and the other one when it is asked for", async () => {
    const of = async (now: Date, cycleId?: number) =>
      (await readBalance(world.teacher, world.teacherId, "newest", now, cycleId)).cycle.id;
    expect(await of(NOW)).toBe(world.cycleId);
    expect(await of(IN_2021)).toBe(nextId);
    expect(await of(NOW, nextId)).toBe(nextId);
    expect(await of(new Date("2030-05-01T10:00:00+08:00"))).toBe(nextId);
    const settled = async (cycleId: number) =>
      (await readBalance(world.teacher, world.teacherId, "all", IN_2021, cycleId)).settled.map(({ id }) => id);
    expect(await settled(world.cycleId)).toEqual([posted]);
    expect(await settled(nextId)).not.toContain(posted);
    const listed = async (query: Parameters<typeof listTeachers>[1]) =>
      (await listTeachers(world.cityOfficer, query, 2021)).teachers.map(({ totalTenths }) => totalTenths).sort();
    expect(await listed({})).toEqual([0, 0, 0, 160]);
    expect(await listed({ cycle: world.cycleId })).toEqual([0, 0, 0, 240]);
    expect(await listed({ duty: 2019 })).toEqual([0, 0, 0, 240]);
    expect((await readCompletion(world.cityOfficer, { year: 2019 }, IN_2021))?.year).toBe(2019);
    expect((await readCompletion(world.cityOfficer, {}, IN_2021))?.year).toBe(2021);
  });

  test("overlaps no other: refused beside its years, and by the database itself", async () => {
    const overlapping = { ...ELSEWHERE, cycle: { fromYear: 2024, toYear: 2028 } };
    expect(await makeCycle(world.cityOfficer, typed(world, overlapping, "又一个"), NOW)).toMatchObject({
      violations: [{ code: "cycle-overlaps", field: "cycle.fromYear", params: { fromYear: 2021, toYear: 2025 } }],
    });
    await expect(
      one("insert into cycles (city_id, name, from_year, to_year) values ($1, 'x', 2025, 2029) returning id", [
        world.cityId,
      ]),
    ).rejects.toThrow(/cycles_apart/);
  });

  test("may be longer or shorter, as long as its years add up", async () => {
    const three = { ...ELSEWHERE, cycle: { fromYear: 2026, toYear: 2028 } };
    const refused = await makeCycle(world.cityOfficer, typed(world, three, "三年"), NOW);
    expect(refused.ok ? [] : refused.violations.map(({ field }) => field)).toEqual([
      "required.annualTotalTenths",
      "required.annualOnlineTenths",
    ]);
    const right = { ...three, required: { ...three.required, totalTenths: 2160, onlineTenths: 480 } };
    const made = accepted(await makeCycle(world.cityOfficer, typed(world, right, "三年"), NOW));
    expect((await readCycle(world.cityOfficer, made)).cycle).toMatchObject({ fromYear: 2026, toYear: 2028 });
  });
});
