import { describe, expect, test } from "vitest";
import { readProject } from "@/features/projects/read-project";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import {
  accepted,
  aProject,
  aRoster,
  aSubmittedProject,
  commissionedFields,
  confirm,
  decideOn,
  numberOf,
  projectFields,
} from "../../factories/projects";
import { aWorld } from "../../factories/world";

const totalOf = (teacherId: number) =>
  one<{ total: number }>("select total_tenths as total from balances where teacher_id = $1", [teacherId]);

describe("a roster", () => {
  test("that a county hosts is posted by the city in one step, and every balance is renewed", async () => {
    const world = await aWorld();
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    expect((await readProject(world.cityOfficer, id, NOW)).project.status).toBe("at_city");
    expect(accepted(await decideOn(world.cityOfficer, id))).toEqual({ status: "posted", ordered: false });
    expect((await totalOf(world.teacherId)).total).toBe(240);
    expect((await totalOf(world.colleagueId)).total).toBe(240);
    const events = await all<{ action: string }>(
      "select v.action from entry_events v join credit_entries e on e.id = v.entry_id where e.project_id = $1 order by v.entry_id, v.seq",
      [id],
    );
    expect(events.map(({ action }) => action)).toEqual(["register", "approve", "register", "approve"]);
  });

  test("of a commissioned training is stopped for the missing invoice, with the clause, and goes county, city after it", async () => {
    const world = await aWorld();
    const papers = ["bureau_consent", "partner_qualification", "agreement", "sign_in_sheets"] as const;
    const id = await aProject(world.administrator, commissionedFields(), [...papers]);
    const rows = [
      { name: "", teacherNumber: await numberOf(world.teacherId) },
      { name: "", teacherNumber: await numberOf(world.colleagueId) },
    ];
    const importId = await aRoster(world.administrator, id, rows);
    const stopped = await confirm(world.administrator, importId);
    expect(stopped).toMatchObject({
      ok: false,
      violations: [{ rule: "R11", clause: "N3.2", code: "paper-missing", field: "invoice" }],
    });
    expect(await all("select 1 from credit_entries where project_id = $1", [id])).toEqual([]);
    const { aScan } = await import("../../factories/claims");
    await aScan(world.administrator, id, "invoice");
    accepted(await confirm(world.administrator, importId));
    expect(accepted(await decideOn(world.countyOfficer, id)).status).toBe("at_city");
    expect(accepted(await decideOn(world.cityOfficer, id)).status).toBe("posted");
    expect((await totalOf(world.colleagueId)).total).toBe(240);
  });

  test("is not decided by whoever brought it", async () => {
    const world = await aWorld();
    const id = await aSubmittedProject(world.cityOfficer, [world.teacherId], projectFields({ kind: "city" }));
    const own = await decideOn(world.cityOfficer, id);
    expect(own).toMatchObject({ ok: false, violations: [{ code: "decides-own-registration" }] });
    expect(accepted(await decideOn(world.secondCityOfficer, id)).status).toBe("posted");
  });
});
