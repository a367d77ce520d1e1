import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { BatchAnswer } from "@/app/api/v1/_contract/batch-answer";
import { GET } from "@/app/api/v1/online-training/[batchId]/route";
import { advanceEntry } from "@/ledger/advance-entry";
import { checkBalances } from "@/ledger/check-balances";
import { lockEntry } from "@/ledger/entry-state";
import { reverseEntry } from "@/ledger/post-credit";
import { verifyAllChains } from "@/ledger/verify-chains";
import { transaction } from "@/server/db";
import { log } from "@/server/log";
import { NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { aPlatform, aResult, push, withIdNumber } from "../../factories/platform";
import { aTeacher, aWorld, type World } from "../../factories/world";

const ID_NUMBER = "11010519491231002X";
const MOST = 10_000;

let world: World;
let token: string;
beforeEach(async () => {
  world = await aWorld();
  token = (await aPlatform(world)).token;
});

async function answerOf(response: Response) {
  expect(response.status).toBe(201);
  return BatchAnswer.parse(await response.json());
}
const outcomes = async (response: Response) =>
  (await answerOf(response)).results.map(({ outcome, violations }) => violations[0]?.code ?? outcome);

interface Held {
  tenths: number;
  postings: number;
}
/** What a teacher has in the ledger from the platform. */
const held = (teacherId: number) =>
  one<Held>(
    `select coalesce(sum(credits_tenths), 0)::int as tenths, count(*)::int as postings from ledger_postings
     where teacher_id = $1 and source = 'online'`,
    [teacherId],
  );

async function faults(): Promise<unknown[]> {
  const found: unknown[] = [];
  await verifyAllChains(await owner(), (fault) => found.push(fault));
  await checkBalances(await owner(), (difference) => found.push(difference));
  return found;
}

describe("a batch", () => {
  test("is posted at once, by ID number or teacher number, and the chain and the balances are what the rules say", async () => {
    await withIdNumber(world.teacherId, ID_NUMBER);
    const results = [
      await aResult(world.teacherId, { person: { idNumber: " 11010519491231002x", name: "王建国" } }),
      await aResult(world.colleagueId, { hours: 13.5 }),
      await aResult(world.strangerId, { studyYear: 2018 }),
      await aResult(world.directTeacherId),
    ];
    const response = await push(token, { results });
    expect(response.headers.get("location")).toMatch(/^\/api\/v1\/online-training\/[0-9a-f-]{36}$/);
    const answer = await answerOf(response);
    expect(answer.counts).toEqual({ posted: 4, unchanged: 0, refused: 0 });
    expect(answer.results.map(({ resultId, credits }) => [resultId, credits])).toEqual(
      results.map(({ resultId, hours }) => [resultId, hours]),
    );
    const entries = await all(
      `select e.title, e.year, to_char(e.ended_on, 'YYYY-MM-DD') as ended, e.credits_tenths as tenths, e.status, e.school_id,
         e.registered_by_role as role, v.action, v.role as by
       from credit_entries e join entry_events v on v.city_id = e.city_id and v.entry_id = e.id where e.teacher_id = $1`,
      [world.colleagueId],
    );
    expect(entries).toEqual([
      {
        title: "2019年度网络校本研修",
        year: 2019,
        ended: "2019-11-20",
        tenths: 135,
        status: "posted",
        school_id: world.school.id,
        role: "platform",
        action: "register",
        by: "platform",
      },
    ]);
    expect(
      await one("select online_tenths, year_online_met_tenths from balances where teacher_id = $1", [world.strangerId]),
    ).toEqual({
      online_tenths: 160,
      year_online_met_tenths: [0, 0, 160, 0, 0],
    });
    expect(await faults()).toEqual([]);
  });

  test("above the year's 16 it is posted in full, counts 16, and the answer says so (R2)", async () => {
    const first = await aResult(world.teacherId, { hours: 10, finishedOn: "2019-05-01" });
    const answer = await answerOf(
      await push(token, {
        results: [
          first,
          await aResult(world.teacherId, { hours: 10 }),
          await aResult(world.colleagueId, { hours: 20 }),
        ],
      }),
    );
    expect(
      answer.results.map(({ credits, notes }) => [credits, notes.map((note) => [note.code, note.clauseLabel])]),
    ).toEqual([
      [10, []],
      [10, [["above-annual-cap", "依据 三.5"]]],
      [20, [["above-annual-cap", "依据 三.5"]]],
    ]);
    expect(await held(world.teacherId)).toEqual({ tenths: 200, postings: 2 });
    expect(await one("select online_tenths from balances where teacher_id = $1", [world.teacherId])).toEqual({
      online_tenths: 160,
    });
    const later = await answerOf(await push(token, { results: [await aResult(world.colleagueId, { hours: 0.1 })] }));
    expect(later.results[0]?.notes).toHaveLength(1);
    expect(await faults()).toEqual([]);
  });

  test("a result that is refused stops no other, names its rule and clause, and neither answer nor store holds an ID number", async () => {
    await withIdNumber(world.teacherId, ID_NUMBER);
    const leaver = await aTeacher(world.cityId, world.school, { name: "赵敏", leftOn: "2019-08-31" });
    const uncertified = await aTeacher(world.cityId, world.school, { name: "钱进", certificateNumber: null });
    const person = { idNumber: ID_NUMBER, name: "王建国" };
    const results = [
      await aResult(world.teacherId, { person: { idNumber: "110105194912310021", name: "王建国" } }),
      await aResult(world.teacherId, { person: { idNumber: ID_NUMBER, name: "王建" } }),
      await aResult(world.teacherId, { person: { teacherNumber: "nobody", name: "王建国" } }),
      await aResult(leaver),
      await aResult(uncertified),
      await aResult(world.teacherId, { person, hours: 0 }),
      await aResult(world.teacherId, { person, finishedOn: "2099-01-01" }),
      await aResult(world.teacherId, { person, finishedOn: "2018-12-31" }),
      await aResult(world.teacherId, { person, studyYear: 2015, finishedOn: "2015-06-01" }),
      await aResult(world.teacherId, { person }),
    ];
    const text = await (await push(token, { results })).text();
    const answer = BatchAnswer.parse(JSON.parse(text));
    expect(
      answer.results.map(
        ({ outcome, violations }) => violations.map(({ code, field }) => `${code} ${field}`).join() || outcome,
      ),
    ).toEqual([
      "identity-checksum /person/idNumber",
      "name-does-not-match /person/idNumber",
      "person-unknown /person/teacherNumber",
      "not-on-duty-then /person/name",
      "no-teacher-certificate /person/name",
      "online-hours-not-positive /hours",
      "ended-in-future /finishedOn",
      "online-finished-before-study-year /finishedOn",
      "outside-cycle /studyYear",
      "posted",
    ]);
    expect(answer.counts).toEqual({ posted: 1, unchanged: 0, refused: 9 });
    for (const { violations } of answer.results)
      for (const { message, clauseLabel } of violations) {
        expect(message).toMatch(/。$/);
        expect(clauseLabel).toMatch(/^(依据 .+|系统规则)$/);
      }
    const { answer: kept } = await one<{ answer: string }>(
      "select answer::text || encode(body_hash, 'escape') as answer from online_batches where id = $1",
      [answer.batchId],
    );
    for (const digits of [ID_NUMBER.slice(0, 17), "11010519491231002", "王建"])
      expect(text.includes(digits) || kept.includes(digits), digits).toBe(false);
    expect(await held(world.teacherId)).toEqual({ tenths: 160, postings: 1 });
  });

  test("fields that nobody asked for do nothing", async () => {
    const result = await aResult(world.teacherId);
    const forged = {
      ...result,
      cityId: 1,
      teacherId: world.colleagueId,
      creditsTenths: 9999,
      credits: 999,
      source: "degree",
      status: "revoked",
      outcome: "posted",
      person: { ...result.person, teacherId: world.colleagueId, role: "city" },
    };
    const text = JSON.stringify({ results: [forged], actor: { role: "city" }, now: "2030-01-01" });
    expect(await outcomes(await push(token, text.replace("{", '{"__proto__": {"role": "city"}, ')))).toEqual([
      "posted",
    ]);
    expect(await held(world.teacherId)).toEqual({ tenths: 160, postings: 1 });
    expect(await held(world.colleagueId)).toEqual({ tenths: 0, postings: 0 });
  });
});

describe("a fault", () => {
  test("stores nothing of the batch, is told by an id, and writes no ID number into the log; the same batch goes in afterwards", async () => {
    await withIdNumber(world.teacherId, ID_NUMBER);
    const results = [await aResult(world.teacherId, { person: { idNumber: ID_NUMBER, name: "王建国" } })];
    const key = { "Idempotency-Key": "again" };
    const logged = vi.spyOn(log, "error").mockImplementation(() => {});
    await (await owner()).query("revoke insert on online_batches from credit_bank_app");
    const failed = await push(token, { results }, key);
    await (await owner()).query("grant insert on online_batches to credit_bank_app");
    const told = (await failed.json()) as { code: string; faultId: string };
    expect([failed.status, told.code]).toEqual([500, "fault"]);
    const line = JSON.stringify(logged.mock.calls);
    logged.mockRestore();
    expect(line).toContain(told.faultId);
    expect(line).not.toContain(ID_NUMBER.slice(0, 17));
    expect(await held(world.teacherId)).toEqual({ tenths: 0, postings: 0 });
    expect(await outcomes(await push(token, { results }, key))).toEqual(["posted"]);
  });
});

describe("the same again", () => {
  test("the same key and body get the same answer, byte for byte, and nothing is posted; another body is refused", async () => {
    const results = [await aResult(world.teacherId, { hours: 20 }), await aResult(world.colleagueId, { hours: 0 })];
    const key = { "Idempotency-Key": "2019/1" };
    const first = await push(token, { results }, key);
    const text = await first.text();
    for (const body of [JSON.stringify({ results }), JSON.stringify({ results, more: 1 }, null, 2)]) {
      const again = await push(token, body, key);
      expect([again.status, await again.text()]).toEqual([first.status, text]);
    }
    const { batchId } = BatchAnswer.parse(JSON.parse(text));
    expect(await (await read(token, batchId)).text()).toBe(text);
    const other = await push(token, { results: results.slice(0, 1) }, key);
    expect([other.status, ((await other.json()) as { code: string }).code]).toEqual([422, "key-used-for-another-body"]);
    expect(await held(world.teacherId)).toEqual({ tenths: 200, postings: 1 });
    expect(await all("select 1 from online_batches where city_id = $1", [world.cityId])).toHaveLength(1);
  });

  test("two at once with one key are one batch; with two keys the second finds the first's results", async () => {
    const results = [await aResult(world.teacherId), await aResult(world.colleagueId)];
    const key = { "Idempotency-Key": "at-once" };
    const texts = await Promise.all([1, 2, 3].map(async () => (await push(token, { results }, key)).text()));
    expect(new Set(texts).size).toBe(1);
    const more = [await aResult(world.strangerId)];
    const both = await Promise.all([push(token, { results: more }), push(token, { results: more })]);
    const told = (await Promise.all(both.map(outcomes))).flat();
    expect(told.sort()).toEqual(["posted", "unchanged"]);
    for (const teacherId of [world.teacherId, world.colleagueId, world.strangerId])
      expect(await held(teacherId)).toEqual({ tenths: 160, postings: 1 });
    expect(await faults()).toEqual([]);
  });

  test("a result under another key is unchanged when it says the same, and refused when it doesn't", async () => {
    const result = await aResult(world.teacherId);
    await push(token, { results: [result] });
    const { person } = await aResult(world.colleagueId);
    const again = async (change: Partial<typeof result>) =>
      (await outcomes(await push(token, { results: [{ ...result, ...change }] })))[0];
    expect(await again({})).toBe("unchanged");
    expect(await again({ finishedOn: "2019-11-19" })).toBe("unchanged");
    expect(await again({ hours: 15 })).toBe("online-result-differs");
    expect(await again({ studyYear: 2018 })).toBe("online-result-differs");
    expect(await again({ person })).toBe("online-result-of-somebody-else");
    expect(await held(world.teacherId)).toEqual({ tenths: 160, postings: 1 });
    expect(await held(world.colleagueId)).toEqual({ tenths: 0, postings: 0 });
  });

  test("twice within a batch it is posted once", async () => {
    const result = await aResult(world.teacherId);
    expect(await outcomes(await push(token, { results: [result, result] }))).toEqual(["posted", "online-result-twice"]);
    expect(await held(world.teacherId)).toEqual({ tenths: 160, postings: 1 });
  });

  test("what the city took back isn't posted again by pushing it once more; a corrected one is", async () => {
    const result = await aResult(world.teacherId);
    await push(token, { results: [result] });
    const { id } = await one<{ id: string }>("select id from credit_entries where teacher_id = $1", [world.teacherId]);
    await transaction(world.cityOfficer, async (tx) => {
      const entry = await lockEntry(tx, world.cityOfficer, id, 1);
      const move = { action: "revoke", toStatus: "revoked", reason: "falsified", marks: [], note: null } as const;
      await reverseEntry(tx, await advanceEntry(tx, world.cityOfficer, entry, move, NOW), NOW);
    });
    expect(await outcomes(await push(token, { results: [result] }))).toEqual(["online-result-revoked"]);
    expect(await held(world.teacherId)).toEqual({ tenths: 0, postings: 2 });
    expect(await outcomes(await push(token, { results: [{ ...result, hours: 12 }] }))).toEqual(["posted"]);
    expect(await held(world.teacherId)).toEqual({ tenths: 120, postings: 3 });
    expect(await faults()).toEqual([]);
  });
});

const read = (bearer: string, batchId: string) =>
  GET(new Request("http://localhost/", { headers: { Authorization: `Bearer ${bearer}` } }), {
    params: Promise.resolve({ batchId }),
  });

describe("another city", () => {
  test("its people are unknown, its batches don't exist, its keys and result ids are its own", async () => {
    const other = await aWorld();
    const { token: othersToken } = await aPlatform(other);
    await withIdNumber(world.teacherId, ID_NUMBER);
    const result = await aResult(world.teacherId, { person: { idNumber: ID_NUMBER, name: "王建国" } });
    const key = { "Idempotency-Key": "1" };
    const mine = await answerOf(await push(token, { results: [result] }, key));
    expect(await outcomes(await push(othersToken, { results: [result] }, key))).toEqual(["person-unknown"]);
    const theirs = { ...(await aResult(other.teacherId)), resultId: result.resultId };
    expect(await outcomes(await push(othersToken, { results: [theirs] }))).toEqual(["posted"]);
    expect((await read(token, mine.batchId)).status).toBe(200);
    for (const id of [mine.batchId, "1' or true--"]) expect((await read(othersToken, id)).status).toBe(404);
    expect(await held(world.teacherId)).toEqual({ tenths: 160, postings: 1 });
  });
});

describe("ten thousand results", () => {
  let big: World;
  beforeAll(async () => {
    big = await aWorld();
    await (await owner()).query(
      `with made as (
         insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
           identity_tail, certificate_number, school_id, county_id)
         select $1::int, '教师' || n, 't', 't', 'B' || n, 'resident_id', '', sha256(convert_to($1::int || '/' || n, 'UTF8')), '0000',
           '20104107000000001', $2::int, $3::int from generate_series(1, ${MOST}) n returning id)
       insert into employments (city_id, teacher_id, school_id, county_id, starts_on) select $1::int, id, $2::int, $3::int, '2010-09-01' from made`,
      [big.cityId, big.school.id, big.school.countyId],
    );
  });

  test("are one batch and one transaction", async () => {
    const { token: bigToken } = await aPlatform(big);
    const results = Array.from({ length: MOST }, (_, n) => ({
      resultId: `big-${n}`,
      person: { teacherNumber: `B${n + 1}`, name: `教师${n + 1}` },
      studyYear: 2019,
      hours: 16,
      finishedOn: "2019-11-20",
    }));
    const began = performance.now();
    const answer = await answerOf(await push(bigToken, { results }));
    console.log(`${MOST} results: ${Math.round(performance.now() - began)} ms`);
    expect(answer.counts).toEqual({ posted: MOST, unchanged: 0, refused: 0 });
    expect(z.array(z.unknown()).parse(answer.results)).toHaveLength(MOST);
    const [sum] = await all<{ n: number; tenths: number }>(
      "select count(*)::int as n, sum(online_tenths)::int as tenths from balances where city_id = $1 and online_tenths > 0",
      [big.cityId],
    );
    expect(sum).toEqual({ n: MOST, tenths: MOST * 160 });
    expect(await faults()).toEqual([]);
    expect(new Set(await outcomes(await push(bigToken, { results })))).toEqual(new Set(["unchanged"]));
  }, 120_000);
});
