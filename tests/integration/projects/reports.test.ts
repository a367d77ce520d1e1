import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { listQueue } from "@/features/credits/list-queue";
import { readBalance } from "@/features/credits/read-balance";
import { listEvidence } from "@/features/credits/read-evidence";
import { AnswerInput, answerReport } from "@/features/projects/answer-report";
import { countOpenReports, listOwnReports, listReports, ReportQuery } from "@/features/projects/list-reports";
import { listTrainings } from "@/features/projects/list-trainings";
import { readReport } from "@/features/projects/read-report";
import { listReportHosts } from "@/features/projects/report-hosts";
import { findProject, searchProjects } from "@/features/projects/search-projects";
import { ReportInput, sendReport } from "@/features/projects/send-report";
import { allowed, type Verb } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { aScan, NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { anOffice, aTraining } from "../../factories/trainings";
import { anActor, aTeacher, aWorld, type Place, type World } from "../../factories/world";

let world: World;
let research: Place;
let host: Actor;
let otherHost: Actor;
let countyResearch: Place;

beforeAll(async () => {
  world = await aWorld();
  research = await anOffice(world.cityId, "research");
  host = await anActor(world.cityId, "host", research);
  otherHost = await anActor(world.cityId, "host", await anOffice(world.cityId, "technology"));
  countyResearch = await anOffice(world.cityId, "research", world.county.id);
});

const found = (projectId: string, more: Record<string, string> = {}) =>
  ReportInput.parse({ about: "project", reportId: randomUUID(), projectId, role: "attended", truthful: "on", ...more });

const described = (hostId: number, more: Record<string, string> = {}) =>
  ReportInput.parse({
    about: "described",
    reportId: randomUUID(),
    hostId: String(hostId),
    title: "新课标研讨会",
    endedOn: "2019-05-10",
    attendedHours: "16",
    role: "attended",
    truthful: "on",
    ...more,
  });

const answer = (reportId: string, action: "add" | "decline", more: Record<string, string> = {}) =>
  AnswerInput.parse({ reportId, action, ...more });

async function aReport(projectId?: string, teacher = world.teacher): Promise<string> {
  const sent = await sendReport(teacher, found(projectId ?? (await aTraining(world, research))), NOW);
  if (!sent.ok) throw new Error(JSON.stringify(sent.violations));
  return sent.value;
}

const OPEN = ReportQuery.parse({});
const codes = (result: Awaited<ReturnType<typeof sendReport>>) =>
  result.ok ? [] : result.violations.map((violation) => violation.code);

describe("searching", () => {
  test("what was brought to the reviewers is found by words of its title and host; drafts and half years of support are not", async () => {
    const title = `命题研讨${randomUUID().slice(0, 6)}`;
    const posted = await aTraining(world, research, { title });
    const onItsWay = await aTraining(world, research, {
      title,
      status: "at_city",
      startsOn: "2018-07-01",
      endsOn: "2018-07-03",
    });
    await aTraining(world, research, { title, status: "draft", startsOn: "2017-07-01", endsOn: "2017-07-03" });
    await aTraining(world, world.bureau, { title, kind: "support_teaching" });
    await aTraining(world, world.school, { title, kind: "commissioned", status: "draft" });
    for (const words of [title, `${title} research`]) {
      const ids = (await searchProjects(world.teacher, words)).map((project) => project.id);
      expect(ids).toEqual([posted, onItsWay]);
    }
    expect(await searchProjects(world.teacher, `${title} technology`)).toEqual([]);
    expect(await searchProjects(world.teacher, " ")).toEqual([]);
  });

  test("signs that SQL knows are looked for as they stand", async () => {
    const id = await aTraining(world, research, { title: `满意度100%_回访\\${randomUUID().slice(0, 6)}` });
    expect((await searchProjects(world.teacher, "100%_回访\\")).map((project) => project.id)).toEqual([id]);
    expect(await searchProjects(world.teacher, "1_0%访")).toEqual([]);
  });

  test("those of the own county and of the city come first, twenty at most", async () => {
    const mine = await aWorld();
    for (let n = 0; n < 21; n += 1)
      await aTraining(mine, mine.otherCounty, {
        kind: "county",
        title: `县培${n}`,
        startsOn: "2019-08-01",
        endsOn: "2019-08-05",
      });
    const own = await aTraining(mine, { ...mine.county, countyId: mine.county.id }, { kind: "county", title: "县培" });
    await (await owner()).query("update projects set county_id = host_id where city_id = $1", [mine.cityId]);
    const ids = (await searchProjects(mine.teacher, "县培")).map((project) => project.id);
    expect(ids).toHaveLength(20);
    expect(ids[0]).toBe(own);
  });
});

describe("sending", () => {
  test("the same form sent twice at once is one report, which both see until it is answered", async () => {
    const input = found(await aTraining(world, research));
    const sent = await Promise.all([1, 2, 3].map(() => sendReport(world.teacher, input, NOW)));
    for (const one of sent) expect(one).toEqual({ ok: true, value: input.reportId });
    const own = (await listOwnReports(world.teacher)).filter((report) => report.id === input.reportId);
    expect(own).toMatchObject([{ status: "open", hoursTenths: 240, hostName: research.name, endedOn: "2019-07-05" }]);
    const before = await listReports(host, OPEN);
    expect(before.reports.map((report) => report.id)).toContain(input.reportId);
    expect(await countOpenReports(host)).toBe(before.open);
    await answerReport(host, answer(input.reportId, "decline", { reason: "did-not-attend" }), NOW);
    expect((await listReports(host, OPEN)).reports.map((report) => report.id)).not.toContain(input.reportId);
    expect((await listReports(host, ReportQuery.parse({ show: "answered" }))).reports[0]?.id).toBe(input.reportId);
    expect(await readReport(world.teacher, input.reportId)).toMatchObject({
      report: { status: "declined", reason: "did-not-attend" },
      answeredByName: host.name,
    });
  });

  test("another report of a training that waits for its answer is refused; after the answer it may be sent again", async () => {
    const project = await aTraining(world, research);
    const first = await aReport(project);
    expect(codes(await sendReport(world.teacher, found(project), NOW))).toEqual(["report-open-already"]);
    expect((await findProject(world.teacher, project)).reportId).toBe(first);
    await answerReport(host, answer(first, "decline", { reason: "did-not-attend" }), NOW);
    expect((await sendReport(world.teacher, found(project), NOW)).ok).toBe(true);
  });

  test("what is credited or under way in the same role is not missing; who taught in it, too, may say so", async () => {
    const project = await aTraining(world, research, { lecturerHoursTenths: 300 });
    await answerReport(host, answer(await aReport(project), "add"), NOW);
    expect(codes(await sendReport(world.teacher, found(project), NOW))).toEqual(["has-this-training"]);
    expect((await sendReport(world.teacher, found(project, { role: "taught" }), NOW)).ok).toBe(true);
  });

  test("what could never be credited is refused at once", async () => {
    const soon = await aTraining(world, research, { startsOn: "2019-12-20", endsOn: "2019-12-21" });
    expect(codes(await sendReport(world.teacher, found(soon), NOW))).toEqual(["ended-in-future"]);
    const early = described(research.id, { endedOn: "2015-06-30" });
    await aScan(world.teacher, early.reportId, "attendance_proof");
    expect(codes(await sendReport(world.teacher, early, NOW))).toEqual(["outside-cycle"]);
    const project = await aTraining(world, research);
    expect(codes(await sendReport(world.teacher, found(project, { role: "taught" }), NOW))).toEqual([
      "lecturer-hours-not-set",
    ]);
    const late = await aTeacher(world.cityId, world.school, { name: "迟到", hiredOn: "2019-09-01" });
    const newcomer = await anActor(world.cityId, "teacher", world.school, { teacherId: late });
    expect(codes(await sendReport(newcomer, found(project), NOW))).toEqual(["not-on-duty-then"]);
  });

  test("a described training needs a proof, and a host that the teacher can mean", async () => {
    const input = described(research.id);
    expect(codes(await sendReport(world.teacher, input, NOW))).toEqual(["evidence-missing"]);
    await aScan(world.teacher, input.reportId, "attendance_proof");
    expect((await sendReport(world.teacher, input, NOW)).ok).toBe(true);
    expect((await listEvidence(host, input.reportId)).map((file) => file.kind)).toEqual(["attendance_proof"]);
    expect(await listEvidence(otherHost, input.reportId)).toEqual([]);
    for (const place of [world.otherCounty, world.otherSchool])
      expect(codes(await sendReport(world.teacher, described(place.id), NOW))).toEqual(["not-a-choice"]);
    const names = (await listReportHosts(world.teacher)).map((place) => place.name);
    expect(names.slice(0, 2)).toEqual([world.bureau.name, world.county.name]);
    expect(names).toEqual(expect.arrayContaining([world.school.name, research.name, countyResearch.name]));
    expect((await listReportHosts(world.stranger)).map((place) => place.name)).not.toContain(countyResearch.name);
  });

  test.each(["national", "provincial"] as const)("a %s training's report goes to the city", async (kind) => {
    const report = await aReport(await aTraining(world, world.bureau, { kind }));
    expect((await listReports(world.cityOfficer, OPEN)).reports.map((one) => one.id)).toContain(report);
    expect(await one("select host_id from missing_reports where id = $1", [report])).toEqual({
      host_id: world.bureau.id,
    });
  });

  test("an id under which somebody else brought something is no key to it", async () => {
    const input = described(research.id);
    await aScan(world.colleague, input.reportId, "attendance_proof");
    expect(codes(await sendReport(world.teacher, input, NOW))).toEqual(["not-in-this-state"]);
    const project = await aTraining(world, research);
    const theirs = await aReport(project, world.colleague);
    expect(codes(await sendReport(world.teacher, found(project, { reportId: theirs }), NOW))).toEqual([
      "not-in-this-state",
    ]);
  });
});

describe("answering", () => {
  test("adding opens one entry on its way, and posts nothing; the proof goes along to whoever decides", async () => {
    const project = await aTraining(world, research, { title: "课堂观察研修" });
    const input = found(project);
    await aScan(world.teacher, input.reportId, "attendance_proof");
    await sendReport(world.teacher, input, NOW);
    expect((await readReport(host, input.reportId)).verdict).toMatchObject({ violations: [], creditsTenths: 240 });
    expect(
      await answerReport(host, answer(input.reportId, "add", { hours: "20", answer: "签到表漏了一页" }), NOW),
    ).toEqual({
      ok: true,
      value: input.reportId,
    });
    const entries = await all("select * from credit_entries where project_id = $1", [project]);
    expect(entries).toMatchObject([
      {
        teacher_id: world.teacherId,
        school_id: world.school.id,
        status: "at_city",
        route: "{city}",
        holder_id: world.bureau.id,
        credits_tenths: 200,
        source: "project",
        with_roster: false,
        host_id: research.id,
        participant_role: "attended",
      },
    ]);
    const { report } = await readReport(world.teacher, input.reportId);
    expect(report).toMatchObject({ status: "added", answer: "签到表漏了一页", entryId: input.reportId });
    expect(await all("select 1 from ledger_postings where entry_id = $1", [input.reportId])).toEqual([]);
    expect((await listEvidence(world.cityOfficer, input.reportId)).length).toBe(1);
    const { open } = await readBalance(world.teacher, world.teacherId, "newest", NOW);
    expect(open.map((line) => line.title)).toContain("课堂观察研修");
    expect((await listQueue(world.cityOfficer, {}, NOW)).items.map((item) => item.id)).toContain(input.reportId);
    expect(await listTrainings(world.teacher)).toContainEqual(
      expect.objectContaining({
        entryId: input.reportId,
        hostName: research.name,
        status: "at_city",
        role: "attended",
      }),
    );
  });

  test("what a school commissioned goes through its county first", async () => {
    const project = await aTraining(world, world.school, { kind: "commissioned" });
    const report = await aReport(project);
    expect((await answerReport(world.administrator, answer(report, "add"), NOW)).ok).toBe(true);
    expect(await one("select status, holder_id from credit_entries where id = $1", [report])).toEqual({
      status: "at_county",
      holder_id: world.county.id,
    });
  });

  test("a described one is added to a posted training of the host's own, and to no other", async () => {
    const input = described(research.id);
    await aScan(world.teacher, input.reportId, "attendance_proof");
    await sendReport(world.teacher, input, NOW);
    const [own, onItsWay, foreign] = [
      await aTraining(world, research, { endsOn: "2019-07-01", startsOn: "2019-07-01" }),
      await aTraining(world, research, { status: "at_city" }),
      await aTraining(world, world.bureau),
    ];
    const choices = (await readReport(host, input.reportId)).choices.map((project) => project.id);
    expect(choices).toContain(own);
    expect(choices).not.toContain(onItsWay);
    expect(codes(await answerReport(host, answer(input.reportId, "add"), NOW))).toEqual(["required"]);
    expect(codes(await answerReport(host, answer(input.reportId, "add", { projectId: onItsWay }), NOW))).toEqual([
      "not-in-this-state",
    ]);
    await expect(answerReport(host, answer(input.reportId, "add", { projectId: foreign }), NOW)).rejects.toThrow(
      NotFound,
    );
    expect((await answerReport(host, answer(input.reportId, "add", { projectId: own }), NOW)).ok).toBe(true);
  });

  test("the city, which sees every host's trainings, adds to its own alone", async () => {
    const input = described(world.bureau.id);
    await aScan(world.teacher, input.reportId, "attendance_proof");
    await sendReport(world.teacher, input, NOW);
    const foreign = answer(input.reportId, "add", { projectId: await aTraining(world, research) });
    expect(codes(await answerReport(world.cityOfficer, foreign, NOW))).toEqual(["not-the-host"]);
    const noHours = await aTraining(world, world.bureau, { kind: "support_teaching" });
    expect(
      codes(await answerReport(world.cityOfficer, answer(input.reportId, "add", { projectId: noHours }), NOW)),
    ).toEqual(["not-a-choice"]);
  });

  test("it is judged as a row of the roster is: hours above the training's, who was registered meanwhile, a closed project", async () => {
    const project = await aTraining(world, research);
    const report = await aReport(project, world.colleague);
    expect(codes(await answerReport(host, answer(report, "add", { hours: "25" }), NOW))).toEqual([
      "hours-above-project",
    ]);
    await (await owner()).query("update teachers set certificate_number = null where id = $1", [world.colleagueId]);
    expect(codes(await answerReport(host, answer(report, "add"), NOW))).toEqual(["no-teacher-certificate"]);
    await (await owner()).query("update teachers set certificate_number = '20104107000000002' where id = $1", [
      world.colleagueId,
    ]);
    const input = described(research.id);
    await aScan(world.colleague, input.reportId, "attendance_proof");
    await sendReport(world.colleague, input, NOW);
    await answerReport(host, answer(input.reportId, "add", { projectId: project }), NOW);
    expect((await readReport(host, report)).verdict?.violations[0]?.code).toBe("has-this-training");
    expect(codes(await answerReport(host, answer(report, "add"), NOW))).toEqual(["has-this-training"]);
    const closed = await aReport(await aTraining(world, research, { status: "closed" }), world.colleague);
    expect(codes(await answerReport(host, answer(closed, "add"), NOW))).toEqual(["project-closed"]);
  });

  test("declining needs a reason of the list, and words where the list can't say it", async () => {
    const report = await aReport();
    expect(codes(await answerReport(host, answer(report, "decline"), NOW))).toEqual(["reason-missing"]);
    expect(codes(await answerReport(host, answer(report, "decline", { reason: "not-passed" }), NOW))).toEqual([
      "reason-not-for-this-action",
    ]);
    expect(await answerReport(host, answer(report, "decline", { reason: "not-hosted-by-us" }), NOW)).toMatchObject({
      violations: [{ code: "note-missing", field: "answer" }],
    });
    const given = { reason: "not-hosted-by-us", answer: "由电教馆主办" };
    expect((await answerReport(host, answer(report, "decline", given), NOW)).ok).toBe(true);
    expect(await all("select 1 from credit_entries where id = $1", [report])).toEqual([]);
  });

  test("two officers answer at once: one does, the other is told", async () => {
    const report = await aReport();
    const second = await anActor(world.cityId, "host", research);
    const answers = await Promise.all([
      answerReport(host, answer(report, "add"), NOW),
      answerReport(second, answer(report, "decline", { reason: "did-not-attend" }), NOW),
    ]);
    expect(answers.filter((one) => one.ok)).toHaveLength(1);
    expect(answers.flatMap((one) => codes(one))).toEqual(["report-answered-already"]);
  });

  test("nobody answers their own report", async () => {
    const project = await aTraining(world, world.school, { kind: "commissioned" });
    const both = await anActor(world.cityId, "school", world.school, { teacherId: world.teacherId });
    const report = await aReport(project);
    expect((await readReport(both, report)).mayAnswer).toBe(false);
    expect(codes(await answerReport(both, answer(report, "add"), NOW))).toEqual(["decides-own-credit"]);
    expect((await readReport(world.administrator, report)).mayAnswer).toBe(true);
  });

  test("who moved away since is known to the host of then, and credited at the present school", async () => {
    const mover = await aWorld();
    const project = await aTraining(mover, mover.county, { kind: "county" });
    await (await owner()).query("update teachers set school_id = $1, county_id = $2 where id = $3", [
      mover.otherSchool.id,
      mover.otherCounty.id,
      mover.teacherId,
    ]);
    await (await owner()).query("update employments set school_id = $1, county_id = $2 where teacher_id = $3", [
      mover.otherSchool.id,
      mover.otherCounty.id,
      mover.teacherId,
    ]);
    const report = await aReport(project, mover.teacher);
    expect((await readReport(mover.countyOfficer, report)).teacherName).toBe("王建国");
    expect((await answerReport(mover.countyOfficer, answer(report, "add"), NOW)).ok).toBe(true);
    expect(await one("select school_id from credit_entries where id = $1", [report])).toEqual({
      school_id: mover.otherSchool.id,
    });
    // What a school runs is decided by the county that decided on its roster.
    const schools = await aReport(await aTraining(mover, mover.school, { kind: "commissioned" }), mover.teacher);
    expect((await answerReport(mover.administrator, answer(schools, "add"), NOW)).ok).toBe(true);
    expect(await one("select school_id, county_id, holder_id from credit_entries where id = $1", [schools])).toEqual({
      school_id: mover.school.id,
      county_id: mover.county.id,
      holder_id: mover.county.id,
    });
  });
});

describe("walls", () => {
  const NOBODYS = randomUUID();
  test.each<[Verb, string, (actor: Actor) => Promise<unknown>]>([
    ["project:search", "searchProjects", (actor) => searchProjects(actor, "培训")],
    ["project:search", "findProject", (actor) => findProject(actor, NOBODYS)],
    ["report:send", "listReportHosts", (actor) => listReportHosts(actor)],
    ["report:send", "sendReport", (actor) => sendReport(actor, found(NOBODYS), NOW)],
    ["report:send", "listOwnReports", (actor) => listOwnReports(actor)],
    ["report:answer", "listReports", (actor) => listReports(actor, OPEN)],
    ["report:answer", "countOpenReports", (actor) => countOpenReports(actor)],
    ["report:answer", "answerReport", (actor) => answerReport(actor, answer(NOBODYS, "add"), NOW)],
    ["report:read", "readReport", (actor) => readReport(actor, NOBODYS)],
    ["balance:read-own", "listTrainings", (actor) => listTrainings(actor)],
  ])("%s: %s is refused to the roles that may not, before anything is read", async (verb, _, ask) => {
    const platform: Actor = { ...world.cityOfficer, role: "platform" };
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, world.cityOfficer, host, platform]) {
      const refused = await ask(actor).then(
        () => false,
        (error: unknown) => error instanceof Forbidden,
      );
      expect(refused, actor.role).toBe(!allowed(actor.role, verb));
    }
  });

  test("another host, the school and the county of the teacher can neither see nor answer it", async () => {
    const report = await aReport();
    for (const actor of [otherHost, world.administrator, world.countyOfficer, world.cityOfficer]) {
      await expect(readReport(actor, report)).rejects.toThrow(NotFound);
      await expect(answerReport(actor, answer(report, "add"), NOW)).rejects.toThrow(NotFound);
      expect((await listReports(actor, OPEN)).reports.map((one) => one.id)).not.toContain(report);
    }
    await expect(readReport(world.colleague, report)).rejects.toThrow(NotFound);
    await expect(answerReport(world.teacher, answer(report, "add"), NOW)).rejects.toThrow(Forbidden);
    await expect(sendReport(host, found(await aTraining(world, research)), NOW)).rejects.toThrow(Forbidden);
  });

  test("by SQL: a teacher reads the own alone, also at a school that hosts, and answers none", async () => {
    const report = await aReport(await aTraining(world, world.school, { kind: "commissioned" }));
    const read = sql`select 1 from missing_reports where id = ${report}`;
    expect(await transaction(world.teacher, (tx) => tx.rows(read))).toHaveLength(1);
    expect(await transaction(world.administrator, (tx) => tx.rows(read))).toHaveLength(1);
    expect(await transaction(world.colleague, (tx) => tx.rows(read))).toEqual([]);
    expect(await transaction(world.otherAdministrator, (tx) => tx.rows(read))).toEqual([]);
    for (const actor of [world.teacher, world.colleague, otherHost, world.countyOfficer, world.cityOfficer]) {
      const close = sql`update missing_reports set status = 'declined', answered_by = ${actor.accountId}, answered_at = ${NOW},
        reason = 'falsified' where id = ${report}`;
      expect(await transaction(actor, (tx) => tx.run(close))).toBe(0);
    }
  });

  test("by SQL: nobody reports for somebody else, a host reports nothing, and a sent report stays as it was sent", async () => {
    const insert = (teacherId: number) => sql`
      insert into missing_reports (city_id, id, teacher_id, school_id, county_id, host_id, title, ended_on, hours_tenths, role,
        status, reported_at)
      values (${world.cityId}, ${randomUUID()}, ${teacherId}, ${world.school.id}, ${world.county.id}, ${research.id}, '研讨',
        '2019-05-10', 160, 'attended', 'open', ${NOW})`;
    await expect(transaction(world.colleague, (tx) => tx.run(insert(world.teacherId)))).rejects.toThrow(
      /row-level security/,
    );
    for (const actor of [host, world.administrator, world.cityOfficer])
      await expect(transaction(actor, (tx) => tx.run(insert(world.teacherId)))).rejects.toThrow(/row-level security/);
    const report = await aReport();
    const rewrite = sql`update missing_reports set hours_tenths = 9999 where id = ${report}`;
    await expect(transaction(host, (tx) => tx.run(rewrite))).rejects.toThrow(/permission denied/);
  });

  test("by SQL: of one training one report waits", async () => {
    const project = await aTraining(world, research);
    await aReport(project);
    const again = sql`
      insert into missing_reports (city_id, id, teacher_id, school_id, county_id, project_id, host_id, title, ended_on, hours_tenths,
        role, status, reported_at)
      values (${world.cityId}, ${randomUUID()}, ${world.teacherId}, ${world.school.id}, ${world.county.id}, ${project},
        ${research.id}, '研讨', '2019-05-10', 160, 'attended', 'open', ${NOW})`;
    await expect(transaction(world.teacher, (tx) => tx.run(again))).rejects.toThrow(/missing_reports_once/);
  });
});
