import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { ClaimInput } from "@/features/credits/claim-input";
import { correctEntry } from "@/features/credits/correct-entry";
import { declareSpecialCredit, registerSpecialCredit } from "@/features/credits/register-special-credit";
import { reviewEntry } from "@/features/credits/review-entry";
import type { EvidenceKind } from "@/rules/credit-entry";
import { Conflict, NotFound } from "@/server/errors";
import { aClaim, aScan, degreeFields, moocFields, NOW } from "../../factories/claims";
import { all } from "../../factories/owner";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const CERTIFICATE: EvidenceKind[] = ["certificate"];

/** Declares it and answers what stood against it: each field with its code, rule and clause. */
async function refusals(fields: Record<string, string>, kinds: EvidenceKind[] = CERTIFICATE, now = NOW) {
  const answer = await declareSpecialCredit(world.teacher, await aClaim(world.teacher, fields, kinds), now);
  return answer.ok
    ? []
    : answer.violations.map(({ field, code, rule, clause }) => `${field} ${code} ${rule} ${clause}`);
}

describe("what the form alone can tell is said at its field", () => {
  test.each([
    ["a missing course", { courseName: " " }, "courseName", "required"],
    ["a course of 121 characters", { courseName: "课".repeat(121) }, "courseName", "too-long"],
    ["a NUL in a name", { courseName: "a\u0000b" }, "courseName", "bad-characters"],
    ["a lone surrogate", { university: "\ud800" }, "university", "bad-characters"],
    ["30 February", { finishedOn: "2019-02-30" }, "finishedOn", "not-a-date"],
    ["a date in words", { finishedOn: "去年" }, "finishedOn", "not-a-date"],
    ["hours of 13.55", { certificateHours: "13.55" }, "certificateHours", "too-precise"],
    ["negative hours", { certificateHours: "-3" }, "certificateHours", "not-a-number"],
    ["hours in words", { certificateHours: "二十四" }, "certificateHours", "not-a-number"],
    ["a score that is no number", { score: "A" }, "score", "not-a-number"],
    ["no choice of platform", { platform: "" }, "platform", "not-a-choice"],
    ["an invented choice", { realName: "maybe" }, "realName", "not-a-choice"],
    ["no statement of truth", { truthful: "" }, "truthful", "required"],
    ["an id that is none", { entryId: "1" }, "entryId", "required"],
  ])("%s", (_, change, field, code) => {
    const parsed = ClaimInput.safeParse(moocFields(change));
    expect(parsed.success).toBe(false);
    expect(parsed.error?.issues.map((issue) => [issue.path[0], issue.message])).toContainEqual([field, code]);
  });

  test("characters outside the first plane, minority names and full-width digits are taken", () => {
    const parsed = ClaimInput.parse(moocFields({ courseName: "𠮷林的民俗·买买提", certificateHours: "２４．５" }));
    expect(parsed).toMatchObject({ courseName: "𠮷林的民俗·买买提", certificateHours: 245 });
  });
});

describe("what the rules say is said at its field, with the clause", () => {
  test.each<[string, Record<string, string>, string]>([
    ["another platform", { platform: "other" }, "platform mooc-platform-not-accepted R7 N3.7"],
    ["a score of 59.9", { score: "59.9" }, "score score-below-pass R7 N3.7"],
    ["a score of 100.1", { score: "100.1" }, "score score-out-of-range R7 S"],
    ["0 hours", { certificateHours: "0" }, "certificateHours hours-not-positive R7 N3.7"],
    ["10,000 hours", { certificateHours: "10000" }, "certificateHours hours-too-many R7 S"],
    ["finished before the cycle", { finishedOn: "2015-12-31" }, "finishedOn outside-cycle R7 N3.7"],
    ["finished tomorrow", { finishedOn: "2019-12-21" }, "finishedOn ended-in-future R15 S"],
    [
      "a certificate without its number",
      { certificateNumber: "" },
      "certificateNumber certificate-number-missing R7 N3.7",
    ],
    ["no hours anywhere", { certificateHours: "" }, "accountHours account-hours-missing R7 N3.7"],
    ["no certificate and no hours of the course", { hasCertificate: "no" }, "courseHours course-hours-missing R7 N3.7"],
    [
      "not the real name, and no certificate",
      { realName: "no", hasCertificate: "no", courseHours: "20" },
      "hasCertificate certificate-required-without-real-name R8 N3.7",
    ],
  ])("MOOC: %s", async (_, change, expected) => {
    expect(await refusals(moocFields(change))).toContain(expected);
  });

  test("MOOC: not under the real name in 2020 is refused, on the last day of 2019 it is not", async () => {
    const in2020 = new Date("2020-01-10T10:00:00+08:00");
    const kinds: EvidenceKind[] = ["certificate", "completion_screenshot"];
    const fields = { realName: "no", finishedOn: "2020-01-01" };
    expect(await refusals(moocFields(fields), kinds, in2020)).toContain("realName real-name-required R8 N3.7");
    expect(await refusals(moocFields({ realName: "no", finishedOn: "2019-12-31" }), kinds, in2020)).toEqual([]);
  });

  test("MOOC: each case needs its scans, and says which", async () => {
    expect(await refusals(moocFields(), [])).toEqual(["certificate evidence-missing R7 N3.7"]);
    const fromAccount = moocFields({ certificateHours: "", accountHours: "20" });
    expect(await refusals(fromAccount)).toEqual(["account_screenshot evidence-missing R7 N3.7"]);
    const fromCourse = moocFields({ hasCertificate: "no", courseHours: "20" });
    expect(await refusals(fromCourse)).toEqual(["completion_screenshot evidence-missing R7 N3.7"]);
  });

  test("the same MOOC in the same term a second time, the same certificate a second time", async () => {
    const fields = moocFields();
    expect(await refusals(fields)).toEqual([]);
    const again = { ...fields, entryId: randomUUID(), certificateNumber: "another" };
    expect(await refusals(again)).toEqual(["courseName same-training-twice R16 S"]);
    const other = moocFields({ certificateNumber: ` ${fields.certificateNumber?.toLowerCase()} ` });
    expect(await refusals(other)).toEqual(["certificateNumber same-certificate-twice R16 S"]);
  });

  test.each<[string, Record<string, string>, string]>([
    ["graduated before the cycle", { graduatedOn: "2015-07-01" }, "graduatedOn outside-cycle R5 N3.3"],
    ["graduated before hiring", { graduatedOn: "2009-07-01" }, "graduatedOn ended-before-hiring R4 S"],
    ["no higher level", { newLevel: "associate" }, "newLevel degree-not-above-former R5 N3.3"],
  ])("degree: %s", async (_, change, expected) => {
    expect(await refusals(degreeFields(change), ["diploma"])).toContain(expected);
  });

  test("degree: without the diploma, and a second one in the cycle", async () => {
    expect(await refusals(degreeFields(), [])).toEqual(["diploma evidence-missing R5 N3.3"]);
    expect(await refusals(degreeFields(), ["diploma"])).toEqual([]);
    expect(await refusals(degreeFields({ newLevel: "master" }), ["diploma"])).toEqual(["null second-degree R5 S"]);
  });

  test("a teacher without a certificate, and one who has left", async () => {
    const bare = await aTeacher(world.cityId, world.school, { certificateNumber: null });
    const gone = await aTeacher(world.cityId, world.school, { leftOn: "2019-08-31" });
    for (const [teacherId, code] of [
      [bare, "no-teacher-certificate"],
      [gone, "not-on-post"],
    ] as const) {
      const input = await aClaim(world.administrator);
      const answer = await registerSpecialCredit(world.administrator, { ...input, teacherId }, NOW);
      expect(answer).toMatchObject({ ok: false, violations: [{ code, rule: "R0", clause: "N1" }] });
    }
  });
});

describe("deadlines of round 1 (R17), Asia/Shanghai whatever the server's zone", () => {
  test.each([
    ["2020-01-15T23:59:58+08:00", true],
    ["2020-01-16T00:00:01+08:00", false],
  ])("a MOOC of 2019 declared at %s: in time %s", async (at, inTime) => {
    const answer = await refusals(moocFields(), CERTIFICATE, new Date(at));
    expect(answer).toEqual(inTime ? [] : ["null deadline-passed R17 N3.7"]);
  });

  test.each([
    ["2020-01-10T23:59:58+08:00", true],
    ["2020-01-11T00:00:01+08:00", false],
  ])("a degree registered at %s: in time %s", async (at, inTime) => {
    const input = await aClaim(world.administrator, degreeFields(), ["diploma"]);
    const teacherId = await aTeacher(world.cityId, world.school);
    const answer = await registerSpecialCredit(world.administrator, { ...input, teacherId }, new Date(at));
    expect(answer.ok).toBe(inTime);
    if (!answer.ok) expect(answer.violations).toMatchObject([{ code: "deadline-passed", clause: "N3.3" }]);
  });

  test("after it the school's first review stops, the superior's steps go on", async () => {
    const late = new Date("2020-01-16T09:00:00+08:00");
    const atSchool = await aDeclaredMooc(world.teacher);
    expect(await decide(world.administrator, atSchool, {}, late)).toMatchObject({
      violations: [{ code: "deadline-passed" }],
    });
    const atCounty = await aMoocAt(world, "at_county");
    expect((await decide(world.countyOfficer, atCounty, CONTENT, late)).ok).toBe(true);
  });
});

describe("what somebody else's id, a stale form or a forged field can do: nothing", () => {
  test("a school registers nobody of another school", async () => {
    const input = await aClaim(world.administrator);
    await expect(
      registerSpecialCredit(world.administrator, { ...input, teacherId: world.strangerId }, NOW),
    ).rejects.toThrow(NotFound);
  });

  test("the id of somebody else's entry is refused, and theirs is as it was", async () => {
    const id = await aDeclaredMooc(world.colleague);
    const input = ClaimInput.parse(moocFields({ entryId: id }));
    expect(await declareSpecialCredit(world.teacher, input, NOW)).toMatchObject({ ok: false });
    expect((await reviewEntry(world.colleague, id, NOW)).entry.version).toBe(1);
  });

  test("fields that the form doesn't have change nothing", async () => {
    const fields = moocFields({
      creditsTenths: "99999",
      status: "posted",
      schoolId: "1",
      teacherId: String(world.colleagueId),
    });
    await declareSpecialCredit(world.teacher, await aClaim(world.teacher, fields), NOW);
    const rows = await all("select credits_tenths, status, teacher_id from credit_entries where id = $1", [
      fields.entryId,
    ]);
    expect(rows).toEqual([{ credits_tenths: 240, status: "at_school", teacher_id: world.teacherId }]);
  });

  test("a step on an entry that has moved on tells what happened", async () => {
    const id = await aMoocAt(world, "at_county");
    const stale = correctEntry(
      world.teacher,
      { ...(await aClaim(world.teacher, moocFields(), [])), entryId: id, version: 1 },
      NOW,
    );
    await expect(stale).rejects.toThrow(Conflict);
  });

  test("an approval without its ticks, a return without a reason, a final reason for a return", async () => {
    const id = await aMoocAt(world, "at_county");
    const codes = async (fields: Record<string, string>) => {
      const answer = await decide(world.countyOfficer, id, fields);
      return answer.ok ? [] : answer.violations.map(({ field, code }) => `${field} ${code}`);
    };
    expect(await codes({})).toEqual(["contentConfirmed confirmation-missing"]);
    expect(await codes({ action: "return" })).toEqual(["reason reason-missing"]);
    expect(await codes({ action: "return", reason: "falsified" })).toEqual(["reason reason-not-for-this-action"]);
    expect(await codes({ action: "refuse", reason: "other-final" })).toEqual(["note note-missing"]);
  });

  test("nobody reviews what they registered or what credits them; an administrator's own claim goes to another", async () => {
    const own = await aTeacher(world.cityId, world.school);
    const asTeacher = await anActor(world.cityId, "teacher", world.school, { teacherId: own });
    const asStaff = await anActor(world.cityId, "school", world.school, { teacherId: own });
    const id = await aDeclaredMooc(asTeacher);
    expect(await decide(asStaff, id)).toMatchObject({ violations: [{ code: "decides-own-credit" }] });
    const input = await aClaim(asStaff);
    expect(await registerSpecialCredit(asStaff, { ...input, teacherId: own }, NOW)).toMatchObject({
      violations: [{ code: "registers-own-credit-as-staff" }],
    });
    expect((await decide(world.administrator, id)).ok).toBe(true);
  });

  test("the sole administrator's own claim skips the school, marked", async () => {
    const own = await aTeacher(world.cityId, world.otherSchool);
    const asTeacher = await anActor(world.cityId, "teacher", world.otherSchool, { teacherId: own });
    await all("update accounts set teacher_id = $1 where id = $2 returning id", [
      own,
      world.otherAdministrator.accountId,
    ]);
    const id = await aDeclaredMooc(asTeacher);
    const { entry } = await reviewEntry(asTeacher, id, NOW);
    expect(entry).toMatchObject({ status: "at_county", route: ["county", "city"], unreviewedBySchool: true });
  });

  test("the same file brought by two people is flagged and stops at the county until it is explained", async () => {
    const [first, second] = [moocFields(), moocFields()];
    const bytes = Buffer.alloc(32, 7);
    await aScan(world.teacher, first.entryId ?? "", "certificate", bytes);
    await aScan(world.colleague, second.entryId ?? "", "certificate", bytes);
    await declareSpecialCredit(world.teacher, ClaimInput.parse(first), NOW);
    await declareSpecialCredit(world.colleague, ClaimInput.parse(second), NOW);
    const id = first.entryId ?? "";
    expect((await reviewEntry(world.administrator, id, NOW)).sharedWith).toMatchObject([
      { teacherName: "李秀兰", file: true },
    ]);
    await decide(world.administrator, id);
    expect(await decide(world.countyOfficer, id, CONTENT)).toMatchObject({ violations: [{ code: "duplicate-file" }] });
  });
});
