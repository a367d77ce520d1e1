import { describe, expect, test } from "vitest";
import { DecisionInput, decideEntry } from "@/features/credits/decide-entry";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";
import { withdrawEntry } from "@/features/credits/withdraw-entry";
import { advanceEntry } from "@/ledger/advance-entry";
import { lockEntry } from "@/ledger/entry-state";
import { postEntry } from "@/ledger/post-credit";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Conflict } from "@/server/errors";
import { sql } from "@/server/sql";
import { aClaim, moocFields, NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import { anActor, aWorld } from "../../factories/world";

const approval = (entryId: string, version: number) =>
  DecisionInput.parse({ entryId, version: String(version), action: "approve" });

describe("at the same time", () => {
  test("24 officers approve one entry: one succeeds, 23 are told by whom and when, one posting", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_city");
    const officers: Actor[] = [];
    for (let officer = 0; officer < 24; officer += 1) officers.push(await anActor(world.cityId, "city", world.bureau));
    const answers = await Promise.allSettled(officers.map((officer) => decideEntry(officer, approval(id, 3), NOW)));
    const won = answers.filter((answer) => answer.status === "fulfilled");
    const lost = answers.filter((answer) => answer.status === "rejected").map((answer) => answer.reason);
    expect(won).toHaveLength(1);
    expect(lost).toHaveLength(23);
    const winner = officers[answers.findIndex((answer) => answer.status === "fulfilled")];
    for (const error of lost) {
      expect(error).toBeInstanceOf(Conflict);
      expect(error.happened).toMatchObject({ action: "approve", byName: winner?.name, at: NOW });
    }
    expect(await one("select count(*)::int as postings from ledger_postings where entry_id = $1", [id])).toEqual({
      postings: 1,
    });
  });

  test("a decision and a withdrawal of one entry: one of them", async () => {
    const world = await aWorld();
    const id = await aDeclaredMooc(world.teacher);
    const answers = await Promise.allSettled([
      decideEntry(world.administrator, approval(id, 1), NOW),
      withdrawEntry(world.teacher, { entryId: id, version: 1, note: null }, NOW),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("the same form sent twice at once is one entry", async () => {
    const world = await aWorld();
    const input = await aClaim(world.teacher);
    const answers = await Promise.all(Array.from({ length: 6 }, () => declareSpecialCredit(world.teacher, input, NOW)));
    for (const answer of answers) expect(answer).toEqual({ ok: true, value: input.entryId });
    expect(await all("select id from credit_entries where teacher_id = $1", [world.teacherId])).toHaveLength(1);
  });

  test("one certificate brought by two people at the same moment: both stand, flagged, and neither passes the county unexplained", async () => {
    const world = await aWorld();
    const number = { certificateNumber: "ＸＦ 2019-07" };
    const first = await aClaim(world.teacher, moocFields(number));
    const second = await aClaim(world.colleague, moocFields({ certificateNumber: "xf2019-07" }));
    await Promise.all([
      declareSpecialCredit(world.teacher, first, NOW),
      declareSpecialCredit(world.colleague, second, NOW),
    ]);
    const marks = await all("select certificate_shared from credit_entries where city_id = $1", [world.cityId]);
    expect(marks).toEqual([{ certificate_shared: true }, { certificate_shared: true }]);
    expect((await decide(world.administrator, first.entryId)).ok).toBe(true);
    const blocked = await decide(world.countyOfficer, first.entryId, CONTENT);
    expect(blocked).toMatchObject({ ok: false, violations: [{ code: "duplicate-certificate", rule: "R16" }] });
    const explained = { ...CONTENT, waiver: "两人同班，证书号由平台误印，已向平台核实" };
    expect((await decide(world.countyOfficer, first.entryId, explained)).ok).toBe(true);
    expect((await decide(world.cityOfficer, first.entryId)).ok).toBe(true);
  });

  test("two different trainings of one teacher posted at the same moment: both are in the balance and in one chain", async () => {
    const world = await aWorld();
    const ids = [];
    for (let term = 1; term <= 6; term += 1) {
      const id = await aDeclaredMooc(world.teacher, moocFields({ courseName: `课程${term}` }));
      await decide(world.administrator, id);
      await decide(world.countyOfficer, id, CONTENT);
      ids.push(id);
    }
    await Promise.all(ids.map((id) => decideEntry(world.cityOfficer, approval(id, 3), NOW)));
    const kept = await one("select total_tenths, head_seq from balances where teacher_id = $1", [world.teacherId]);
    expect(kept).toEqual({ total_tenths: 6 * 240, head_seq: 6 });
  });
});

describe("a crash between two statements", () => {
  test.each(["after the step", "after the posting"])("%s leaves nothing behind", async (place) => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_city");
    const crash = transaction(world.cityOfficer, async (tx) => {
      const entry = await lockEntry(tx, world.cityOfficer, id, 3);
      const move = { action: "approve", toStatus: "posted", reason: null, marks: [], note: null } as const;
      const moved = await advanceEntry(tx, world.cityOfficer, entry, move, NOW);
      if (place === "after the posting") await postEntry(tx, moved, NOW);
      await tx.rows(sql`select pg_terminate_backend(pg_backend_pid())`);
    });
    await expect(crash).rejects.toThrow();
    expect(await one("select status, version from credit_entries where id = $1", [id])).toEqual({
      status: "at_city",
      version: 3,
    });
    expect(await all("select seq from ledger_postings where entry_id = $1", [id])).toEqual([]);
    expect((await decide(world.cityOfficer, id)).ok).toBe(true);
  });

  test("a step that is committed without its posting is refused by the database", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_city");
    const half = transaction(world.cityOfficer, async (tx) => {
      const entry = await lockEntry(tx, world.cityOfficer, id, 3);
      const move = { action: "approve", toStatus: "posted", reason: null, marks: [], note: null } as const;
      await advanceEntry(tx, world.cityOfficer, entry, move, NOW);
    });
    await expect(half).rejects.toThrow(/its postings say otherwise/);
  });
});
