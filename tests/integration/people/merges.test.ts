import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { readBalance } from "@/features/credits/read-balance";
import { reviewEntry } from "@/features/credits/review-entry";
import { listTeachers } from "@/features/people/list-teachers";
import { MergeInput, mergeTeachers } from "@/features/people/merge-teachers";
import { findRecords, previewMerge, readMerges } from "@/features/people/read-merges";
import { enableAccount } from "@/features/people/use-of-account";
import { recomputeBalances } from "@/ledger/owner-balances";
import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { defaultPolicy2016 } from "@/rules/policy";
import { netFacts, type Posting } from "@/rules/postings";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { matchPeople } from "@/server/people";
import { sql } from "@/server/sql";
import { aCertificate, aPostedDegree, certificateRow } from "../../factories/certificates";
import { moocFields, NOW } from "../../factories/claims";
import { ledgerFaults, stepsOf } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;
/** The second record of the world's first teacher, with an account of its own. */
let doubleId: number;
let double: Actor;

beforeEach(async () => {
  world = await aWorld();
  doubleId = await aTeacher(world.cityId, world.school, { hiredOn: "2012-09-01" });
  double = await anActor(world.cityId, "teacher", world.school, { teacherId: doubleId });
});

const merging = (actor: Actor = world.cityOfficer, fields: Record<string, string> = {}) =>
  mergeTeachers(
    actor,
    MergeInput.parse({
      ...{ keptId: String(world.teacherId), mergedId: String(doubleId), mergeReason: "调动时重复建档", sure: "on" },
      ...fields,
    }),
    NOW,
  );

async function posted(teacher: Actor, fields = moocFields()): Promise<string> {
  const id = await aDeclaredMooc(teacher, fields);
  await decide(world.administrator, id);
  await decide(world.countyOfficer, id, CONTENT);
  await decide(world.cityOfficer, id);
  return id;
}

const codes = (result: { ok: boolean; violations?: { code: string }[] }) => result.violations?.map(({ code }) => code);

const balanceOf = (teacherId: number) =>
  one<{ total: number; online: number; required: number; duty: number; seq: number }>(
    `select total_tenths as total, online_tenths as online, required_total_tenths as required, duty_bits as duty, head_seq as seq
     from balances where teacher_id = $1`,
    [teacherId],
  );

const postings = (teacherId: number) =>
  all<Posting>(
    `select seq, entry_id as id, source, year, ended_on::text as "endedOn", halves, training_key as "trainingKey",
       credits_tenths as tenths, reverses_seq as "reversesSeq" from ledger_postings where teacher_id = $1 order by seq`,
    [teacherId],
  );

const employments = (teacherId: number) =>
  all<Employment>(
    `select starts_on::text as "from", ends_on::text as "to" from employments where teacher_id = $1 order by starts_on`,
    [teacherId],
  );

describe("two records of one person become one", () => {
  test("the balance that stays is what the rules say of the facts of both, and every chain is whole", async () => {
    const [mine, theirs] = [await posted(world.teacher), await posted(double)];
    const before = [...netFacts(await postings(world.teacherId)), ...netFacts(await postings(doubleId))];
    const preview = await previewMerge(world.cityOfficer, world.teacherId, doubleId);
    accepted(await merging());
    const by = computeBalance(defaultPolicy2016, await employments(world.teacherId), before);
    expect(by.totalTenths).toBeGreaterThan(0);
    expect(await balanceOf(world.teacherId)).toMatchObject({ total: by.totalTenths, required: by.requiredTotalTenths });
    expect(preview.cycles[0]?.joint?.totalTenths).toBe(by.totalTenths);
    expect(await balanceOf(doubleId)).toMatchObject({ total: 0, required: 0, duty: 0, seq: 2 });
    expect((await postings(world.teacherId)).map(({ id }) => id)).toEqual([mine, theirs]);
    expect(await employments(doubleId)).toEqual([]);
    expect(await employments(world.teacherId)).toEqual([{ from: "2010-09-01", to: null }]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("the same training on both counts once", async () => {
    const course = moocFields();
    await posted(world.teacher, course);
    const again = { ...course, entryId: randomUUID(), certificateNumber: `XF-${randomUUID().slice(0, 8)}` };
    await posted(double, again);
    const { total } = await balanceOf(world.teacherId);
    accepted(await merging());
    expect(await balanceOf(world.teacherId)).toMatchObject({ total, seq: 2 });
    expect(await ledgerFaults()).toEqual([]);
  });

  test("what is under way goes on where it stood, and its history is read by teacher, school and county", async () => {
    const id = await aDeclaredMooc(double);
    await decide(world.administrator, id);
    accepted(await merging());
    expect(await stepsOf(id)).toEqual(["declare", "approve", "reassign"]);
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, world.cityOfficer]) {
      const seen = await transaction(actor, (tx) => tx.rows(sql`select seq from entry_events where entry_id = ${id}`));
      expect(seen).toHaveLength(3);
    }
    for (const actor of [world.stranger, world.colleague, world.otherAdministrator]) {
      const seen = await transaction(actor, (tx) => tx.rows(sql`select seq from entry_events where entry_id = ${id}`));
      expect(seen).toHaveLength(0);
    }
    expect((await readBalance(world.teacher, world.teacherId, "newest", NOW)).open.map((entry) => entry.id)).toEqual([
      id,
    ]);
    accepted(await decide(world.countyOfficer, id, CONTENT));
    accepted(await decide(world.cityOfficer, id));
    expect((await postings(world.teacherId)).map((posting) => posting.id)).toEqual([id]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("the teacher's new school reads the history of what moved, too", async () => {
    const id = await posted(double);
    accepted(await merging());
    await (await owner()).query("update teachers set school_id = $1, county_id = $2 where id = $3", [
      world.otherSchool.id,
      world.otherCounty.id,
      world.teacherId,
    ]);
    expect((await reviewEntry(world.otherAdministrator, id, NOW)).events.map(({ action }) => action)).toContain(
      "declare",
    );
  });

  test("a refusal stays the last word on a credit, so that it can be objected to; what was brought once isn't lost", async () => {
    const id = await aDeclaredMooc(double);
    accepted(await decide(world.administrator, id, { action: "refuse", reason: "counted-already", note: "未参加" }));
    accepted(await merging());
    expect(await stepsOf(id)).toEqual(["declare", "refuse"]);
    const row = await one<{ teacher: number; version: number }>(
      "select teacher_id as teacher, version from credit_entries where id = $1",
      [id],
    );
    expect(row).toEqual({ teacher: world.teacherId, version: 2 });
  });

  test("a certificate of the record that was merged is revoked, the other one stays", async () => {
    await aPostedDegree(double, world);
    const certificate = await aCertificate(double, world.cycleId);
    accepted(await merging());
    expect(await certificateRow(certificate)).toMatchObject({ revocation: "credit-reversed" });
    const { told } = await one<{ told: number }>(
      "select count(*)::int as told from inbox_messages where account_id = $1 and kind = 'certificate_revoked'",
      [world.teacher.accountId],
    );
    expect(told).toBe(1);
    expect((await balanceOf(world.teacherId)).total).toBe(3600);
  });

  test("its account opens nothing any more; where the other record has none, it goes over", async () => {
    accepted(await merging());
    await expect(readBalance(double, doubleId, "newest", NOW)).rejects.toThrow(SessionEnded);
    const third = await aTeacher(world.cityId, world.school, { hiredOn: "2013-09-01" });
    const bare = await aTeacher(world.cityId, world.school);
    const { accountId } = await anActor(world.cityId, "teacher", world.school, { teacherId: third });
    accepted(await merging(world.cityOfficer, { keptId: String(bare), mergedId: String(third) }));
    const account = await one(
      "select teacher_id as id, disabled_at as off, session_version as version from accounts where id = $1",
      [accountId],
    );
    expect(account).toEqual({ id: bare, off: null, version: 2 });
  });

  test("its account is enabled by no desk: the person has the other record's", async () => {
    accepted(await merging());
    const enable = { accountId: double.accountId };
    for (const officer of [world.countyOfficer, world.cityOfficer])
      expect(codes(await enableAccount(officer, enable, NOW))).toEqual(["record-merged"]);
    const bare = transaction(world.cityOfficer, (tx) =>
      tx.rows(sql`select set_account_usable(${double.accountId}, true, ${NOW})`),
    );
    await expect(bare).rejects.toThrow(/not yours/);
  });

  test("it is in no list any more; its number finds the record that stays, and its page leads there", async () => {
    const { number } = await one<{ number: string }>("select teacher_number as number from teachers where id = $1", [
      doubleId,
    ]);
    const count = async () => (await listTeachers(world.cityOfficer, {}, 2019)).count;
    const before = await count();
    accepted(await merging());
    expect(await count()).toBe(before - 1);
    const { teachers } = await listTeachers(world.administrator, { q: number }, 2019);
    expect(teachers.map(({ id }) => id)).toEqual([world.teacherId]);
    const words = { name: "王建国", identity: "", teacherNumber: number, school: "" };
    const byName = { ...words, teacherNumber: "", school: world.school.name };
    const [found, named] = await transaction(world.cityOfficer, (tx) => matchPeople(tx, world.cityId, [words, byName]));
    expect(found).toMatchObject({ ok: true, person: { teacherId: world.teacherId } });
    expect(named).toMatchObject({ ok: true, person: { teacherId: world.teacherId } });
    expect((await readMerges(world.administrator, doubleId)).into?.id).toBe(world.teacherId);
    expect((await readMerges(world.administrator, world.teacherId)).from.map(({ id }) => id)).toEqual([doubleId]);
    expect(await findRecords(world.cityOfficer, world.colleagueId, number)).toEqual([]);
  });

  test("where the last employment was at a school that is closed by now, the record stays where it is", async () => {
    const later = await aTeacher(world.cityId, world.otherSchool, { hiredOn: "2017-09-01", leftOn: "2018-08-31" });
    const former = await aTeacher(world.cityId, world.school, { hiredOn: "2010-09-01", leftOn: "2016-08-31" });
    await (await owner()).query("update organisations set closed_on = '2019-01-01' where id = $1", [
      world.otherSchool.id,
    ]);
    accepted(await merging(world.cityOfficer, { keptId: String(former), mergedId: String(later) }));
    const { school } = await one<{ school: number }>("select school_id as school from teachers where id = $1", [
      former,
    ]);
    expect(school).toBe(world.school.id);
    expect((await employments(former)).length).toBe(2);
  });

  test("what both records said of the employments is kept", async () => {
    accepted(await merging());
    const { before } = await one<{ before: { teacherId: number; from: string }[] }>(
      "select employments_before as before from teacher_merges where merged_id = $1",
      [doubleId],
    );
    expect(before.map(({ teacherId, from }) => [teacherId, from])).toEqual([
      [world.teacherId, "2010-09-01"],
      [doubleId, "2012-09-01"],
    ]);
  });
});

describe("what is refused", () => {
  test("the same record, one without the tick, one that is merged already", async () => {
    expect(codes(await merging(world.cityOfficer, { mergedId: String(world.teacherId) }))).toEqual([
      "merge-same-record",
    ]);
    expect(codes(await merging(world.cityOfficer, { sure: "" }))).toEqual(["required"]);
    accepted(await merging());
    expect(codes(await merging())).toEqual(["record-merged"]);
    expect(
      codes(await merging(world.cityOfficer, { keptId: String(doubleId), mergedId: String(world.colleagueId) })),
    ).toEqual(["record-merged"]);
  });

  test("somebody at two schools at once; one certificate on both records; something that is asked", async () => {
    expect(codes(await merging(world.cityOfficer, { mergedId: String(world.strangerId) }))).toEqual([
      "merge-employed-twice",
    ]);
    const course = moocFields();
    await posted(world.teacher, course);
    const shared = await aDeclaredMooc(double, {
      ...moocFields(),
      certificateNumber: String(course.certificateNumber),
    });
    expect(codes(await merging())).toEqual(["merge-registered-twice"]);
    accepted(await decide(world.administrator, shared, { action: "refuse", reason: "counted-already", note: "重复" }));
    await (await owner()).query(
      `insert into person_corrections (city_id, id, teacher_id, kind, before, after, school_id, holder_id, status, asked_by, asked_at, reason)
       values ($1, $2, $3, 'name', 'x', 'x', $4, $5, 'asked', $6, now(), 'x')`,
      [world.cityId, randomUUID(), doubleId, world.school.id, world.county.id, world.administrator.accountId],
    );
    expect(codes(await merging())).toEqual(["correction-open"]);
  });

  test("a credit in a closed cycle", async () => {
    await posted(double);
    await (await owner()).query("update cycles set closed_at = now(), closed_by = $1 where id = $2", [
      world.cityOfficer.accountId,
      world.cycleId,
    ]);
    expect(codes(await merging())).toContain("merge-closed-cycle");
  });

  test("without credits in a closed cycle it can be merged, and what it owed there stays as it was", async () => {
    const { id } = await one<{ id: number }>(
      "insert into cycles (city_id, name, from_year, to_year) values ($1, '2011-2015', 2011, 2015) returning id",
      [world.cityId],
    );
    const policy = { ...defaultPolicy2016, cycle: { fromYear: 2011, toYear: 2015 } };
    await (await owner()).query(
      "insert into cycle_policies (city_id, cycle_id, version, policy, reason, created_at) values ($1, $2, 1, $3, 'x', now())",
      [world.cityId, id, policy],
    );
    await recomputeBalances(await owner());
    await (await owner()).query("update cycles set closed_at = now(), closed_by = $1 where id = $2", [
      world.cityOfficer.accountId,
      id,
    ]);
    accepted(await merging());
    const owed = await all(
      "select required_total_tenths > 0 as owed from balances where cycle_id = $1 and teacher_id = $2",
      [id, doubleId],
    );
    expect(owed).toEqual([{ owed: true }]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("another role, another city", async () => {
    for (const actor of [world.countyOfficer, world.administrator, world.teacher])
      await expect(merging(actor)).rejects.toThrow(Forbidden);
    const elsewhere = await aWorld();
    await expect(merging(elsewhere.cityOfficer)).rejects.toThrow(NotFound);
  });
});

describe("at the same time", () => {
  test("of two officers who merge at once, one way or the other, one does", async () => {
    await posted(double);
    const both = await Promise.all([
      merging(),
      merging(world.secondCityOfficer, { keptId: String(doubleId), mergedId: String(world.teacherId) }),
    ]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.flatMap((result) => codes(result) ?? [])).toEqual(["record-merged"]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("who posts while the records are merged loses nothing: the credit counts for the record that stays, once", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const one = await aWorld();
      const other = await aTeacher(one.cityId, one.school, { hiredOn: "2012-09-01" });
      const actor = await anActor(one.cityId, "teacher", one.school, { teacherId: other });
      const id = await aDeclaredMooc(actor);
      await decide(one.administrator, id);
      await decide(one.countyOfficer, id, CONTENT);
      const input = MergeInput.parse({ keptId: one.teacherId, mergedId: other, mergeReason: "重复", sure: "on" });
      const [merged, decided] = await Promise.allSettled([
        mergeTeachers(one.cityOfficer, input, NOW),
        decide(one.secondCityOfficer, id),
      ]);
      expect(merged).toMatchObject({ status: "fulfilled", value: { ok: true } });
      if (decided.status === "rejected" || !decided.value.ok) await decide(one.secondCityOfficer, id);
      expect(netFacts(await postings(one.teacherId)).map((fact) => fact.id)).toEqual([id]);
      expect(netFacts(await postings(other))).toEqual([]);
    }
    expect(await ledgerFaults()).toEqual([]);
  });

  test("who declares while the records are merged declares for one that is there, or nothing", async () => {
    const [merged, declared] = await Promise.allSettled([merging(), aDeclaredMooc(double)]);
    expect(merged.status).toBe("fulfilled");
    const rows = await all<{ teacher: number }>("select teacher_id as teacher from credit_entries where city_id = $1", [
      world.cityId,
    ]);
    expect(rows).toEqual(declared.status === "fulfilled" ? [{ teacher: world.teacherId }] : []);
  });
});

describe("the second wall, with the use case bypassed", () => {
  const bare = (actor: Actor, statement: ReturnType<typeof sql>) => transaction(actor, (tx) => tx.run(statement));

  test("nobody but the city merges, and nobody moves an entry by hand", async () => {
    const id = await posted(double);
    const united = JSON.stringify([
      { schoolId: world.school.id, from: calendarDate("2010-09-01"), to: null, ended: null },
    ]);
    const merge = sql`select merge_records(${world.cityId}, ${randomUUID()}, ${world.teacherId}, ${doubleId}, 'x', ${united}::jsonb, now())`;
    const elsewhere = await aWorld();
    for (const actor of [world.countyOfficer, world.administrator, world.teacher, elsewhere.cityOfficer])
      await expect(bare(actor, merge)).rejects.toThrow("only the city merges records");
    await expect(
      bare(world.cityOfficer, sql`update credit_entries set teacher_id = ${world.teacherId} where id = ${id}`),
    ).rejects.toThrow("permission denied");
    await expect(bare(world.cityOfficer, sql`update teachers set merged_into_id = ${world.teacherId}`)).rejects.toThrow(
      "permission denied",
    );
    accepted(await merging());
    await expect(bare(world.cityOfficer, merge)).rejects.toThrow("not two records");
    await expect(
      (await owner()).query(
        "insert into employments (city_id, teacher_id, school_id, starts_on) values ($1, $2, $3, '2020-01-01')",
        [world.cityId, doubleId, world.school.id],
      ),
    ).rejects.toThrow("a record that was merged");
  });
});
