import { describe, expect, test } from "vitest";
import { correctEntry } from "@/features/credits/correct-entry";
import { readBalance } from "@/features/credits/read-balance";
import { recallEntry } from "@/features/credits/recall-entry";
import { declareSpecialCredit, registerSpecialCredit } from "@/features/credits/register-special-credit";
import { reviewEntry } from "@/features/credits/review-entry";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { withdrawEntry } from "@/features/credits/withdraw-entry";
import type { Actor } from "@/server/actor";
import { aClaim, degreeFields, moocFields, NOW } from "../../factories/claims";
import { all } from "../../factories/owner";
import { CONTENT, decide } from "../../factories/routes";
import { aWorld } from "../../factories/world";

describe("the route of a special credit (N5)", () => {
  test("a declared MOOC goes school, county, city; then it is posted and the balance shows it with its clause", async () => {
    const world = await aWorld();
    const input = await aClaim(world.teacher);
    expect(await declareSpecialCredit(world.teacher, input, NOW)).toEqual({ ok: true, value: input.entryId });
    expect((await decide(world.administrator, input.entryId)).ok).toBe(true);
    expect((await decide(world.countyOfficer, input.entryId, CONTENT)).ok).toBe(true);
    const posted = await decide(world.cityOfficer, input.entryId);
    expect(posted).toMatchObject({ ok: true, value: { status: "posted", version: 4 } });

    const { balance } = await readBalance(world.teacher, world.teacherId, "newest", NOW);
    expect(balance.totalTenths).toBe(240);
    expect(balance.lines).toMatchObject([{ factId: input.entryId, countedTenths: 240, rule: "R7", clause: "N3.7" }]);
    const kept = await all("select total_tenths, head_seq from balances where city_id = $1 and teacher_id = $2", [
      world.cityId,
      world.teacherId,
    ]);
    expect(kept).toEqual([{ total_tenths: 240, head_seq: 1 }]);
  });

  test("a teacher of a city-direct school goes without the county step", async () => {
    const world = await aWorld();
    const input = await aClaim(world.directTeacher);
    await declareSpecialCredit(world.directTeacher, input, NOW);
    expect(await decide(world.directAdministrator, input.entryId)).toMatchObject({ value: { status: "at_city" } });
    expect(await decide(world.cityOfficer, input.entryId, CONTENT)).toMatchObject({
      value: { status: "posted" },
    });
  });

  test("a degree that the school registers begins at the county and deems the cycle complete", async () => {
    const world = await aWorld();
    const input = await aClaim(world.administrator, degreeFields());
    const registered = await registerSpecialCredit(
      world.administrator,
      { ...input, teacherId: world.colleagueId },
      NOW,
    );
    expect(registered.ok).toBe(true);
    await decide(world.countyOfficer, input.entryId);
    await decide(world.cityOfficer, input.entryId);
    const { balance } = await readBalance(world.colleague, world.colleagueId, "newest", NOW);
    expect(balance).toMatchObject({
      complete: true,
      totalTenths: 3600,
      onlineTenths: 0,
      deemed: { coversOnline: true },
    });
  });

  test("returned with a reason, mended, and the whole route again", async () => {
    const world = await aWorld();
    const input = await aClaim(world.teacher);
    await declareSpecialCredit(world.teacher, input, NOW);
    await decide(world.administrator, input.entryId);
    const returned = await decide(world.countyOfficer, input.entryId, { action: "return", reason: "hours-differ" });
    expect(returned).toMatchObject({ ok: true, value: { status: "returned" } });
    const { entry, events } = await reviewEntry(world.teacher, input.entryId, NOW);
    expect(events.at(-1)).toMatchObject({ reason: "hours-differ", marks: ["certificateHours"] });
    const mended = { ...input, certificateHours: 180, version: entry.version };
    expect(await correctEntry(world.teacher, mended, NOW)).toEqual({ ok: true, value: input.entryId });
    const again = await reviewEntry(world.teacher, input.entryId, NOW);
    expect(again.entry).toMatchObject({ status: "at_school", creditsTenths: 180 });
  });

  test("the city revokes a posted credit: a reversing posting, the balance falls, the history shows both", async () => {
    const world = await aWorld();
    const input = await aClaim(world.teacher);
    await declareSpecialCredit(world.teacher, input, NOW);
    await decide(world.administrator, input.entryId);
    await decide(world.countyOfficer, input.entryId, CONTENT);
    await decide(world.cityOfficer, input.entryId);
    const { entry } = await reviewEntry(world.cityOfficer, input.entryId, NOW);
    const later = new Date(NOW.getTime() + 3_600_000);
    const revoked = await revokeEntry(
      world.secondCityOfficer,
      { entryId: entry.id, version: entry.version, reason: "falsified", note: null },
      later,
    );
    expect(revoked.ok).toBe(true);
    const postings = await all(
      "select seq, credits_tenths, reverses_seq from ledger_postings where entry_id = $1 order by seq",
      [entry.id],
    );
    expect(postings).toEqual([
      { seq: 1, credits_tenths: 240, reverses_seq: null },
      { seq: 2, credits_tenths: -240, reverses_seq: 1 },
    ]);
    const { balance } = await readBalance(world.teacher, world.teacherId, "newest", later);
    expect(balance.totalTenths).toBe(0);
    const { events } = await reviewEntry(world.teacher, entry.id, later);
    expect(events.map((event) => event.action)).toEqual(["declare", "approve", "approve", "approve", "revoke"]);
  });

  test("the last decision is recalled within ten minutes by a reversal, and can be taken again", async () => {
    const world = await aWorld();
    const input = await aClaim(world.directTeacher);
    await declareSpecialCredit(world.directTeacher, input, NOW);
    await decide(world.directAdministrator, input.entryId);
    await decide(world.cityOfficer, input.entryId, CONTENT);
    const recall = (actor: Actor, minutes: number) =>
      recallEntry(
        actor,
        { entryId: input.entryId, version: 3, note: null },
        new Date(NOW.getTime() + minutes * 60_000),
      );
    expect(await recall(world.secondCityOfficer, 1)).toMatchObject({
      ok: false,
      violations: [{ code: "recall-not-the-decider" }],
    });
    expect(await recall(world.cityOfficer, 11)).toMatchObject({ ok: false, violations: [{ code: "recall-too-late" }] });
    expect((await recall(world.cityOfficer, 10)).ok).toBe(true);
    expect(await decide(world.cityOfficer, input.entryId, CONTENT)).toMatchObject({
      value: { status: "posted" },
    });
    expect((await readBalance(world.directTeacher, world.directTeacherId, "newest", NOW)).balance.totalTenths).toBe(
      240,
    );
  });

  test("a withdrawn claim frees its certificate", async () => {
    const world = await aWorld();
    const fields = moocFields();
    const input = await aClaim(world.teacher, fields);
    await declareSpecialCredit(world.teacher, input, NOW);
    await withdrawEntry(world.teacher, { entryId: input.entryId, version: 1, note: null }, NOW);
    const again = await aClaim(world.teacher, { ...fields, entryId: moocFields().entryId ?? "" });
    expect((await declareSpecialCredit(world.teacher, again, NOW)).ok).toBe(true);
  });
});
