import { randomUUID } from "node:crypto";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { recallEntry } from "@/features/credits/recall-entry";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { withdrawEntry } from "@/features/credits/withdraw-entry";
import { AnswerInput, answerReport } from "@/features/projects/answer-report";
import { askCorrection } from "@/features/projects/ask-correction";
import { moveProject } from "@/features/projects/move-project";
import { readProject } from "@/features/projects/read-project";
import { recallProject } from "@/features/projects/recall-project";
import { ReportInput, sendReport } from "@/features/projects/send-report";
import { advanceEntry } from "@/ledger/advance-entry";
import { lockEntry } from "@/ledger/entry-state";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { aClaim, NOW } from "../../factories/claims";
import { toldNow, watchInbox } from "../../factories/inbox";
import { rosterOf } from "../../factories/ledger";
import { one, owner } from "../../factories/owner";
import { aPlatform, aResult, push } from "../../factories/platform";
import { accepted, aProject, aSubmittedProject, decideOn, projectFields } from "../../factories/projects";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import { anOffice, aTraining } from "../../factories/trainings";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;
beforeAll(watchInbox);
beforeEach(async () => {
  world = await aWorld();
});

const told = async () => (await toldNow(world.cityId)).map(({ to, kind }) => [to, kind]);
const whole = () => toldNow(world.cityId);
const versionOf = async (id: string) =>
  (await one<{ version: number }>("select version from credit_entries where id = $1", [id])).version;
const recall = async (actor: Actor, id: string) =>
  accepted(await recallEntry(actor, { entryId: id, version: await versionOf(id), note: null }, NOW));

describe("one credit", () => {
  test("that only passes on is told to nobody; posted it is told to its teacher, and to nobody else", async () => {
    const id = await aMoocAt(world, "at_city");
    expect(await told()).toEqual([]);
    accepted(await decide(world.cityOfficer, id));
    expect(await whole()).toEqual([
      {
        to: world.teacher.name,
        role: "teacher",
        kind: "entry_posted",
        subjectId: id,
        title: "教育技术与教学设计",
        details: { source: "mooc", creditsTenths: 240 },
      },
    ]);
  });

  test("that is returned is told to whoever registered it, with the reason: the teacher, or the school's administrator", async () => {
    const own = await aDeclaredMooc(world.teacher);
    accepted(await decide(world.administrator, own, { action: "return", reason: "hours-differ" }));
    expect(await whole()).toMatchObject([
      { to: world.teacher.name, role: "teacher", kind: "entry_returned", details: { reason: "hours-differ" } },
    ]);

    const input = { ...(await aClaim(world.administrator)), teacherId: world.teacherId, accountChecked: true };
    const bySchool = accepted(await registerSpecialCredit(world.administrator, input, NOW));
    accepted(await decide(world.countyOfficer, bySchool, { action: "return", reason: "hours-differ" }));
    expect(await whole()).toMatchObject([
      { to: world.administrator.name, role: "school", kind: "entry_returned", subjectId: bySchool },
    ]);
  });

  test("that somebody registered who holds the role no more is told to the school's administrators", async () => {
    const left = await anActor(world.cityId, "school", world.school);
    const input = { ...(await aClaim(left)), teacherId: world.teacherId, accountChecked: true };
    const bySchool = accepted(await registerSpecialCredit(left, input, NOW));
    await (await owner()).query("delete from account_roles where account_id = $1", [left.accountId]);
    accepted(await decide(world.countyOfficer, bySchool, { action: "return", reason: "hours-differ" }));
    const administrators = [world.administrator, world.secondAdministrator].map(({ name }) => [name, "entry_returned"]);
    expect(await told()).toEqual(administrators.sort());
  });

  test("that is refused or revoked is told to its teacher and to whoever registered it, once where that is one", async () => {
    const own = await aDeclaredMooc(world.teacher);
    accepted(await decide(world.administrator, own, { action: "refuse", reason: "not-passed" }));
    expect(await told()).toEqual([[world.teacher.name, "entry_refused"]]);

    const input = { ...(await aClaim(world.administrator)), teacherId: world.teacherId, accountChecked: true };
    const bySchool = accepted(await registerSpecialCredit(world.administrator, input, NOW));
    accepted(await decide(world.countyOfficer, bySchool, CONTENT));
    accepted(await decide(world.cityOfficer, bySchool));
    expect(await told()).toEqual([[world.teacher.name, "entry_posted"]]);
    const reason = { reason: "posted-in-error", note: "重复登记" };
    const revocation = { entryId: bySchool, version: await versionOf(bySchool), ...reason };
    accepted(await revokeEntry(world.cityOfficer, revocation, NOW));
    const both = [world.teacher.name, world.administrator.name].sort();
    expect(await told()).toEqual(both.map((name) => [name, "entry_revoked"]));
  });

  test("whose decision is recalled is told again to whoever was told of it", async () => {
    const id = await aDeclaredMooc(world.teacher);
    accepted(await decide(world.administrator, id, { action: "return", reason: "hours-differ" }));
    await recall(world.administrator, id);
    accepted(await decide(world.administrator, id));
    await whole();
    await recall(world.administrator, id);
    expect(await told()).toEqual([]);
    accepted(await decide(world.administrator, id));
    accepted(await decide(world.countyOfficer, id, CONTENT));
    accepted(await decide(world.cityOfficer, id));
    await recall(world.cityOfficer, id);
    expect((await whole()).map(({ to, kind, details }) => [to, kind, details.turn])).toEqual([
      [world.teacher.name, "entry_posted", undefined],
      [world.teacher.name, "entry_posted", "recalled"],
    ]);
  });

  test("is told in the transaction of its step: rolled back, or taken by somebody else first, nothing is told", async () => {
    const id = await aMoocAt(world, "at_city");
    const approval = { action: "approve", toStatus: "posted", reason: null, marks: [], note: null } as const;
    await transaction(world.cityOfficer, async (tx) => {
      await advanceEntry(tx, world.cityOfficer, await lockEntry(tx, world.cityOfficer, id, 3), approval, NOW);
      throw new Error("the power fails");
    }).catch(() => {});
    const late = { action: "refuse", toStatus: "refused", reason: "not-passed", marks: [], note: null } as const;
    const stale = transaction(world.cityOfficer, async (tx) => {
      const entry = await lockEntry(tx, world.cityOfficer, id, 3);
      await advanceEntry(tx, world.cityOfficer, { ...entry, version: 2 }, late, NOW);
    });
    await expect(stale).rejects.toThrow("already handled");
    expect(await told()).toEqual([]);
  });

  test("that its teacher takes back is told to nobody, and so are steps of an account that is disabled", async () => {
    const id = await aDeclaredMooc(world.teacher);
    accepted(await withdrawEntry(world.teacher, { entryId: id, version: 1, note: null }, NOW));
    const other = await aDeclaredMooc(world.teacher);
    await (await owner()).query("update accounts set disabled_at = now() where id = $1", [world.teacher.accountId]);
    accepted(await decide(world.administrator, other, { action: "return", reason: "hours-differ" }));
    expect(await told()).toEqual([]);
  });
});

describe("a roster", () => {
  test("that is posted is told to each of its teachers and to the host, not to a colleague or another host", async () => {
    await anActor(world.cityId, "host", await anOffice(world.cityId, "research"));
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    expect(await told()).toEqual([]);
    accepted(await decideOn(world.cityOfficer, id));
    const messages = await whole();
    expect(messages.map(({ to, role, kind }) => [to, role, kind]).sort()).toEqual(
      [
        [world.countyOfficer.name, "county", "project_posted"],
        [world.colleague.name, "teacher", "entry_posted"],
        [world.teacher.name, "teacher", "entry_posted"],
      ].sort(),
    );
    expect(messages.find(({ kind }) => kind === "project_posted")).toMatchObject({
      subjectId: id,
      details: { action: "approve", participants: 2 },
    });
  });

  test("that is returned is told to the host alone; refused, to the teachers as well; recalled, to the same", async () => {
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    const recalled = async () =>
      recallProject(
        world.cityOfficer,
        { projectId: id, version: (await readProject(world.cityOfficer, id, NOW)).project.version, note: null },
        NOW,
      );
    accepted(await decideOn(world.cityOfficer, id, { action: "return", reason: "roster-wrong", note: "少一人" }));
    expect(await told()).toEqual([[world.countyOfficer.name, "project_returned"]]);
    accepted(await recalled());
    expect(await told()).toEqual([[world.countyOfficer.name, "project_returned"]]);
    accepted(await decideOn(world.cityOfficer, id, { action: "refuse", reason: "without-consent" }));
    const all = [
      [world.countyOfficer.name, "project_refused"],
      [world.teacher.name, "entry_refused"],
      [world.colleague.name, "entry_refused"],
    ].sort();
    expect((await told()).sort()).toEqual(all);
    accepted(await recalled());
    const again = await whole();
    expect(again.map(({ to, kind }) => [to, kind]).sort()).toEqual(all);
    expect(again.map(({ details }) => details.turn ?? details.action).sort()).toEqual([
      "recall",
      "recalled",
      "recalled",
    ]);
  });

  test("of which somebody is struck out: that teacher hears the reason, the host how many", async () => {
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
    const struck = (await rosterOf(id))
      .filter(({ teacherId }) => teacherId === world.colleagueId)
      .map((line) => line.id);
    accepted(await decideOn(world.cityOfficer, id, { struck, strikeReason: "did-not-attend" }));
    const refused = (await whole()).filter(({ kind }) => kind === "entry_refused");
    expect(refused.map(({ to, details }) => [to, details.reason, details.participants]).sort()).toEqual(
      [
        [world.colleague.name, "did-not-attend", undefined],
        [world.countyOfficer.name, "did-not-attend", 1],
      ].sort(),
    );
  });

  test("whose hours are corrected is told to those whose credits changed; kept, to whoever asked", async () => {
    const id = await aSubmittedProject(world.countyOfficer, [world.teacherId]);
    accepted(await decideOn(world.cityOfficer, id));
    await whole();
    const ask = async () => {
      const { version } = (await readProject(world.countyOfficer, id, NOW)).project;
      const asked = { projectId: id, version, hours: 120, lecturerHours: undefined, note: "实际 12 学时" };
      accepted(await askCorrection(world.secondCountyOfficer, asked, NOW));
    };
    await ask();
    accepted(await decideOn(world.cityOfficer, id, { action: "keep", reason: "correction-unfounded", note: "无依据" }));
    expect((await told()).sort()).toEqual(
      [world.countyOfficer.name, world.secondCountyOfficer.name].sort().map((name) => [name, "project_returned"]),
    );
    await ask();
    accepted(await decideOn(world.cityOfficer, id, { action: "correct" }));
    const corrected = (await whole()).find(({ kind }) => kind === "entry_posted");
    expect(corrected).toMatchObject({ to: world.teacher.name, details: { creditsTenths: 120, turn: "corrected" } });
  });

  test("of a thousand is told to each teacher once, by as many statements as one of ten", async () => {
    const [ten, thousand] = [await aCrowd(10), await aCrowd(1000)];
    const counts: number[] = [];
    for (const { id } of [ten, thousand]) {
      const sent = vi.spyOn(pg.Client.prototype, "query");
      accepted(await decideOn(world.cityOfficer, id));
      counts.push(sent.mock.calls.length);
      sent.mockRestore();
    }
    expect(counts[1]).toBe(counts[0]);
    const told = await one<{ messages: number; people: number }>(
      `select count(*)::int as messages, count(distinct account_id)::int as people from inbox_messages
       where city_id = $1 and kind = 'entry_posted' and title = $2`,
      [world.cityId, thousand.title],
    );
    expect(told).toEqual({ messages: 1000, people: 1000 });
  });
});

/** A roster of so many teachers, each with an account, that waits for the city. */
async function aCrowd(size: number): Promise<{ id: string; title: string }> {
  const fields = projectFields();
  const id = await aSubmittedProject(world.countyOfficer, [world.teacherId], fields);
  const crowd = `crowd-${randomUUID()}`;
  const client = await owner();
  await client.query("begin");
  await client.query(
    `insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
       identity_tail, certificate_number, school_id, county_id)
     select city_id, name, pinyin, pinyin_initials, $2 || n, identity_kind, identity_cipher, sha256(($2 || n)::bytea), identity_tail,
       certificate_number, school_id, county_id
     from teachers, generate_series(2, $3) n where id = $1`,
    [world.teacherId, crowd, size],
  );
  await client.query(
    `insert into employments (city_id, teacher_id, school_id, county_id, starts_on)
     select city_id, id, school_id, county_id, '2010-09-01' from teachers where teacher_number like $1 || '%'`,
    [crowd],
  );
  await client.query(
    `with made as (insert into accounts (city_id, teacher_id, display_name, login_kind, login_name, password_hash)
       select city_id, id, teacher_number, 'teacher', teacher_number, 'x' from teachers where teacher_number like $1 || '%'
       returning city_id, id)
     insert into account_roles (city_id, account_id, role, organisation_id) select city_id, id, 'teacher', $2 from made`,
    [crowd, world.school.id],
  );
  await client.query(
    `with made as (insert into credit_entries (city_id, id, cycle_id, teacher_id, school_id, county_id, source, title, year, ended_on,
         credits_tenths, training_key, status, route, holder_id, waiting_since, version, registered_by_account_id, registered_by_role,
         registered_at, project_id, host_id, participant_role, with_roster)
       select e.city_id, gen_random_uuid(), e.cycle_id, t.id, e.school_id, e.county_id, e.source, e.title, e.year, e.ended_on,
         e.credits_tenths, e.training_key, e.status, e.route, e.holder_id, e.waiting_since, e.version, e.registered_by_account_id,
         e.registered_by_role, e.registered_at, e.project_id, e.host_id, e.participant_role, e.with_roster
       from credit_entries e, teachers t where e.project_id = $1 and t.teacher_number like $2 || '%' returning *)
     insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, to_status, account_id, role,
       organisation_id, marks, at)
     select m.city_id, m.id, v.seq, m.teacher_id, m.school_id, m.county_id, v.action, v.to_status, v.account_id, v.role,
       v.organisation_id, v.marks, v.at
     from made m, entry_events v join credit_entries e on e.city_id = v.city_id and e.id = v.entry_id where e.project_id = $1`,
    [id, crowd],
  );
  await client.query("commit");
  return { id, title: fields.title ?? "" };
}

describe("a department's filing", () => {
  test("is told to whoever waits for it, accepted or sent back", async () => {
    const host = await anActor(world.cityId, "host", await anOffice(world.cityId, "research"));
    await anActor(world.cityId, "host", await anOffice(world.cityId, "technology"));
    const id = await aProject(host, projectFields({ kind: "department" }));
    const file = async () => {
      const { version } = (await readProject(host, id, NOW)).project;
      accepted(await moveProject(host, { projectId: id, version, action: "file", note: null }, NOW));
    };
    await file();
    accepted(
      await decideOn(world.cityOfficer, id, { action: "send_back", reason: "filing-incomplete", note: "缺方案" }),
    );
    await file();
    accepted(await decideOn(world.cityOfficer, id, { action: "accept_filing" }));
    expect((await whole()).map(({ to, role, kind, details }) => [to, role, kind, details.action])).toEqual([
      [host.name, "host", "project_returned", "send_back"],
      [host.name, "host", "project_filed", "accept_filing"],
    ]);
  });
});

describe("the platform's results", () => {
  test("are told to each teacher once for a batch, however many; a result that was known is not told again", async () => {
    const { token } = await aPlatform(world);
    const results = [
      await aResult(world.teacherId),
      await aResult(world.teacherId, { studyYear: 2018 }),
      await aResult(world.colleagueId),
    ];
    await push(token, { results });
    const messages = await whole();
    expect(messages.map(({ to, kind, details }) => [to, kind, details.entries, details.creditsTenths]).sort()).toEqual(
      [
        [world.teacher.name, "entry_posted", 2, 320],
        [world.colleague.name, "entry_posted", 1, 160],
      ].sort(),
    );
    await push(token, { results });
    expect(await told()).toEqual([]);
  });
});

describe("a report of a training that was not registered", () => {
  test("is told to the officers of its host, and its answer to the teacher", async () => {
    const research = await anOffice(world.cityId, "research");
    const [first, second] = [
      await anActor(world.cityId, "host", research),
      await anActor(world.cityId, "host", research),
    ];
    await anActor(world.cityId, "host", await anOffice(world.cityId, "technology"));
    const report = async () =>
      accepted(
        await sendReport(
          world.teacher,
          ReportInput.parse({
            about: "project",
            reportId: randomUUID(),
            projectId: await aTraining(world, research),
            role: "attended",
            truthful: "on",
          }),
          NOW,
        ),
      );
    const [added, declined] = [await report(), await report()];
    expect((await told()).sort()).toEqual(
      [first, second].flatMap(({ name }) => [
        [name, "report_arrived"],
        [name, "report_arrived"],
      ]),
    );
    accepted(await answerReport(first, AnswerInput.parse({ reportId: added, action: "add" }), NOW));
    const no = AnswerInput.parse({ reportId: declined, action: "decline", reason: "did-not-attend", answer: "" });
    accepted(await answerReport(first, no, NOW));
    expect(await whole()).toMatchObject([
      {
        to: world.teacher.name,
        role: "teacher",
        kind: "report_answered",
        subjectId: added,
        details: { action: "add" },
      },
      { kind: "report_answered", subjectId: declined, details: { action: "decline", reason: "did-not-attend" } },
    ]);
  });

  test("to a school is not told to the administrator who sent it", async () => {
    const reporter: Actor = await anActor(world.cityId, "teacher", world.school, { teacherId: world.teacherId });
    await (await owner()).query("insert into account_roles values ($1, $2, 'school', $3)", [
      world.cityId,
      reporter.accountId,
      world.school.id,
    ]);
    const described = {
      about: "described",
      reportId: randomUUID(),
      hostId: String(world.school.id),
      title: "校本研讨",
      endedOn: "2019-05-10",
      attendedHours: "16",
      role: "attended",
      truthful: "on",
    };
    const input = ReportInput.parse(described);
    await (await owner()).query(
      `insert into evidence_files (city_id, id, claim_id, kind, original_name, media_type, byte_length, sha256, storage_key, uploaded_by,
         uploaded_at) values ($1, $2, $3, 'attendance_proof', 'a.png', 'image/webp', 1, $4, 'none', $5, now())`,
      [world.cityId, randomUUID(), input.reportId, Buffer.alloc(32, 7), reporter.accountId],
    );
    accepted(await sendReport(reporter, input, NOW));
    expect(await told()).toEqual(
      [world.administrator.name, world.secondAdministrator.name].sort().map((name) => [name, "report_arrived"]),
    );
  });
});
