import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { mergeSchool } from "@/features/organisations/merge-school";
import { MergeInput } from "@/features/organisations/organisation-input";
import { answerTransfer } from "@/features/people/answer-transfer";
import { askTransfer, TransferInput } from "@/features/people/ask-transfer";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { NotFound, SessionEnded } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { ledgerFaults } from "../../factories/ledger";
import { one } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { settled } from "../../factories/settled";
import { wrongBalances } from "../../factories/teachers";
import { anActor, aTeacher, aWorld, type Place, type World } from "../../factories/world";

describe("people move while others work", () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });

  test("a transfer that is accepted while its school is merged into the receiving one: both see each other, nothing fails raw", async () => {
    for (let round = 0; round < 12; round += 1) {
      const from = await place(world, world.school.countyId);
      const teacherId = await aTeacher(world.cityId, from);
      const asker = await anActor(world.cityId, "school", from);
      const transferId = randomUUID();
      accepted(
        await askTransfer(
          asker,
          TransferInput.parse({ transferId, teacherId, toSchool: world.school.id, leavingDay: "2019-12-18" }),
          NOW,
        ),
      );
      const outcomes = await Promise.allSettled([
        answerTransfer(world.administrator, { transferId, answer: "accept", note: null }, NOW),
        mergeSchool(world.countyOfficer, merging(from, world.school), NOW),
      ]);
      expect(outcomes.map((one) => (one.status === "rejected" ? String(one.reason) : one.status))).toEqual([
        "fulfilled",
        "fulfilled",
      ]);
      expect(await wrongBalances(world.cityId)).toEqual([]);
    }
  });

  test("somebody leaves, or is offered to another school, while the school is merged: whoever comes second is told", async () => {
    for (let round = 0; round < 8; round += 1) {
      const from = await place(world, world.school.countyId);
      const leaver = await aTeacher(world.cityId, from);
      const offered = await aTeacher(world.cityId, from);
      const administrator = await anActor(world.cityId, "school", from);
      const transfer = { transferId: randomUUID(), teacherId: offered, toSchool: world.school.id };
      const outcomes = await Promise.allSettled([
        endEmployment(administrator, EndInput.parse({ teacherId: leaver, how: "left", leavingDay: "2019-12-18" }), NOW),
        askTransfer(administrator, TransferInput.parse({ ...transfer, leavingDay: "2019-12-18" }), NOW),
        mergeSchool(world.countyOfficer, merging(from, world.school), NOW),
      ]);
      const raw = outcomes.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
      expect(raw.filter((reason) => !(reason instanceof NotFound || reason instanceof SessionEnded))).toEqual([]);
      expect(outcomes[2]).toMatchObject({ status: "fulfilled", value: { ok: true } });
      expect(await wrongBalances(world.cityId)).toEqual([]);
    }
  });

  test("credits of many are posted while their school is merged", async () => {
    const from = await place(world, world.school.countyId);
    const teachers: number[] = [];
    for (let n = 0; n < 30; n += 1) teachers.push(await aTeacher(world.cityId, from));
    const post = async () => {
      for (const teacherId of [...teachers].reverse())
        await settled(world, teacherId, from, [{ source: "commissioned", endedOn: "2019-03-01", tenths: 30 }]);
    };
    const outcomes = await Promise.allSettled([
      post(),
      mergeSchool(world.countyOfficer, merging(from, world.school), NOW),
    ]);
    expect(outcomes.map((one) => (one.status === "rejected" ? String(one.reason) : one.status))).toEqual([
      "fulfilled",
      "fulfilled",
    ]);
    expect(await ledgerFaults()).toEqual([]);
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });
});

const merging = (from: Place, into: Place) =>
  MergeInput.parse({ placeId: from.id, into: into.id, day: "2019-12-19", why: "布局调整", sure: "on" });

let codes = 1000;
function place(world: World, countyId: number | null): Promise<Place> {
  codes += 1;
  return one<Place>(
    `insert into organisations (city_id, kind, code, name, stage, is_private, county_id)
     values ($1, 'school', $2, $3, 'senior', false, $4) returning id, name, county_id as "countyId"`,
    [world.cityId, `885${String(process.pid % 1000).padStart(3, "0")}${codes}`, `学校${codes}`, countyId],
  );
}
