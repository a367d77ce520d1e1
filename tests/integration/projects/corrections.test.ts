import { beforeAll, describe, expect, test } from "vitest";
import { askCorrection, CorrectionInput } from "@/features/projects/ask-correction";
import { readProject } from "@/features/projects/read-project";
import type { Actor } from "@/server/actor";
import { NOW } from "../../factories/claims";
import { ledgerFaults, postingsOf, rosterOf, stepsOf } from "../../factories/ledger";
import {
  accepted,
  aProject,
  aRoster,
  aSubmittedProject,
  confirm,
  decideOn,
  numberOf,
  projectFields,
} from "../../factories/projects";
import { decide } from "../../factories/routes";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

async function ask(host: Actor, id: string, hours: string, more: Record<string, string> = {}) {
  const { project } = await readProject(host, id, NOW);
  const fields = { projectId: id, version: project.version, hours, lecturerHours: "", note: "通知更正", ...more };
  return askCorrection(host, CorrectionInput.parse(fields), NOW);
}

/** Posted with 24 hours for the teacher and 12 for the colleague, of the county's. */
async function posted(): Promise<string> {
  const id = await aProject(world.countyOfficer);
  const rows: Record<string, string>[] = [
    { teacherNumber: await numberOf(world.teacherId) },
    { teacherNumber: await numberOf(world.colleagueId), hours: "12" },
  ];
  accepted(await confirm(world.countyOfficer, await aRoster(world.countyOfficer, id, rows)));
  accepted(await decideOn(world.cityOfficer, id));
  return id;
}

const lineOf = async (id: string, teacherId: number) =>
  (await rosterOf(id)).find((line) => line.teacherId === teacherId);

describe("a correction of the hours", () => {
  test("reverses and posts anew, by one event, whoever had all of them; whoever had fewer keeps them", async () => {
    const id = await posted();
    accepted(await ask(world.countyOfficer, id, "20"));
    expect((await readProject(world.cityOfficer, id, NOW)).project).toMatchObject({
      status: "correcting",
      hoursTenths: 240,
    });
    expect(await postingsOf(id, world.teacherId)).toEqual([240]);
    accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
    expect(await postingsOf(id, world.teacherId)).toEqual([240, -240, 200]);
    expect(await postingsOf(id, world.colleagueId)).toEqual([120]);
    expect(await stepsOf((await lineOf(id, world.teacherId))?.id ?? "")).toEqual(["register", "approve", "correct"]);
    expect(await stepsOf((await lineOf(id, world.colleagueId))?.id ?? "")).toEqual(["register", "approve"]);
    const { project, events } = await readProject(world.cityOfficer, id, NOW);
    expect(project).toMatchObject({ status: "posted", hoursTenths: 200, creditsTenths: 320, participants: 2 });
    expect(project.correctedHoursTenths).toBeNull();
    expect(events.filter(({ action }) => action === "correct")).toMatchObject([{ participants: 1 }]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("below what somebody had takes that down, too", async () => {
    const id = await posted();
    accepted(await ask(world.countyOfficer, id, "8"));
    accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
    expect(await postingsOf(id, world.teacherId)).toEqual([240, -240, 80]);
    expect(await postingsOf(id, world.colleagueId)).toEqual([120, -120, 80]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("may follow another: each reverses what stands last", async () => {
    const id = await posted();
    for (const hours of ["20", "30"]) {
      accepted(await ask(world.countyOfficer, id, hours));
      accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
    }
    expect(await postingsOf(id, world.teacherId)).toEqual([240, -240, 200, -200, 300]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("that is declined with a reason leaves all as it was", async () => {
    const id = await posted();
    accepted(await ask(world.countyOfficer, id, "20"));
    expect(await decideOn(world.cityOfficer, id, { action: "keep" })).toMatchObject({
      ok: false,
      violations: [{ code: "reason-missing" }],
    });
    accepted(
      await decideOn(world.cityOfficer, id, { action: "keep", reason: "correction-unfounded", note: "与通知一致" }),
    );
    expect((await readProject(world.cityOfficer, id, NOW)).project).toMatchObject({
      status: "posted",
      hoursTenths: 240,
      correctedHoursTenths: null,
    });
    expect(await postingsOf(id, world.teacherId)).toEqual([240]);
  });

  test("is asked for by the host alone, with words, and for other hours than it has", async () => {
    const id = await posted();
    expect(await ask(world.cityOfficer, id, "20")).toMatchObject({ ok: false, violations: [{ code: "not-the-host" }] });
    expect(await ask(world.countyOfficer, id, "24")).toMatchObject({
      ok: false,
      violations: [{ code: "correction-unchanged" }],
    });
    expect(await ask(world.countyOfficer, id, "20", { note: "" })).toMatchObject({
      ok: false,
      violations: [{ code: "note-missing" }],
    });
  });

  test("is not carried out by whoever asked for it; whoever registered the training may", async () => {
    const id = await aSubmittedProject(world.cityOfficer, [world.teacherId], projectFields({ kind: "city" }));
    accepted(await decideOn(world.secondCityOfficer, id));
    accepted(await ask(world.secondCityOfficer, id, "20"));
    expect(await decideOn(world.secondCityOfficer, id, { action: "correct" })).toMatchObject({
      ok: false,
      violations: [{ code: "decides-own-registration" }],
    });
    accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
    expect(await postingsOf(id, world.teacherId)).toEqual([240, -240, 200]);
  });

  test("is not carried out by an officer whose own credit it changes", async () => {
    const officer = await anActor(world.cityId, "city", world.bureau, { teacherId: world.teacherId });
    const id = await posted();
    accepted(await ask(world.countyOfficer, id, "30"));
    expect(await decideOn(officer, id, { action: "correct" })).toMatchObject({
      ok: false,
      violations: [{ code: "decides-own-credit" }],
    });
    expect(await postingsOf(id, world.teacherId)).toEqual([240]);
    accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
  });

  test("reaches a row that waits singly: it is posted with the corrected hours", async () => {
    const officer = await anActor(world.cityId, "city", world.bureau, { teacherId: world.teacherId });
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    accepted(await decideOn(officer, id));
    accepted(await ask(world.countyOfficer, id, "20"));
    accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
    const own = await lineOf(id, world.teacherId);
    expect(own).toMatchObject({ status: "at_city", tenths: 200 });
    accepted(await decide(world.cityOfficer, own?.id ?? ""));
    expect(await postingsOf(id, world.teacherId)).toEqual([200]);
  });
});
