import { beforeAll, describe, expect, test } from "vitest";
import { decideProject } from "@/features/projects/decide-project";
import { moveProject } from "@/features/projects/move-project";
import { readProject } from "@/features/projects/read-project";
import { readStrike } from "@/features/projects/read-strike";
import { recallProject } from "@/features/projects/recall-project";
import type { Actor } from "@/server/actor";
import { Conflict } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { ledgerFaults, postingsOf, rosterOf, stepsOf, totalOf } from "../../factories/ledger";
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
} from "../../factories/projects";
import { decide } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
let third: number;

beforeAll(async () => {
  world = await aWorld();
  third = await aTeacher(world.cityId, world.school, { name: "张伟" });
});

const submitted = (teacherIds = [world.teacherId, world.colleagueId, third]) =>
  aSubmittedProject(world.countyOfficer, teacherIds);
const versionOf = async (id: string) => (await readProject(world.cityOfficer, id, NOW)).project.version;
async function totalsOf(teacherIds: readonly number[]): Promise<number[]> {
  const totals: number[] = [];
  for (const teacherId of teacherIds) totals.push(await totalOf(teacherId));
  return totals;
}
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const entryOf = async (id: string, teacherId: number) => {
  const found = (await rosterOf(id)).find((line) => line.teacherId === teacherId);
  if (!found) throw new Error(`${teacherId} is not on the roster`);
  return found;
};

describe("participants who are struck out", () => {
  test("are refused with the reason and not posted; the others are, and the sums follow", async () => {
    const id = await submitted();
    const before = await totalOf(world.colleagueId);
    const out = (await entryOf(id, world.colleagueId)).id;
    expect(await readStrike(world.cityOfficer, id, [out])).toMatchObject({
      struck: [{ entryId: out, creditsTenths: 240 }],
      left: { participants: 2, creditsTenths: 480 },
    });
    accepted(await decideOn(world.cityOfficer, id, { struck: [out], strikeReason: "did-not-attend" }));
    expect(await entryOf(id, world.colleagueId)).toMatchObject({ status: "refused" });
    expect(await one("select reason from entry_events where entry_id = $1 and action = 'refuse'", [out])).toEqual({
      reason: "did-not-attend",
    });
    expect(await postingsOf(id, world.colleagueId)).toEqual([]);
    expect(await totalOf(world.colleagueId)).toBe(before);
    expect(await postingsOf(id, world.teacherId)).toEqual([240]);
    const { project, events } = await readProject(world.cityOfficer, id, NOW);
    expect(project).toMatchObject({ status: "posted", participants: 2, creditsTenths: 480 });
    expect(events.at(-1)).toMatchObject({ action: "approve", participants: 2 });
  });

  test("without a reason, or with one that is none of a participant's, are not", async () => {
    const id = await submitted();
    const struck = [(await entryOf(id, third)).id];
    for (const [strikeReason, code] of [
      [undefined, "reason-missing"],
      ["invoice-of-another-training", "reason-not-for-this-action"],
      ["other-final", "note-missing"],
    ])
      expect(await decideOn(world.cityOfficer, id, { struck, strikeReason })).toMatchObject({
        ok: false,
        violations: [{ code }],
      });
    expect((await rosterOf(id)).every(({ status }) => status === "at_city")).toBe(true);
  });

  test("may not be all of them: such a roster is refused as one", async () => {
    const id = await submitted();
    const struck = (await rosterOf(id)).map((line) => line.id);
    expect(await decideOn(world.cityOfficer, id, { struck, strikeReason: "did-not-attend" })).toMatchObject({
      ok: false,
      violations: [{ code: "roster-all-struck", field: "struck" }],
    });
    expect((await rosterOf(id)).every(({ status }) => status === "at_city")).toBe(true);
  });

  test("are only such as stand on this roster", async () => {
    const [id, other] = [await submitted(), await submitted()];
    const [stranger] = await rosterOf(other);
    accepted(await decideOn(world.cityOfficer, id, { struck: [stranger?.id ?? ""] }));
    expect((await rosterOf(other)).map(({ status }) => status)).toEqual(["at_city", "at_city", "at_city"]);
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["posted", "posted", "posted"]);
  });
});

describe("the reviewer's own row", () => {
  test("is split off at the city, the rest is posted, and another officer decides on it", async () => {
    const officer = await anActor(world.cityId, "city", world.bureau, { teacherId: world.teacherId });
    const id = await submitted();
    expect((await readProject(officer, id, NOW)).ownRows).toBe(1);
    accepted(await decideOn(officer, id));
    const own = await entryOf(id, world.teacherId);
    expect(own).toMatchObject({ status: "at_city", withRoster: false });
    expect(await stepsOf(own.id)).toEqual(["register", "pass_on"]);
    expect(await entryOf(id, third)).toMatchObject({ status: "posted" });
    expect((await readProject(officer, id, NOW)).project).toMatchObject({ participants: 2, creditsTenths: 480 });
    expect(await decide(officer, own.id)).toMatchObject({ ok: false, violations: [{ code: "decides-own-credit" }] });
    accepted(await decide(world.secondCityOfficer, own.id));
    expect(await postingsOf(id, world.teacherId)).toEqual([240]);
    expect((await readProject(officer, id, NOW)).project).toMatchObject({ participants: 3, creditsTenths: 720 });
  });

  test("is withdrawn with the training: what its host takes back credits nobody", async () => {
    const officer = await anActor(world.cityId, "county", world.county, { teacherId: world.colleagueId });
    const id = await aCommissioned();
    accepted(await decideOn(officer, id));
    const { project } = await readProject(world.administrator, id, NOW);
    const withdrawal = { projectId: id, version: project.version, action: "withdraw", note: null } as const;
    accepted(await moveProject(world.administrator, withdrawal, NOW));
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["withdrawn", "withdrawn"]);
  });

  test("goes from the county straight to the city", async () => {
    const officer = await anActor(world.cityId, "county", world.county, { teacherId: world.colleagueId });
    const id = await aCommissioned();
    accepted(await decideOn(officer, id));
    expect(await entryOf(id, world.colleagueId)).toMatchObject({ status: "at_city", withRoster: false });
    expect((await readProject(world.cityOfficer, id, NOW)).project).toMatchObject({
      status: "at_city",
      participants: 1,
    });
    accepted(await decideOn(world.cityOfficer, id));
    expect(await entryOf(id, world.colleagueId)).toMatchObject({ status: "at_city" });
    accepted(await decide(world.cityOfficer, (await entryOf(id, world.colleagueId)).id));
    expect(await postingsOf(id, world.colleagueId)).toEqual([240]);
  });

  test("that is the only one left is decided by somebody else", async () => {
    const officer = await anActor(world.cityId, "city", world.bureau, { teacherId: world.teacherId });
    const id = await submitted([world.teacherId]);
    expect(await decideOn(officer, id)).toMatchObject({ ok: false, violations: [{ code: "decides-own-credit" }] });
    accepted(await decideOn(world.cityOfficer, id));
    expect(await entryOf(id, world.teacherId)).toMatchObject({ status: "posted" });
  });
});

/** Of the school, at its county, with two people. */
async function aCommissioned(): Promise<string> {
  const id = await aProject(world.administrator, commissionedFields());
  const rows = [];
  for (const teacherId of [world.teacherId, world.colleagueId]) rows.push({ teacherNumber: await numberOf(teacherId) });
  accepted(await confirm(world.administrator, await aRoster(world.administrator, id, rows)));
  return id;
}

describe("a decision", () => {
  test("to refuse is final: nothing is posted, and the host can neither mend nor bring it again", async () => {
    const id = await submitted();
    expect(await decideOn(world.cityOfficer, id, { action: "refuse" })).toMatchObject({ ok: false });
    accepted(await decideOn(world.cityOfficer, id, { action: "refuse", reason: "not-by-an-education-department" }));
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["refused", "refused", "refused"]);
    const view = await readProject(world.countyOfficer, id, NOW);
    expect(view).toMatchObject({ project: { status: "refused" }, actions: [], mayEdit: false });
    await expect(aRoster(world.countyOfficer, id, [])).rejects.toThrow("not-in-this-state");
    expect(
      await all("select 1 from ledger_postings p join credit_entries e on e.id = p.entry_id where e.project_id = $1", [
        id,
      ]),
    ).toEqual([]);
  });

  test("on what somebody has moved on meanwhile changes nothing and tells what happened", async () => {
    const id = await submitted();
    const version = await versionOf(id);
    accepted(await decideOn(world.cityOfficer, id, { action: "return", reason: "hours-not-as-notice" }));
    const stale = { projectId: id, version, action: "approve" as const, reason: undefined, note: null, struck: [] };
    const conflict = await decideProject(world.secondCityOfficer, stale, NOW).catch((error: unknown) => error);
    expect(conflict).toBeInstanceOf(Conflict);
    expect(conflict).toMatchObject({ happened: { action: "return", byName: world.cityOfficer.name, at: NOW } });
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["returned", "returned", "returned"]);
  });

  test("by 24 officers at once succeeds once, 23 are told by whom, and each credit is posted once", async () => {
    const id = await submitted();
    const version = await versionOf(id);
    const officers: Actor[] = [];
    for (let officer = 0; officer < 24; officer += 1) officers.push(await anActor(world.cityId, "city", world.bureau));
    const approval = { projectId: id, version, action: "approve" as const, reason: undefined, note: null, struck: [] };
    const answers = await Promise.allSettled(officers.map((officer) => decideProject(officer, approval, NOW)));
    const lost = answers.filter((answer) => answer.status === "rejected").map((answer) => answer.reason);
    const winner = officers[answers.findIndex((answer) => answer.status === "fulfilled")];
    expect(lost).toHaveLength(23);
    for (const error of lost) {
      expect(error).toBeInstanceOf(Conflict);
      expect(error.happened).toMatchObject({ action: "approve", byName: winner?.name, at: NOW });
    }
    for (const teacherId of [world.teacherId, world.colleagueId, third])
      expect(await postingsOf(id, teacherId)).toEqual([240]);
  });
});

describe("a host", () => {
  test("withdraws a roster before it is decided, and every credit with it, but not after it", async () => {
    const id = await submitted();
    const move = async () => ({ projectId: id, version: await versionOf(id), action: "withdraw" as const, note: null });
    accepted(await moveProject(world.countyOfficer, await move(), NOW));
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["withdrawn", "withdrawn", "withdrawn"]);
    const posted = await submitted();
    accepted(await decideOn(world.cityOfficer, posted));
    expect(
      await moveProject(
        world.countyOfficer,
        { ...(await move()), projectId: posted, version: await versionOf(posted) },
        NOW,
      ),
    ).toMatchObject({
      ok: false,
      violations: [{ code: "withdraw-too-late" }],
    });
  });
});

describe("the decider recalls", () => {
  test("a posting within ten minutes: every balance is back, the chains are whole, and the roster waits again", async () => {
    const id = await submitted();
    const people = [world.teacherId, world.colleagueId, third];
    const before = await totalsOf(people);
    accepted(await decideOn(world.cityOfficer, id));
    expect(await totalsOf(people)).toEqual(before.map((total) => total + 240));
    const input = { projectId: id, version: await versionOf(id), note: null };
    expect(await recallProject(world.secondCityOfficer, input, later(1))).toMatchObject({
      ok: false,
      violations: [{ code: "recall-not-the-decider" }],
    });
    accepted(await recallProject(world.cityOfficer, input, later(10)));
    expect(await totalsOf(people)).toEqual(before);
    for (const teacherId of people) expect(await postingsOf(id, teacherId)).toEqual([240, -240]);
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["at_city", "at_city", "at_city"]);
    expect(await ledgerFaults()).toEqual([]);
    accepted(await decideOn(world.secondCityOfficer, id, {}, later(11)));
    for (const teacherId of people) expect(await postingsOf(id, teacherId)).toEqual([240, -240, 240]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("it no more after ten minutes", async () => {
    const id = await submitted();
    accepted(await decideOn(world.cityOfficer, id));
    const input = { projectId: id, version: await versionOf(id), note: null };
    const late = new Date(later(10).getTime() + 1);
    expect(await recallProject(world.cityOfficer, input, late)).toMatchObject({
      ok: false,
      violations: [{ code: "recall-too-late" }],
    });
    expect(await postingsOf(id, third)).toEqual([240]);
  });

  test("an approval with somebody struck out: the single refusal stays", async () => {
    const id = await submitted();
    const out = await entryOf(id, third);
    accepted(await decideOn(world.cityOfficer, id, { struck: [out.id], strikeReason: "attended-too-little" }));
    accepted(
      await recallProject(world.cityOfficer, { projectId: id, version: await versionOf(id), note: null }, later(1)),
    );
    expect((await entryOf(id, third)).status).toBe("refused");
    expect((await entryOf(id, world.teacherId)).status).toBe("at_city");
    expect((await readProject(world.cityOfficer, id, NOW)).project).toMatchObject({
      status: "at_city",
      participants: 2,
    });
  });

  test("the county's approval until the city has acted, not after it", async () => {
    const id = await aCommissioned();
    accepted(await decideOn(world.countyOfficer, id));
    accepted(
      await recallProject(world.countyOfficer, { projectId: id, version: await versionOf(id), note: null }, later(90)),
    );
    expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["at_county", "at_county"]);
    accepted(await decideOn(world.countyOfficer, id));
    accepted(await decideOn(world.cityOfficer, id, { action: "return", reason: "papers-unreadable" }));
    expect(
      await recallProject(world.countyOfficer, { projectId: id, version: await versionOf(id), note: null }, NOW),
    ).toMatchObject({
      ok: false,
      violations: [{ code: "recall-not-the-decider" }],
    });
  });
});
