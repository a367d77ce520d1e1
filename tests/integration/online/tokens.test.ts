import { beforeAll, describe, expect, test } from "vitest";
import { listBatches } from "@/features/online/list-batches";
import { listTokens } from "@/features/online/list-tokens";
import { makeToken } from "@/features/online/make-token";
import { readBatch } from "@/features/online/read-batch";
import { revokeToken } from "@/features/online/revoke-token";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { aPlatform, aResult, push } from "../../factories/platform";
import { aMoocAt } from "../../factories/routes";
import { aWorld, type World } from "../../factories/world";

let world: World;
let platform: { actor: Actor; token: string };
beforeAll(async () => {
  world = await aWorld();
  platform = await aPlatform(world);
});

const run = (actor: Actor, statement: Statement) => transaction(actor, (tx) => tx.run(statement));

describe("tokens", () => {
  test("one is shown once, kept as its hash alone, and making and revoking it go on record", async () => {
    const made = await makeToken(world.cityOfficer, { tokenName: "试用" }, NOW);
    if (!made.ok) throw new Error("not made");
    expect(made.value).toMatch(/^xfyh_[A-Za-z0-9_-]{43}$/);
    const kept = await all<{ text: string }>(
      "select t::text || encode(t.token_hash, 'escape') as text from platform_tokens t",
    );
    expect(kept.filter(({ text }) => text.includes(made.value.slice(5)))).toEqual([]);
    const { tokens } = await listTokens(world.cityOfficer);
    expect(tokens[0]).toMatchObject({
      name: "试用",
      createdBy: world.cityOfficer.name,
      lastUsedAt: null,
      revokedAt: null,
    });
    expect(JSON.stringify(tokens)).not.toContain(made.value.slice(5, 15));
    const id = tokens[0]?.id ?? 0;
    for (let twice = 0; twice < 2; twice += 1)
      expect(await revokeToken(world.cityOfficer, { id }, NOW)).toEqual({ ok: true, value: id });
    expect((await listTokens(world.cityOfficer)).tokens.find((token) => token.id === id)?.revokedAt).toEqual(NOW);
    expect(
      await all("select kind, account_id from audit_events where subject = $1 and city_id = $2 order by id", [
        String(id),
        world.cityId,
      ]),
    ).toEqual([
      { kind: "token-made", account_id: world.cityOfficer.accountId },
      { kind: "token-revoked", account_id: world.cityOfficer.accountId },
    ]);
  });

  test("one tells when it was used, and the city sees what it brought", async () => {
    const results = [await aResult(world.teacherId), await aResult(world.teacherId, { hours: 0 })];
    await push(platform.token, { results });
    const { tokens } = await listTokens(world.cityOfficer);
    expect(tokens.find((token) => token.name === "研修平台")?.lastUsedAt).toBeInstanceOf(Date);
    const [batch] = await listBatches(world.cityOfficer);
    expect(batch).toMatchObject({ tokenName: "研修平台", rows: 2, counts: { posted: 1, unchanged: 0, refused: 1 } });
    expect((await readBatch(world.cityOfficer, batch?.id ?? "")).results).toHaveLength(2);
  });

  test("another city's can't be seen or revoked; where no platform is, none is made", async () => {
    const other = await aWorld();
    const { id } = await one<{ id: number }>("select min(id) as id from platform_tokens where city_id = $1", [
      world.cityId,
    ]);
    await expect(revokeToken(other.cityOfficer, { id }, NOW)).rejects.toThrow(NotFound);
    expect(await listTokens(other.cityOfficer)).toEqual({ tokens: [], platformIsThere: false });
    await expect(makeToken(other.cityOfficer, { tokenName: "x" }, NOW)).rejects.toThrow(NotFound);
    expect(await listBatches(other.cityOfficer)).toEqual([]);
  });

  test("nobody but the city makes, sees or revokes one", async () => {
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, platform.actor]) {
      await expect(makeToken(actor, { tokenName: "x" }, NOW)).rejects.toThrow(Forbidden);
      await expect(revokeToken(actor, { id: 1 }, NOW)).rejects.toThrow(Forbidden);
      await expect(listTokens(actor)).rejects.toThrow(Forbidden);
      expect(await transaction(actor, (tx) => tx.rows(sql`select id from platform_tokens`))).toEqual([]);
    }
    await expect(run(world.cityOfficer, sql`select token_hash from platform_tokens`)).rejects.toThrow(
      /permission denied/,
    );
    await expect(run(world.cityOfficer, sql`update platform_tokens set token_hash = ''`)).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe("the platform, with the use case bypassed", () => {
  const post = (id: string, reverse: boolean, cityId = world.cityId) =>
    sql`select write_postings(${cityId}, ${[id]}::uuid[], ${reverse}, ${NOW})`;
  const entry = (source: string, status: string, route: string[]) => sql`
    insert into credit_entries (city_id, id, cycle_id, teacher_id, school_id, county_id, source, title, year, credits_tenths, status,
      route, holder_id, waiting_since, registered_by_account_id, registered_by_role, registered_at)
    values (${world.cityId}, gen_random_uuid(), ${world.cycleId}, ${world.teacherId}, ${world.school.id}, ${world.county.id},
      ${source}::credit_source, 'x', 2019, 10, ${status}::entry_status, ${route}::step[],
      ${status === "at_city" ? world.bureau.id : null}::int, ${status === "at_city" ? NOW : null}::timestamptz,
      ${platform.actor.accountId}, 'platform', ${NOW})`;

  test("can neither register nor post anything but online results, nor take one back, nor move what is there", async () => {
    const mooc = await aMoocAt(world, "posted");
    const WALL = /row-level security/;
    for (const [source, status, route] of [
      ["mooc", "posted", []],
      ["project", "posted", []],
      ["opening", "posted", []],
      ["online", "at_city", ["city"]],
    ] as const)
      await expect(run(platform.actor, entry(source, status, [...route])), source).rejects.toThrow(WALL);
    const { id } = await one<{ id: string }>(
      "select entry_id as id from ledger_postings where teacher_id = $1 and source = 'online' limit 1",
      [world.teacherId],
    );
    const waiting = await aMoocAt(world, "at_city");
    const other = await aWorld();
    for (const write of [post(waiting, false), post(mooc, true), post(id, true), post(id, false, other.cityId)])
      await expect(run(platform.actor, write)).rejects.toThrow(/writes no such posting/);
    for (const byHand of [
      sql`insert into ledger_postings select * from ledger_postings where city_id = ${world.cityId}`,
      sql`update ledger_postings set credits_tenths = 990`,
      sql`delete from ledger_postings`,
    ])
      await expect(run(platform.actor, byHand)).rejects.toThrow(/permission denied/);
    for (const untouched of [
      sql`update credit_entries set credits_tenths = 990 where id = ${id}`,
      sql`update credit_entries set status = 'revoked' where id = ${mooc}`,
      sql`select 1 from credit_entries where source <> 'online'`,
      sql`select 1 from mooc_claims`,
      sql`select 1 from evidence_files`,
    ])
      expect(await run(platform.actor, untouched)).toBe(0);
    for (const change of [sql`delete from online_batches`, sql`update online_batches set posted = 0`])
      await expect(run(platform.actor, change)).rejects.toThrow(/permission denied/);
  });

  test("can't post an online result without its entry: the transaction is not stored", async () => {
    await expect(run(platform.actor, entry("online", "posted", []))).rejects.toThrow(/has no event/);
  });
});
