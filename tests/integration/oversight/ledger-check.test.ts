import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { TASKS } from "@/cli/tasks";
import { orderLedgerCheck } from "@/features/oversight/check-ledger";
import { listLedgerChecks } from "@/features/oversight/list-ledger-checks";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { moocFields, NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { aTeacher, aWorld, type World } from "../../factories/world";

vi.setConfig({ testTimeout: 60_000 });

let world: World;

/** A chain of three postings; nothing else in the bank, so that the command has nothing else to name. */
beforeEach(async () => {
  await tamper("delete from ledger_postings");
  await tamper("update balances set head_seq = 0, head_hash = decode(repeat('00', 32), 'hex')");
  world = await aWorld();
  for (let course = 1; course <= 3; course += 1) await aPosted(`课程${course}`);
});

async function aPosted(courseName: string): Promise<string> {
  const id = await aDeclaredMooc(world.teacher, moocFields({ courseName }));
  await decide(world.administrator, id);
  await decide(world.countyOfficer, id, CONTENT);
  await decide(world.cityOfficer, id);
  return id;
}

/** Orders a check from the page and does it, as the worker does. */
async function check(actor: Actor = world.cityOfficer) {
  const orderId = randomUUID();
  await orderLedgerCheck(actor, { orderId }, NOW);
  const { cityId, accountId, role, organisationId } = actor;
  const work = {
    kind: "check-ledger",
    subjectId: orderId,
    actor: { cityId, accountId, role, organisationId },
  } as const;
  await TASKS["check-ledger"].run(work, new AbortController().signal);
  return listLedgerChecks(actor, { check: orderId });
}

async function faults(): Promise<string[]> {
  return (await check()).faults.map(
    ({ kind, seq, teacherId }) => `${kind} ${seq}${teacherId === world.teacherId ? "" : " of another"}`,
  );
}

/** The command that an operator runs: what it prints, and whether it is content. */
function command(...args: string[]): Promise<{ code: number; out: string }> {
  const call = ["--conditions=react-server", "--import", "tsx", "src/cli/verify-ledger.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, call, { env: process.env }, (error, out, err) => {
      resolve({ code: error ? 1 : 0, out: `${out}${err}` });
    });
  });
}

/** What only somebody with the database in their hands could do. */
async function tamper(statement: string, values: unknown[] = []): Promise<void> {
  const admin = await owner();
  await admin.query("set session_replication_role = replica");
  await admin.query(statement, values).finally(() => admin.query("set session_replication_role = origin"));
}

const ofTeacher = "city_id = $1 and teacher_id = $2";
const INSERTED = `insert into ledger_postings select (p).* from (select jsonb_populate_record(l, '{"seq": 4, "event_seq": 99}') as p
  from ledger_postings l where ${ofTeacher} and seq = 3) q`;

describe("a check of the ledger from the page", () => {
  test("says that a whole ledger is whole, counts it, and keeps one digest for it", async () => {
    const { work, shown, faults: found } = await check();
    expect(work).toMatchObject({ state: "done", doneRows: 8, totalRows: 8 });
    expect(found).toEqual([]);
    expect(shown).toMatchObject({
      chains: 4,
      postings: 3,
      faultCount: 0,
      wrongBalances: 0,
      byName: world.cityOfficer.name,
    });
    const again = await check(world.secondCityOfficer);
    expect(again.shown?.digest).toBe(shown?.digest);
    // Somebody new says nothing of the ledger; a posting does.
    await aTeacher(world.cityId, world.school, { name: "新教师" });
    expect((await check()).shown?.digest).toBe(shown?.digest);
    await aPosted("课程4");
    const later = await check();
    expect(later.shown?.digest).not.toBe(shown?.digest);
    expect(later.checks.map(({ postings }) => postings).sort()).toEqual([3, 3, 3, 4]);
  });

  test.each([
    [
      "a changed row",
      `update ledger_postings set credits_tenths = 9999 where ${ofTeacher} and seq = 2`,
      ["changed 2", "balance-differs null"],
    ],
    [
      "a removed row",
      `delete from ledger_postings where ${ofTeacher} and seq = 2`,
      ["missing 2", "balance-differs null"],
    ],
    [
      "a row cut off the end",
      `delete from ledger_postings where ${ofTeacher} and seq = 3`,
      ["cut-off 3", "balance-differs null"],
    ],
    ["an inserted row", INSERTED, ["relinked 4", "changed 4", "beyond-head 4"]],
    [
      "a changed balance",
      `update balances set total_tenths = total_tenths + 10 where ${ofTeacher}`,
      ["balance-differs null"],
    ],
  ])("finds and names %s, and so does the command", async (_, statement, expected) => {
    await tamper(statement, [world.cityId, world.teacherId]);
    const found = await faults();
    expect(found.filter((fault) => !fault.startsWith("balance-") || expected.includes(fault))).toEqual(expected);
    const { shown } = await listLedgerChecks(world.cityOfficer, {});
    const ofChain = expected.filter((fault) => !fault.startsWith("balance-"));
    expect(shown?.faultCount).toBe(ofChain.length);
    const { code, out } = await command();
    expect(code).toBe(ofChain.length > 0 ? 1 : 0);
    for (const fault of ofChain)
      expect(out).toContain(`teacher ${world.teacherId}, cycle ${world.cycleId}: posting ${fault.split(" ")[1]} `);
  });

  test("names a teacher whose balance is gone with its head", async () => {
    await tamper(`delete from balances where ${ofTeacher}`, [world.cityId, world.teacherId]);
    expect(await faults()).toEqual(["beyond-head 1", "balance-missing null"]);
  });

  test("keeps the first hundred, and counts all", async () => {
    await tamper("update balances set total_tenths = total_tenths + 7 where city_id = $1", [world.cityId]);
    await tamper(
      `insert into balances select (p).* from (select jsonb_populate_record(b, jsonb_build_object('teacher_id', 900000 + n)) as p
         from balances b cross join generate_series(1, 120) n where ${ofTeacher}) q`,
      [world.cityId, world.teacherId],
    );
    const { shown, faults: kept } = await check();
    expect(shown).toMatchObject({ faultCount: 360, wrongBalances: 4 });
    expect(kept).toHaveLength(100);
    expect(kept[0]).toMatchObject({ kind: "cut-off", teacherName: null });
    await tamper("delete from balances where teacher_id > 900000");
  });

  test("sees its own city alone, and is seen by nobody else", async () => {
    const other = await aWorld();
    await tamper("update balances set total_tenths = 7 where city_id = $1", [other.cityId]);
    expect((await check()).shown).toMatchObject({ faultCount: 0, wrongBalances: 0 });
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, other.cityOfficer])
      expect(await transaction(actor, (tx) => tx.rows(sql`select id from ledger_checks`))).toEqual([]);
    const inAnothersName = sql`insert into ledger_checks (city_id, id, account_id, at, chains, postings, digest, faults, fault_count, wrong_balances)
      values (${world.cityId}, ${randomUUID()}, ${world.secondCityOfficer.accountId}, ${NOW}, 0, 0, ${Buffer.alloc(32)}, '[]', 0, 0)`;
    await expect(transaction(world.cityOfficer, (tx) => tx.run(inAnothersName))).rejects.toThrow(/row-level security/);
    await expect((await owner()).query("delete from ledger_checks")).rejects.toThrow(/append-only/);
  });

  test("ordered while one is under way is that one", async () => {
    await orderLedgerCheck(world.cityOfficer, { orderId: randomUUID() }, NOW);
    await orderLedgerCheck(world.secondCityOfficer, { orderId: randomUUID() }, NOW);
    const orders = await all("select 1 from work_orders where city_id = $1 and kind = 'check-ledger'", [world.cityId]);
    expect(orders).toHaveLength(1);
  });
});

describe("the digest", () => {
  test("is what the command prints, too, and holds against it as long as nothing is posted or rewritten", async () => {
    const { shown } = await check();
    const digest = shown?.digest ?? "";
    expect((await command()).out).toContain(`Digest of city ${world.cityId}: ${digest}`);
    expect((await command("--against", digest)).code).toBe(0);
    expect((await command("--against", "short")).code).toBe(1);
    // A whole chain that was written anew, with right hashes and a right head: only the digest tells.
    await tamper(
      `update ledger_postings p set training_key = 'anew', hash = posting_hash(jsonb_populate_record(p, '{"training_key": "anew"}'))
       where ${ofTeacher} and seq = 3`,
      [world.cityId, world.teacherId],
    );
    const { hash } = await one<{ hash: Buffer }>(`select hash from ledger_postings where ${ofTeacher} and seq = 3`, [
      world.cityId,
      world.teacherId,
    ]);
    await tamper(`update balances set head_hash = $3 where ${ofTeacher}`, [world.cityId, world.teacherId, hash]);
    expect((await check()).shown).toMatchObject({ faultCount: 0 });
    const against = await command("--against", digest);
    expect([against.code, against.out.includes("history was written anew")]).toEqual([1, true]);
  });
});
