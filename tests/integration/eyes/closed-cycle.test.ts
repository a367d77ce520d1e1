import { beforeEach, describe, expect, test } from "vitest";
import { closeCycle } from "@/features/cycles/close-cycle";
import { addTeacher } from "@/features/people/add-teacher";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { NOW } from "../../factories/claims";
import { all } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { anIdNumber, employmentsOf, newTeacher, wrongBalances } from "../../factories/teachers";
import { aWorld, type World } from "../../factories/world";

const AFTER = new Date("2021-03-01T10:00:00+08:00");

describe("what was owed in a closed cycle", () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });

  const close = async () =>
    accepted(await closeCycle(world.cityOfficer, { cycleId: world.cycleId, reason: "周期已结束" }, AFTER));
  const leaves = (leavingDay: string, now = AFTER) =>
    endEmployment(world.administrator, EndInput.parse({ teacherId: world.teacherId, how: "left", leavingDay }), now);

  test("isn't changed by a leaving day that comes late", async () => {
    await close();
    const before = await employmentsOf(world.teacherId);
    expect(await leaves("2018-06-30")).toMatchObject({ violations: [{ code: "owes-in-closed-cycle" }] });
    expect(await employmentsOf(world.teacherId)).toEqual(before);
    accepted(await leaves("2021-02-10"));
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });

  test("nor by a day of coming back; who is new has nothing in it", async () => {
    const identity = anIdNumber();
    const { teacherId } = accepted(
      await addTeacher(world.administrator, newTeacher({ identity, hiredOn: "2015-09-01" }), NOW),
    );
    const end = EndInput.parse({ teacherId, how: "left", leavingDay: "2017-12-31" });
    accepted(await endEmployment(world.administrator, end, NOW));
    await close();
    const back = (hiredOn: string) =>
      addTeacher(world.administrator, newTeacher({ identity, hiredOn, again: "on" }), AFTER);
    expect(await back("2019-02-01")).toMatchObject({ violations: [{ code: "owes-in-closed-cycle" }] });
    expect(await employmentsOf(teacherId)).toHaveLength(1);
    accepted(await back("2021-02-01"));
    accepted(await addTeacher(world.administrator, newTeacher({ hiredOn: "2019-02-01" }), AFTER));
    expect(await wrongBalances(world.cityId)).toEqual([]);
    expect(await all("select 1 from balances where cycle_id = $1 and duty_years = '{}'", [world.cycleId])).toEqual([]);
  });
});
