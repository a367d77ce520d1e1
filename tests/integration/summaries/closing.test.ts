import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CloseInput } from "@/features/summaries/close-summary";
import { listUnitSummaries } from "@/features/summaries/list-unit-summaries";
import { openSummary } from "@/features/summaries/open-summary";
import { readSummary } from "@/features/summaries/read-summary";
import { Forbidden, NotFound } from "@/server/errors";
import { aScan, degreeFields, moocFields, NOW } from "../../factories/claims";
import { toldNow, watchInbox } from "../../factories/inbox";
import { all, one, owner } from "../../factories/owner";
import { accepted, decideOn } from "../../factories/projects";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import {
  aClosed,
  acceptMoocs,
  aRegistered,
  aRegisteredDegree,
  aToldSupport,
  closing,
  draftOf,
  roundOf,
  step,
  tickOff,
} from "../../factories/summaries";
import { anOffice } from "../../factories/trainings";
import { anActor, aWorld, type World } from "../../factories/world";

// Attachments 1 to 3: filled from the entries, closed, accepted, supplemented (N3.3, N3.4, N3.7).

let world: World;
beforeAll(watchInbox);
beforeEach(async () => {
  world = await aWorld();
});

const sourceOf = async (actor = world.administrator, source = "mooc") => {
  const rounds = await listUnitSummaries(actor, NOW);
  return rounds.find(({ fromYear }) => fromYear === 2016)?.sources.find((one) => one.source === source);
};

describe("the table before it is closed", () => {
  test("has what is on its way beyond the school or arrived; the rest is what it misses", async () => {
    const listed = [await aMoocAt(world, "at_county"), await aMoocAt(world, "at_city"), await aMoocAt(world, "posted")];
    const waiting = await aDeclaredMooc(world.teacher);
    const back = await aMoocAt(world, "at_county");
    accepted(await decide(world.countyOfficer, back, { action: "return", reason: "scan-unreadable" }));
    const refused = await aMoocAt(world, "at_county");
    accepted(await decide(world.countyOfficer, refused, { action: "refuse", reason: "not-passed" }));
    const draft = await draftOf(world.administrator);
    expect(draft.lines.flatMap(({ row }) => row.entryIds).sort()).toEqual(listed.sort());
    expect(draft.lines.every(({ change, before }) => change === "added" && before === null)).toBe(true);
    expect(draft.missing.map(({ entryId, status, reason }) => [entryId, status, reason]).sort()).toEqual(
      [
        [waiting, "at_school", null],
        [back, "returned", "scan-unreadable"],
      ].sort(),
    );
    expect(draft).toMatchObject({ number: 1, creditsTenths: 720, lastDay: "2020-01-15", against: [] });
    expect(await sourceOf()).toMatchObject({
      rows: 3,
      creditsTenths: 720,
      missing: { atSchool: 1, returned: 1 },
      next: "close",
      late: false,
      tables: [],
    });
  });

  test("has the years of its round alone", async () => {
    const later = new Date("2020-01-10T09:00:00+08:00");
    await aRegistered(world.administrator, world.teacherId, moocFields({ finishedOn: "2020-01-02" }), later);
    expect((await draftOf(world.administrator, "mooc", later)).lines).toEqual([]);
  });

  test("says of a MOOC the hours by which it counts (R7), and masks the ID number", async () => {
    const told = { certificateHours: "", accountHours: "18.5" };
    const fields = moocFields({ courseName: "学习科学导论", ...told });
    await aScan(world.administrator, fields.entryId ?? "", "account_screenshot");
    await aRegistered(world.administrator, world.teacherId, fields);
    const { lines } = await draftOf(world.administrator);
    expect(lines.at(-1)?.row.cells).toEqual({
      unit: world.school.name,
      name: "王建国",
      identity: expect.stringMatching(/^4107\*{10}\d{3}[\dX]$/),
      course: "学习科学导论",
      university: "北京师范大学",
      hours: 185,
      score: 860,
      certificateNumber: expect.any(String),
      realName: "yes",
      credits: 185,
    });
  });

  test("of degrees has its own columns and day", async () => {
    await aRegisteredDegree(world.administrator, world.teacherId, { diplomaNumber: "D 1" });
    const draft = await draftOf(world.administrator, "degree");
    expect(draft.lastDay).toBe("2020-01-10");
    expect(draft.lines[0]?.row).toMatchObject({
      creditsTenths: 3600,
      cells: { formerLevel: "associate", newLevel: "bachelor", graduatedOn: "2018-07-01", diplomaNumber: "D 1" },
    });
  });

  test("is in the order of the names' pinyin, then of the dates", async () => {
    await (await owner()).query("update teachers set pinyin = 'lixiulan' where id = $1", [world.colleagueId]);
    const ids = [
      await aRegistered(world.administrator, world.teacherId, moocFields({ finishedOn: "2019-05-01" })),
      await aRegistered(world.administrator, world.teacherId, moocFields({ finishedOn: "2018-05-01" })),
      await aRegistered(world.administrator, world.colleagueId, moocFields({ finishedOn: "2019-09-01" })),
    ];
    const { lines } = await draftOf(world.administrator);
    expect(lines.map(({ row }) => row.key)).toEqual([ids[2], ids[1], ids[0]]);
  });

  test("is closed by nobody while it is empty", async () => {
    expect(await closing(world.administrator)).toMatchObject({ ok: false, violations: [{ code: "summary-empty" }] });
  });
});

describe("closing", () => {
  test("freezes the list: what happens to an entry afterwards changes nothing in it", async () => {
    const id = await aRegistered(world.administrator, world.teacherId);
    const tableId = await aClosed(world.administrator);
    const before = await readSummary(world.administrator, tableId, NOW);
    await (await owner()).query("update teachers set name = '王建华' where id = $1", [world.teacherId]);
    accepted(await decide(world.countyOfficer, id, { action: "refuse", reason: "not-passed" }));
    const after = await readSummary(world.administrator, tableId, NOW);
    expect(after.lines).toEqual(before.lines);
    expect(after.lines[0]?.row.cells.name).toBe("王建国");
    expect(after.standing).toEqual({ [id]: "refused" });
    expect(after).toMatchObject({
      intact: true,
      head: { status: "reported", version: 1, lines: 1, creditsTenths: 240 },
    });
  });

  test("tells the officers of the superior, and those alone", async () => {
    await aRegistered(world.administrator, world.teacherId);
    await toldNow(world.cityId);
    const tableId = await aClosed(world.administrator);
    const details = { source: "mooc", fromYear: 2016, toYear: 2019, number: 1, unit: world.school.name };
    expect(await toldNow(world.cityId)).toEqual(
      [world.countyOfficer, world.secondCountyOfficer]
        .map(({ name }) => ({
          to: name,
          role: "county",
          kind: "table_reported",
          subjectId: tableId,
          title: world.school.name,
          details,
        }))
        .sort((a, b) => (a.to < b.to ? -1 : 1)),
    );
  });

  test("twice with the same form is one closing", async () => {
    await aRegistered(world.administrator, world.teacherId);
    const id = await aClosed(world.administrator);
    expect(await aClosed(world.administrator)).toBe(id);
    expect(await aClosed(world.secondAdministrator)).toBe(id);
    expect(await one("select count(*)::int as n from summary_events where table_id = $1", [id])).toEqual({ n: 1 });
    expect(await one("select count(*)::int as n from summary_copies where table_id = $1", [id])).toEqual({ n: 1 });
  });

  test("again, with something new, waits until the table is accepted", async () => {
    await aRegistered(world.administrator, world.teacherId);
    await aClosed(world.administrator);
    await aRegistered(world.administrator, world.colleagueId);
    expect(await closing(world.administrator)).toMatchObject({ violations: [{ code: "summary-not-accepted-yet" }] });
    expect(await sourceOf()).toMatchObject({ next: null, rows: 2 });
  });

  test("needs the word that it is true (N5)", async () => {
    const input = { roundId: String(await roundOf(world.administrator)), source: "mooc" };
    expect(CloseInput.safeParse(input).success).toBe(false);
  });

  test("is a city-direct school's towards the city", async () => {
    await aRegistered(world.directAdministrator, world.directTeacherId);
    const id = await aClosed(world.directAdministrator);
    expect((await readSummary(world.cityOfficer, id, NOW)).head).toMatchObject({ countyId: null, countyName: null });
    expect(await openSummary(world.cityOfficer, id, "xlsx", NOW)).toMatchObject({ superiorName: world.bureau.name });
  });
});

describe("returning and accepting", () => {
  let entry: string;
  let tableId: string;
  beforeEach(async () => {
    entry = await aRegistered(world.administrator, world.teacherId);
    tableId = await aClosed(world.administrator);
    await toldNow(world.cityId);
  });

  test("accepting waits until the superior has decided every entry, and of MOOCs until both papers have come", async () => {
    const codes = async () => {
      const answer = await step(world.countyOfficer, tableId, "accept");
      const { against, actions } = await readSummary(world.countyOfficer, tableId, NOW);
      if (answer.ok) return [];
      expect(actions).toContain("accept");
      expect(against).toEqual(answer.violations);
      return answer.violations.map(({ code }) => code);
    };
    expect(await codes()).toEqual(["summary-undecided", "summary-paper-missing", "summary-certificates-missing"]);
    accepted(await decide(world.countyOfficer, entry, CONTENT));
    expect(await codes()).toEqual(["summary-paper-missing", "summary-certificates-missing"]);
    accepted(await step(world.countyOfficer, tableId, "receive_paper", { arrivedOn: "2019-12-19" }));
    expect(await codes()).toEqual(["summary-certificates-missing"]);
    accepted(await step(world.countyOfficer, tableId, "receive_certificates", { arrivedOn: "2019-12-20" }));
    expect(await codes()).toEqual([]);
    expect((await readSummary(world.administrator, tableId, NOW)).head).toMatchObject({
      status: "accepted",
      paperOn: "2019-12-19",
      certificatesOn: "2019-12-20",
    });
    expect(await toldNow(world.cityId)).toMatchObject([
      { to: world.administrator.name, role: "school", kind: "table_accepted", title: world.school.name },
    ]);
  });

  test("an entry that was sent back to its school is not decided", async () => {
    accepted(await decide(world.countyOfficer, entry, { action: "return", reason: "scan-unreadable" }));
    await tickOff(world.countyOfficer, tableId);
    expect(await step(world.countyOfficer, tableId, "accept")).toMatchObject({
      violations: [{ code: "summary-undecided", params: { count: 1 } }],
    });
    expect((await readSummary(world.countyOfficer, tableId, NOW)).undecided).toEqual([
      { entryId: entry, teacherName: "王建国", status: "returned" },
    ]);
  });

  test("a tick is taken away again by leaving the day empty, and is no day to come", async () => {
    await tickOff(world.countyOfficer, tableId);
    expect(await step(world.countyOfficer, tableId, "receive_paper", { arrivedOn: "2019-12-21" })).toMatchObject({
      violations: [{ field: "arrivedOn" }],
    });
    accepted(await step(world.countyOfficer, tableId, "receive_paper", { arrivedOn: "" }));
    const { head, events } = await readSummary(world.countyOfficer, tableId, NOW);
    expect(head).toMatchObject({ paperOn: null, certificatesOn: "2019-12-19", status: "reported" });
    expect(events.map(({ action, arrivedOn, reason }) => [action, arrivedOn, reason])).toEqual([
      ["close", null, null],
      ["receive_paper", "2019-12-19", null],
      ["receive_certificates", "2019-12-19", null],
      ["receive_paper", null, null],
    ]);
  });

  test("returning needs a reason of the list and tells who closed it; closed again it asks for new paper", async () => {
    await tickOff(world.countyOfficer, tableId);
    expect(await step(world.countyOfficer, tableId, "return")).toMatchObject({
      violations: [{ code: "reason-missing" }],
    });
    expect(await step(world.countyOfficer, tableId, "return", { reason: "scan-unreadable" })).toMatchObject({
      violations: [{ code: "reason-not-for-this-action" }],
    });
    expect(await step(world.countyOfficer, tableId, "return", { reason: "table-rows-missing" })).toMatchObject({
      violations: [{ code: "note-missing" }],
    });
    accepted(await step(world.countyOfficer, tableId, "return", { reason: "seal-missing", note: "第2页没有公章" }));
    expect(await toldNow(world.cityId)).toMatchObject([
      { to: world.administrator.name, kind: "table_returned", details: { reason: "seal-missing", number: 1 } },
    ]);
    await aRegistered(world.administrator, world.colleagueId);
    expect(await sourceOf()).toMatchObject({ next: "close-again" });
    expect((await draftOf(world.administrator)).lines.map(({ change }) => change)).toEqual(["added", "added"]);
    expect(await aClosed(world.secondAdministrator)).toBe(tableId);
    const { head, events, lines } = await readSummary(world.countyOfficer, tableId, NOW);
    expect(head).toMatchObject({ number: 1, version: 5, status: "reported", paperOn: null, certificatesOn: null });
    expect(head.closedByName).toBe(world.secondAdministrator.name);
    expect(lines).toHaveLength(2);
    expect(events.at(3)).toMatchObject({ action: "return", reason: "seal-missing", note: "第2页没有公章" });
    expect(await all("select seq from summary_copies where table_id = $1 order by seq", [tableId])).toEqual([
      { seq: 1 },
      { seq: 5 },
    ]);
  });

  test("its unit takes it back until it is accepted", async () => {
    expect((await readSummary(world.administrator, tableId, NOW)).actions).toEqual(["take_back"]);
    accepted(await step(world.secondAdministrator, tableId, "take_back"));
    expect((await readSummary(world.administrator, tableId, NOW)).head.status).toBe("returned");
    await aClosed(world.administrator);
    await acceptMoocs(world.countyOfficer, tableId);
    expect(await step(world.administrator, tableId, "take_back")).toMatchObject({
      violations: [{ code: "not-in-this-state" }],
    });
  });

  test("accepted in error it can be returned, while no supplementary table rests on it", async () => {
    await acceptMoocs(world.countyOfficer, tableId);
    await aRegistered(world.administrator, world.colleagueId);
    const second = await aClosed(world.administrator);
    const words = { reason: "copies-incomplete" };
    expect(await step(world.countyOfficer, tableId, "return", words)).toMatchObject({
      violations: [{ code: "not-in-this-state" }],
    });
    await acceptMoocs(world.countyOfficer, second);
    accepted(await step(world.countyOfficer, second, "return", words));
    expect((await draftOf(world.administrator)).lines.map(({ change }) => change)).toEqual(["added"]);
  });

  test("a table of degrees asks for no paper", async () => {
    const degree = await aRegisteredDegree(world.administrator, world.colleagueId);
    const id = await aClosed(world.administrator, "degree");
    accepted(await decide(world.countyOfficer, degree));
    expect((await readSummary(world.countyOfficer, id, NOW)).actions).toEqual(["return", "accept"]);
    accepted(await step(world.countyOfficer, id, "accept"));
  });
});

describe("a supplementary table", () => {
  test("shows exactly the difference: added, removed, changed rows, and nothing else", async () => {
    const admin = world.administrator;
    const stays = await aRegistered(admin, world.teacherId);
    const goes = await aRegistered(admin, world.teacherId);
    const changes = await aRegistered(admin, world.colleagueId);
    const first = await aClosed(admin);
    await acceptMoocs(world.countyOfficer, first);
    expect(await sourceOf()).toMatchObject({ next: null });
    expect(await closing(admin)).toMatchObject({ violations: [{ code: "summary-unchanged" }] });

    accepted(await decide(world.cityOfficer, goes, { action: "refuse", reason: "not-passed" }));
    await (await owner()).query("update teachers set name = '李秀蘭' where id = $1", [world.colleagueId]);
    const added = await aRegistered(admin, world.colleagueId);
    const draft = await draftOf(admin);
    expect(draft).toMatchObject({ number: 2, creditsTenths: 0 });
    const id = await aClosed(admin);
    const { head, lines } = await readSummary(admin, id, NOW);
    expect(head).toMatchObject({ number: 2, lines: 3, creditsTenths: 0 });
    expect(lines).toEqual(draft.lines);
    const told = lines.map(({ change, row, before }) => [change, row.key, before?.cells.name ?? null]);
    expect(told.sort()).toEqual(
      [
        ["added", added, null],
        ["changed", changes, "李秀兰"],
        ["removed", goes, null],
      ].sort(),
    );
    expect(lines.some(({ row }) => row.key === stays)).toBe(false);
    await acceptMoocs(world.countyOfficer, id);
    expect((await draftOf(admin)).lines).toEqual([]);
    expect(await sourceOf()).toMatchObject({ next: null, tables: [{ number: 1 }, { number: 2 }] });
  });

  test("that only says what is gone can be accepted, though the entry waits to be mended", async () => {
    const goes = await aRegistered(world.administrator, world.teacherId);
    await acceptMoocs(world.countyOfficer, await aClosed(world.administrator));
    accepted(await decide(world.cityOfficer, goes, { action: "return", reason: "scan-unreadable" }));
    const second = await aClosed(world.administrator);
    expect((await readSummary(world.administrator, second, NOW)).head).toMatchObject({ lines: 1, creditsTenths: -240 });
    expect((await readSummary(world.countyOfficer, second, NOW)).undecided).toEqual([]);
    await acceptMoocs(world.countyOfficer, second);
    expect(await draftOf(world.administrator)).toMatchObject({ lines: [], missing: [{ entryId: goes }] });
  });
});

describe("support teaching (N3.4)", () => {
  test("is reported by the personnel office to the city, one row for a time of service", async () => {
    const personnel = await anActor(world.cityId, "host", await anOffice(world.cityId, "personnel"));
    const project = await aToldSupport(personnel, [world.teacherId, "2018-09-01", "2019-07-10"]);
    expect(await listUnitSummaries(personnel, NOW)).toMatchObject([
      { sources: [{ source: "support_teaching", lastDay: null, late: false, rows: 1, creditsTenths: 720 }] },
    ]);
    const id = await aClosed(personnel, "support_teaching");
    const { lines } = await readSummary(world.cityOfficer, id, NOW);
    expect(lines).toHaveLength(1);
    expect(lines[0]?.row).toMatchObject({
      creditsTenths: 720,
      cells: {
        unit: world.school.name,
        kind: "two_districts",
        place: "封丘县",
        school: "封丘县第一中学",
        startsOn: "2018-09-01",
        endsOn: "2019-07-10",
        years: "1",
        credits: 720,
      },
    });
    expect(lines[0]?.row.entryIds).toHaveLength(2);
    expect(await step(world.cityOfficer, id, "accept")).toMatchObject({
      violations: [{ code: "summary-undecided", params: { count: 2 } }],
    });
    accepted(await decideOn(world.cityOfficer, project));
    accepted(await step(world.cityOfficer, id, "accept"));
  });

  test("in Xinjiang is reported by one officer of the city and accepted by another", async () => {
    await aToldSupport(world.cityOfficer, [world.teacherId, "2019-01-02", "2019-12-10"]);
    const id = await aClosed(world.cityOfficer, "support_teaching");
    expect((await readSummary(world.cityOfficer, id, NOW)).actions).toEqual(["take_back"]);
    expect(await step(world.cityOfficer, id, "accept")).toMatchObject({
      violations: [{ code: "decides-own-registration" }],
    });
    expect((await readSummary(world.secondCityOfficer, id, NOW)).actions).toEqual(["take_back", "return", "accept"]);
  });

  test("is reported by no other office", async () => {
    const research = await anActor(world.cityId, "host", await anOffice(world.cityId, "research"));
    expect(await listUnitSummaries(research, NOW)).toMatchObject([{ sources: [] }]);
    await expect(closing(research, "support_teaching")).rejects.toThrow(NotFound);
    await expect(closing(world.administrator, "support_teaching")).rejects.toThrow(NotFound);
    await expect(closing(world.countyOfficer)).rejects.toThrow(Forbidden);
  });
});

test("a degree and a MOOC are reported apart", async () => {
  await aRegistered(world.administrator, world.teacherId);
  await aRegistered(world.administrator, world.teacherId, degreeFields());
  const [mooc, degree] = [await aClosed(world.administrator), await aClosed(world.administrator, "degree")];
  expect(mooc).not.toBe(degree);
  expect((await readSummary(world.administrator, degree, NOW)).lines).toHaveLength(1);
});
