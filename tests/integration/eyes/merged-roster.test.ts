import { expect, test } from "vitest";
import { MergeInput, mergeTeachers } from "@/features/people/merge-teachers";
import { readProject } from "@/features/projects/read-project";
import { ProjectRecallInput, recallProject } from "@/features/projects/recall-project";
import { NOW } from "../../factories/claims";
import { ledgerFaults, postingsOf, rosterOf } from "../../factories/ledger";
import { accepted, aSubmittedProject, decideOn } from "../../factories/projects";
import { aTeacher, aWorld } from "../../factories/world";

test("a roster that is recalled takes along whose record was merged meanwhile, and is posted once when it is approved again", async () => {
  const world = await aWorld();
  const double = await aTeacher(world.cityId, world.school, { hiredOn: "2012-09-01" });
  const project = await aSubmittedProject(world.countyOfficer, [world.colleagueId, double]);
  accepted(await decideOn(world.cityOfficer, project));
  const input = { keptId: String(world.teacherId), mergedId: String(double), mergeReason: "重复建档", sure: "on" };
  accepted(await mergeTeachers(world.cityOfficer, MergeInput.parse(input), NOW));
  const { version } = (await readProject(world.cityOfficer, project, NOW)).project;
  const recall = ProjectRecallInput.parse({ projectId: project, version: String(version) });
  accepted(await recallProject(world.cityOfficer, recall, NOW));
  expect((await rosterOf(project)).map(({ status }) => status)).toEqual(["at_city", "at_city"]);
  accepted(await decideOn(world.cityOfficer, project));
  expect(await postingsOf(project, world.teacherId)).toEqual([240, -240, 240]);
  expect(await postingsOf(project, world.colleagueId)).toEqual([240, -240, 240]);
  expect(await ledgerFaults()).toEqual([]);
});
