import { beforeAll, expect, test } from "vitest";
import { recallEntry } from "@/features/credits/recall-entry";
import { reviewEntry } from "@/features/credits/review-entry";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { askCorrection, CorrectionInput } from "@/features/projects/ask-correction";
import { readProject } from "@/features/projects/read-project";
import { readCompletion } from "@/features/statistics/read-completion";
import { readFlow } from "@/features/statistics/read-flow";
import type { Actor } from "@/server/actor";
import { NOW } from "../../factories/claims";
import { accepted, aProject, aRoster, confirm, decideOn, numberOf } from "../../factories/projects";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import { aWorld, type World } from "../../factories/world";

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

async function totalOf(actor: Actor): Promise<number> {
  const completion = await readCompletion(actor, {}, NOW);
  return completion?.all.totalTenths ?? Number.NaN;
}

/** City, the teacher's county and school; and those of others. */
async function totals(): Promise<{ own: number[]; others: number[] }> {
  const of = (actors: Actor[]) => Promise.all(actors.map(totalOf));
  return {
    own: await of([world.cityOfficer, world.countyOfficer, world.administrator]),
    others: await of([world.otherCountyOfficer, world.otherAdministrator, world.directAdministrator]),
  };
}

const everywhere = (tenths: number) => ({ own: [tenths, tenths, tenths], others: [0, 0, 0] });

test("teachers without a credit are counted from the first day on", async () => {
  const completion = await readCompletion(world.cityOfficer, { year: 2016 }, NOW);
  expect(completion?.all).toMatchObject({ teachers: 4, complete: 0, totalTenths: 0, missingTotalTenths: 4 * 3600 });
  expect(completion?.counties.map(({ countyId, teachers }) => [countyId, teachers])).toEqual(
    expect.arrayContaining([
      [world.county.id, 2],
      [world.otherCounty.id, 1],
      [null, 1],
    ]),
  );
});

test("the figures follow a posting, its recall, a revocation and a correction at once, in the own county and in no other", async () => {
  expect(await totals()).toEqual(everywhere(0));
  const id = await aMoocAt(world, "posted");
  expect(await totals()).toEqual(everywhere(240));

  const { entry } = await reviewEntry(world.cityOfficer, id, NOW);
  accepted(await recallEntry(world.cityOfficer, { entryId: id, version: entry.version, note: null }, NOW));
  expect(await totals()).toEqual(everywhere(0));
  await decide(world.cityOfficer, id);
  expect(await totals()).toEqual(everywhere(240));

  const { entry: posted } = await reviewEntry(world.secondCityOfficer, id, NOW);
  const revocation = { entryId: id, version: posted.version, reason: "falsified", note: null };
  accepted(await revokeEntry(world.secondCityOfficer, revocation, NOW));
  expect(await totals()).toEqual(everywhere(0));

  const projectId = await aProject(world.countyOfficer);
  const rows = await Promise.all(
    [world.teacherId, world.colleagueId].map(async (teacherId) => ({ teacherNumber: await numberOf(teacherId) })),
  );
  accepted(await confirm(world.countyOfficer, await aRoster(world.countyOfficer, projectId, rows)));
  expect(await totals()).toEqual(everywhere(0));
  accepted(await decideOn(world.cityOfficer, projectId));
  expect(await totals()).toEqual(everywhere(480));
  const { project } = await readProject(world.countyOfficer, projectId, NOW);
  const correction = { projectId, version: project.version, hours: "20", lecturerHours: "", note: "通知更正" };
  accepted(await askCorrection(world.countyOfficer, CorrectionInput.parse(correction), NOW));
  accepted(await decideOn(world.secondCityOfficer, projectId, { action: "correct" }));
  expect(await totals()).toEqual(everywhere(400));
});

test("the flow counts what is decided singly, and a recall brings it back", async () => {
  const week = async (actor: Actor) => (await readFlow(actor, NOW)).weeks.at(-1);
  const before = await week(world.otherCountyOfficer);
  expect(before).toMatchObject({ arrived: 0, decided: 0 });

  const id = await aDeclaredMooc(world.stranger);
  expect(await week(world.otherCountyOfficer)).toMatchObject({ arrived: 1, decided: 0 });
  // On its way, it neither arrives nor leaves.
  await decide(world.otherAdministrator, id);
  expect(await week(world.otherCountyOfficer)).toMatchObject({ arrived: 1, decided: 0 });
  await decide(world.otherCountyOfficer, id, CONTENT);
  await decide(world.cityOfficer, id);
  expect(await week(world.otherCountyOfficer)).toMatchObject({ arrived: 1, decided: 1, posted: 1 });
  const { entry } = await reviewEntry(world.cityOfficer, id, NOW);
  accepted(await recallEntry(world.cityOfficer, { entryId: id, version: entry.version, note: null }, NOW));
  expect(await week(world.otherCountyOfficer)).toMatchObject({ arrived: 2, decided: 1 });
  expect((await readFlow(world.otherCountyOfficer, NOW)).waiting).toEqual({ school: 0, county: 0, city: 1 });
  await decide(world.cityOfficer, id, { action: "return", reason: "hours-differ" });
  expect(await week(world.otherCountyOfficer)).toMatchObject({ arrived: 2, decided: 2, posted: 1, returned: 1 });
  // The roster of the test before is nobody's single decision: the MOOC alone went in and out.
  expect(await week(world.countyOfficer)).toMatchObject({ arrived: 2, decided: 2, posted: 2 });
});
