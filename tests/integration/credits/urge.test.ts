import { describe, expect, test } from "vitest";
import { listQueue } from "@/features/credits/list-queue";
import { reviewEntry } from "@/features/credits/review-entry";
import { urgeEntry } from "@/features/credits/urge-entry";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { all, owner } from "../../factories/owner";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import { aWorld } from "../../factories/world";

const days = (count: number) => new Date(NOW.getTime() + count * 86_400_000);

const told = (entryId: string) =>
  all<{ accountId: number }>(
    `select account_id as "accountId" from inbox_messages where kind = 'entry_urged' and subject_id = $1 order by account_id`,
    [entryId],
  );

describe("an entry that has waited long", () => {
  test("is urged by its teacher: the officers who hold it are told, it stands in their queue, and the next time is a week later", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_county");
    expect(await urgeEntry(world.teacher, { entryId: id }, days(6))).toMatchObject({
      ok: false,
      violations: [{ code: "urge-too-early" }],
    });
    expect((await reviewEntry(world.teacher, id, days(7))).mayUrge).toBe(true);
    expect(await urgeEntry(world.teacher, { entryId: id }, days(7))).toEqual({ ok: true, value: id });
    const officers = [world.countyOfficer, world.secondCountyOfficer].map(({ accountId }) => ({ accountId }));
    expect(await told(id)).toEqual(officers);
    const [item] = (await listQueue(world.countyOfficer, {}, days(8))).items;
    expect(item).toMatchObject({ id, urgedAt: days(7) });
    expect((await reviewEntry(world.teacher, id, days(8))).mayUrge).toBe(false);
    expect(await urgeEntry(world.administrator, { entryId: id }, days(13))).toMatchObject({
      ok: false,
      violations: [{ code: "urge-again-too-early", params: { days: 1 } }],
    });
    expect((await urgeEntry(world.administrator, { entryId: id }, days(14))).ok).toBe(true);
  });

  test("at the next step it waits anew", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_county");
    await urgeEntry(world.teacher, { entryId: id }, days(7));
    await decide(world.countyOfficer, id, CONTENT, days(8));
    expect((await urgeEntry(world.countyOfficer, { entryId: id }, days(14))).ok).toBe(false);
    expect((await urgeEntry(world.countyOfficer, { entryId: id }, days(15))).ok).toBe(true);
    expect((await told(id)).slice(-2)).toEqual([
      { accountId: world.cityOfficer.accountId },
      { accountId: world.secondCityOfficer.accountId },
    ]);
  });

  test("of many who urge at once one is heard", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_county");
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, place) =>
        urgeEntry(place % 2 ? world.teacher : world.administrator, { entryId: id }, days(9)),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await all("select at from entry_urges where entry_id = $1", [id])).toHaveLength(1);
    expect(await told(id)).toHaveLength(2);
  });

  test("is nothing that others may urge: not a stranger, not whose own step it is", async () => {
    const world = await aWorld();
    const waiting = await aMoocAt(world, "at_county");
    for (const actor of [world.stranger, world.otherAdministrator, world.otherCountyOfficer, world.countyOfficer])
      await expect(urgeEntry(actor, { entryId: waiting }, days(9))).rejects.toThrow(NotFound);
    await expect(async () => urgeEntry(world.cityOfficer, { entryId: waiting }, days(9))).rejects.toThrow(Forbidden);
    const atSchool = await aDeclaredMooc(world.colleague);
    await expect(urgeEntry(world.administrator, { entryId: atSchool }, days(9))).rejects.toThrow(NotFound);
  });

  test("what has arrived can't be urged", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "posted");
    expect(await urgeEntry(world.teacher, { entryId: id }, days(9))).toMatchObject({
      ok: false,
      violations: [{ code: "urge-nobody-waits" }],
    });
  });
});

describe("the second wall of urging", () => {
  const insert = (actor: Actor, entryId: string, holderId: number, accountId = actor.accountId) =>
    transaction(actor, (tx) =>
      tx.run(sql`insert into entry_urges (city_id, entry_id, at, account_id, holder_id)
        values (${actor.cityId}, ${entryId}, ${NOW}, ${accountId}, ${holderId})`),
    );

  test("nobody urges another's entry, in another's name, or an office that doesn't hold it; what was asked stays", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_county");
    await expect(insert(world.stranger, id, world.county.id)).rejects.toThrow(/row-level security/);
    await expect(insert(world.teacher, id, world.bureau.id)).rejects.toThrow(/row-level security/);
    await expect(insert(world.teacher, id, world.county.id, world.stranger.accountId)).rejects.toThrow(
      /row-level security/,
    );
    await insert(world.teacher, id, world.county.id);
    await expect((await owner()).query("delete from entry_urges where entry_id = $1", [id])).rejects.toThrow(
      /append-only/,
    );
  });
});
