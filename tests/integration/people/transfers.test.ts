import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { readBalance } from "@/features/credits/read-balance";
import { AnswerInput, answerTransfer, withdrawTransfer } from "@/features/people/answer-transfer";
import { askTransfer, TransferInput } from "@/features/people/ask-transfer";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { findReceivingSchools } from "@/features/people/find-receiving-schools";
import { listTeachers } from "@/features/people/list-teachers";
import { listTransfers } from "@/features/people/list-transfers";
import { readTeacherRecord } from "@/features/people/read-teacher-record";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { NotFound, SessionEnded } from "@/server/errors";
import { sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aMoocAt, decide } from "../../factories/routes";
import { balanceOf, employmentsOf, wrongBalances } from "../../factories/teachers";
import { aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const codesOf = (result: { ok: boolean; violations?: { code: string }[] }) =>
  result.violations?.map(({ code }) => code);
const ask = (teacherId: number, overrides: Record<string, unknown> = {}, from = world.administrator, now = NOW) =>
  askTransfer(
    from,
    TransferInput.parse({
      transferId: randomUUID(),
      teacherId,
      toSchool: world.otherSchool.id,
      leavingDay: "2019-08-31",
      ...overrides,
    }),
    now,
  );
const answer = (transferId: string, input: Record<string, string> = {}, by = world.otherAdministrator) =>
  answerTransfer(by, AnswerInput.parse({ transferId, answer: "accept", note: "", ...input }), NOW);
const anotherTeacher = () => aTeacher(world.cityId, world.school, { name: "赵敏" });
const toldTo = (actor: Actor, kind: string) =>
  all<{ title: string }>(
    "select title from inbox_messages where account_id = $1 and kind = $2::message_kind order by id",
    [actor.accountId, kind],
  );

describe("a transfer", () => {
  test("moves a teacher to a school of another county when that school accepts: duty, balance, history follow, without a gap", async () => {
    const own = await aWorld();
    const posted = await aMoocAt(own, "posted");
    const waiting = await aMoocAt(own, "at_county");
    const before = await balanceOf(own.teacherId);
    const input = TransferInput.parse({
      transferId: randomUUID(),
      teacherId: own.teacherId,
      toSchool: own.otherSchool.id,
      leavingDay: "2019-08-31",
    });
    const id = accepted(await askTransfer(own.administrator, input, NOW));
    // Sent twice it is one.
    expect(accepted(await askTransfer(own.administrator, input, NOW))).toBe(id);
    expect(await toldTo(own.otherAdministrator, "transfer_asked")).toEqual([{ title: own.school.name }]);
    expect((await listTransfers(own.otherAdministrator)).incoming).toMatchObject([
      { id, name: "王建国", subject: null, schoolName: own.school.name, lastDay: "2019-08-31", status: "asked" },
    ]);
    // Until then the receiving school sees nothing else of the teacher.
    await expect(readTeacherRecord(own.otherAdministrator, own.teacherId, NOW)).rejects.toThrow(NotFound);
    expect((await readTeacherRecord(own.administrator, own.teacherId, NOW)).waiting).toEqual({
      schoolName: own.otherSchool.name,
      lastDay: "2019-08-31",
    });

    accepted(
      await answerTransfer(
        own.otherAdministrator,
        AnswerInput.parse({ transferId: id, answer: "accept", note: "" }),
        NOW,
      ),
    );
    expect(await employmentsOf(own.teacherId)).toEqual([
      { school: own.school.id, from: "2010-09-01", to: "2019-08-31", ended: "transferred" },
      { school: own.otherSchool.id, from: "2019-09-01", to: null, ended: null },
    ]);
    expect(await balanceOf(own.teacherId)).toEqual({
      ...before,
      school: own.otherSchool.id,
      county: own.otherCounty.id,
    });
    const there = await readBalance(own.otherAdministrator, own.teacherId, "all", NOW);
    expect(there.settled.map((entry) => entry.id)).toEqual([posted]);
    expect(await toldTo(own.administrator, "transfer_answered")).toEqual([{ title: own.otherSchool.name }]);

    // The old school finds the teacher in no list any more; the entry that is under way is decided where it was submitted.
    expect((await listTeachers(own.administrator, {}, 2019)).teachers.map((row) => row.id)).not.toContain(
      own.teacherId,
    );
    const balances = await transaction(own.administrator, (tx) =>
      tx.rows(sql`select 1 from balances where teacher_id = ${own.teacherId}`),
    );
    expect(balances).toEqual([]);
    await expect(readTeacherRecord(own.administrator, own.teacherId, NOW)).rejects.toThrow(NotFound);
    expect((await decide(own.countyOfficer, waiting, { contentConfirmed: "on" })).ok).toBe(true);
    // Where the teacher signs in from now on.
    await expect(transaction(own.teacher, (tx) => tx.rows(sql`select 1`))).rejects.toThrow(SessionEnded);
    const moved = { ...own.teacher, organisationId: own.otherSchool.id };
    expect(await transaction(moved, (tx) => tx.rows(sql`select 1 from credit_entries`))).toHaveLength(2);
    expect(await wrongBalances(own.cityId)).toEqual([]);
  });

  test("that is declined, with a reason, or taken back changes nothing and can be asked again", async () => {
    const teacherId = await anotherTeacher();
    const first = accepted(await ask(teacherId));
    expect(codesOf(await ask(teacherId))).toEqual(["transfer-open"]);
    expect(codesOf(await answer(first, { answer: "decline" }))).toEqual(["note-missing"]);
    accepted(await answer(first, { answer: "decline", note: "暂无岗位" }));
    expect(codesOf(await answer(first))).toEqual(["transfer-answered-already"]);
    const later = new Date(NOW.getTime() + 60_000);
    const second = accepted(await ask(teacherId, {}, world.administrator, later));
    accepted(await withdrawTransfer(world.administrator, { transferId: second }, NOW));
    expect(codesOf(await answer(second))).toEqual(["transfer-answered-already"]);
    const { incoming } = await listTransfers(world.otherAdministrator);
    expect(incoming.filter(({ teacherId: of }) => of === teacherId)).toMatchObject([
      { id: second, status: "withdrawn", name: null, subject: null },
      { id: first, status: "declined", note: "暂无岗位" },
    ]);
    expect(await employmentsOf(teacherId)).toMatchObject([{ school: world.school.id, to: null }]);
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });

  test("isn't asked of the own school, of a closed one, of none, before the first day, or for somebody who has left", async () => {
    const teacherId = await anotherTeacher();
    expect(codesOf(await ask(teacherId, { toSchool: world.school.id }))).toEqual(["transfer-same-school"]);
    for (const toSchool of [world.county.id, 999_999])
      expect(codesOf(await ask(teacherId, { toSchool }))).toEqual(["required"]);
    expect(codesOf(await ask(teacherId, { leavingDay: "2009-01-01" }))).toEqual(["end-before-start"]);
    expect(codesOf(await ask(teacherId, { leavingDay: "2019-12-21" }))).toEqual(["end-in-future"]);
    await expect(ask(teacherId, {}, world.otherAdministrator)).rejects.toThrow(NotFound);
    const id = accepted(await ask(teacherId));
    const leave = () =>
      endEmployment(world.administrator, EndInput.parse({ teacherId, how: "left", leavingDay: "2019-12-01" }), NOW);
    expect(codesOf(await leave())).toEqual(["transfer-open"]);
    accepted(await withdrawTransfer(world.administrator, { transferId: id }, NOW));
    accepted(await leave());
    expect(codesOf(await ask(teacherId))).toEqual(["not-employed"]);

    await all("update organisations set closed_on = '2019-12-01' where id = $1 returning 1", [world.directSchool.id]);
    const other = await anotherTeacher();
    expect(codesOf(await ask(other, { toSchool: world.directSchool.id }))).toEqual(["school-closed"]);
    expect(await findReceivingSchools(world.administrator, world.directSchool.name)).toEqual([]);
    await all("update organisations set closed_on = null where id = $1 returning 1", [world.directSchool.id]);
    expect(await findReceivingSchools(world.administrator, world.directSchool.name)).toMatchObject([
      { id: world.directSchool.id, countyName: null },
    ]);
  });

  test("accepted and taken back at once ends as one of the two, whole", async () => {
    for (let round = 0; round < 6; round += 1) {
      const teacherId = await anotherTeacher();
      const id = accepted(await ask(teacherId));
      const results = await Promise.all([
        answer(id),
        withdrawTransfer(world.administrator, { transferId: id }, NOW),
        answer(id, { answer: "decline", note: "不" }),
      ]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      const { status } = await one<{ status: string }>("select status from transfers where id = $1", [id]);
      expect(await employmentsOf(teacherId)).toHaveLength(status === "accepted" ? 2 : 1);
      const { school } = await balanceOf(teacherId);
      expect(school).toBe(status === "accepted" ? world.otherSchool.id : world.school.id);
    }
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });

  test("asked twice at once, to two schools, is one", async () => {
    const teacherId = await anotherTeacher();
    const results = await Promise.all([ask(teacherId), ask(teacherId, { toSchool: world.directSchool.id })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.flatMap((result) => codesOf(result) ?? [])).toEqual(["transfer-open"]);
  });
});

describe("the second wall", () => {
  const tried = (actor: Actor, statement: ReturnType<typeof sql>) => transaction(actor, (tx) => tx.run(statement));

  test("a school takes nobody over without a transfer that is asked of it", async () => {
    const teacherId = await anotherTeacher();
    const id = accepted(await ask(teacherId));
    const accept = sql`select accept_transfer(${world.cityId}, ${id}, ${NOW})`;
    for (const actor of [
      world.administrator,
      world.directAdministrator,
      world.otherCountyOfficer,
      world.cityOfficer,
      world.teacher,
    ])
      await expect(tried(actor, accept)).rejects.toThrow(/no transfer is asked/);
    accepted(await withdrawTransfer(world.administrator, { transferId: id }, NOW));
    await expect(tried(world.otherAdministrator, accept)).rejects.toThrow(/no transfer is asked/);
  });

  test("a school asks for nobody else's teachers, and answers with nothing but no", async () => {
    const insert = (teacherId: number, from: number, by: number) => sql`
      insert into transfers (city_id, id, teacher_id, from_school_id, from_county_id, to_school_id, to_county_id, last_day, status,
        asked_by, asked_at)
      values (${world.cityId}, ${randomUUID()}, ${teacherId}, ${from}, ${world.county.id}, ${world.otherSchool.id},
        ${world.otherCounty.id}, '2019-12-01', 'asked', ${by}, ${NOW})`;
    const { school, administrator, strangerId, colleagueId, otherAdministrator } = world;
    await expect(tried(administrator, insert(strangerId, school.id, administrator.accountId))).rejects.toThrow(
      /row-level/,
    );
    await expect(
      tried(otherAdministrator, insert(colleagueId, school.id, otherAdministrator.accountId)),
    ).rejects.toThrow(/row-level/);
    const id = accepted(await ask(await anotherTeacher()));
    const settle = (status: string, by: number) => sql`
      update transfers set status = ${status}::ask_status, answered_by = ${by}, answered_at = ${NOW} where id = ${id}`;
    await expect(tried(otherAdministrator, settle("accepted", otherAdministrator.accountId))).rejects.toThrow(
      /row-level/,
    );
    await expect(tried(administrator, settle("declined", administrator.accountId))).rejects.toThrow(/row-level/);
    expect(await tried(world.directAdministrator, settle("declined", world.directAdministrator.accountId))).toBe(0);
    await expect(
      tried(administrator, sql`update transfers set to_school_id = ${school.id} where id = ${id}`),
    ).rejects.toThrow(/permission denied/);
  });

  test("who is offered is known to the two schools alone", async () => {
    const id = accepted(await ask(await anotherTeacher()));
    const names = (actor: Actor) =>
      transaction(actor, (tx) =>
        tx.rows(sql`select name from teachers_in_transfer(${world.cityId}) where transfer_id = ${id}`),
      );
    for (const actor of [world.directAdministrator, world.otherCountyOfficer, world.cityOfficer])
      expect(await names(actor)).toEqual([]);
    for (const actor of [world.administrator, world.otherAdministrator])
      expect(await names(actor)).toEqual([{ name: "赵敏" }]);
  });
});
