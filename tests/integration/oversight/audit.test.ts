import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { recordExport } from "@/features/exports/record-export";
import { DrawInput, drawSampleRun } from "@/features/oversight/draw-sample";
import { recordSampleResult, SampleResultInput } from "@/features/oversight/record-sample-result";
import { AuditQuery, searchAudit } from "@/features/oversight/search-audit";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden } from "@/server/errors";
import { sql } from "@/server/sql";
import { moocFields, NOW } from "../../factories/claims";
import { one, owner } from "../../factories/owner";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { aTeacher, aWorld, type World } from "../../factories/world";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

let world: World;
let entry: string;
const LATER = new Date(NOW.getTime() + 86_400_000);

beforeAll(async () => {
  world = await aWorld();
  entry = await aDeclaredMooc(world.teacher, moocFields({ courseName: "数学史" }));
  await decide(world.administrator, entry);
  await decide(world.countyOfficer, entry, CONTENT);
  await decide(world.cityOfficer, entry);
  const ofColleague = await aDeclaredMooc(world.colleague);
  await decide(world.administrator, ofColleague, { action: "return", reason: "scan-unreadable", note: "请重扫" });
  await recordExport(world.countyOfficer, "teachers", ["behind=1"], LATER);
  const runId = randomUUID();
  const terms = {
    runId,
    cycleId: world.cycleId,
    share: "100",
    fromDay: "2019-12-01",
    toDay: "2019-12-20",
    source: "",
  };
  await drawSampleRun(world.cityOfficer, DrawInput.parse(terms), LATER);
  const wrong = SampleResultInput.parse({ runId, position: 1, result: "wrong", note: "姓名不符" });
  await recordSampleResult(world.secondCityOfficer, wrong, LATER);
  const { version } = await one<{ version: number }>("select version from credit_entries where id = $1", [entry]);
  await revokeEntry(
    world.secondCityOfficer,
    { entryId: entry, version, reason: "posted-in-error", note: "已核实" },
    LATER,
  );
});

const search = (query: Record<string, string> = {}, actor: Actor = world.cityOfficer, most?: number) =>
  searchAudit(actor, AuditQuery.parse(query), most);
const kindsOf = async (query: Record<string, string>) =>
  (await search(query)).lines.map(({ source, kind }) => `${source}.${kind}`);

describe("the audit log", () => {
  test("says who did what about whom, and why, the newest first", async () => {
    const { lines, next } = await search();
    expect(next).toBeNull();
    const kinds = lines.map(({ source, kind }) => `${source}.${kind}`);
    expect(kinds.slice(0, 4)).toEqual([
      "credits.revoke",
      "desk.sample-result",
      "desk.sample-drawn",
      "desk.list-exported",
    ]);
    // All of one instant.
    expect(kinds.slice(4).sort()).toEqual(
      ["approve", "approve", "approve", "declare", "declare", "return"].map((kind) => `credits.${kind}`),
    );
    expect(lines.find(({ kind }) => kind === "revoke")).toMatchObject({
      byName: world.secondCityOfficer.name,
      role: "city",
      organisationName: world.bureau.name,
      teacherId: world.teacherId,
      teacherName: "王建国",
      ref: entry,
      title: "数学史",
      reason: "posted-in-error",
      note: "已核实",
    });
    expect(lines.find(({ kind }) => kind === "list-exported")).toMatchObject({
      byName: world.countyOfficer.name,
      role: "county",
      organisationName: world.county.name,
      subject: "teachers",
      reason: "behind=1",
    });
  });

  test("is searched by person, by who did it, by kind and by days, and by all at once", async () => {
    expect(await kindsOf({ q: "李秀兰" })).toEqual(["credits.return", "credits.declare"]);
    const { teacher_number } = await one<{ teacher_number: string }>(
      "select teacher_number from teachers where id = $1",
      [world.teacherId],
    );
    expect((await kindsOf({ q: teacher_number })).sort()).toEqual([
      "credits.approve",
      "credits.approve",
      "credits.approve",
      "credits.declare",
      "credits.revoke",
      "desk.sample-result",
    ]);
    expect(await kindsOf({ q: "没有此人" })).toEqual([]);
    expect((await kindsOf({ who: world.administrator.name })).sort()).toEqual(["credits.approve", "credits.return"]);
    expect(await kindsOf({ who: world.countyOfficer.name, kind: "credits" })).toEqual(["credits.approve"]);
    expect(await kindsOf({ kind: "credits.revoke" })).toEqual(["credits.revoke"]);
    expect(await kindsOf({ kind: "desk.list-exported" })).toEqual(["desk.list-exported"]);
    expect(await kindsOf({ kind: "credits", from: "2019-12-21" })).toEqual(["credits.revoke"]);
    expect(await kindsOf({ to: "2019-12-19" })).toEqual([]);
    expect(await kindsOf({ q: "王建国", who: world.secondCityOfficer.name, kind: "desk", from: "2019-12-21" })).toEqual(
      ["desk.sample-result"],
    );
    // What makes no sense is ignored, as in every address.
    expect(await kindsOf({ kind: "credits.nothing", from: "2019-02-30", q: "李秀兰" })).toHaveLength(2);
  });

  test("is read page by page without a gap or a repetition, whatever happened at one instant", async () => {
    const whole = (await search()).lines.map((line) => JSON.stringify(line));
    for (const most of [1, 2, 3]) {
      const paged: string[] = [];
      let after: string | null = "";
      while (after !== null) {
        const page = await search({ after }, world.cityOfficer, most);
        paged.push(...page.lines.map((line) => JSON.stringify(line)));
        after = page.next;
      }
      expect(paged).toEqual(whole);
    }
  });

  test("is the city's, and of one city", async () => {
    for (const actor of [world.teacher, world.administrator, world.countyOfficer])
      await expect(search({}, actor)).rejects.toThrow(Forbidden);
    const other = await aWorld();
    expect((await search({}, other.cityOfficer)).lines).toEqual([]);
  });

  test("shows a kind that it doesn't know as it is", async () => {
    await (await owner()).query(
      "insert into audit_events (city_id, account_id, kind, at) values ($1, $2, 'never-heard-of', $3)",
      [world.cityId, world.cityOfficer.accountId, LATER],
    );
    expect(await kindsOf({ kind: "desk" })).toContain("desk.never-heard-of");
  });
});

describe("among millions", () => {
  /** As many as there is room for in a test: enough that reading them all would be seen. */
  const MANY = 200_000;

  beforeAll(async () => {
    const admin = await owner();
    const teacherId = await aTeacher(world.cityId, world.school, { name: "众人" });
    await admin.query("set session_replication_role = replica");
    await admin.query(
      `insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, to_status, account_id, role,
         organisation_id, marks, at)
       select $1, gen_random_uuid(), 1, $2, $3, $4, (array['register', 'approve', 'approve', 'resubmit'])[1 + n % 4]::entry_action, 'at_city',
         $5 + n % 7, 'school', $3, '{}', timestamptz '2019-01-01' + n / 50 * interval '1 minute'
       from generate_series(1, $6::int) n`,
      [world.cityId, teacherId, world.school.id, world.county.id, world.teacher.accountId, MANY],
    );
    await admin.query(
      `insert into audit_events (city_id, account_id, kind, at)
       select $1, $2 + n % 7, 'sign-in', timestamptz '2019-01-01' + n / 50 * interval '1 minute' from generate_series(1, $3::int) n`,
      [world.cityId, world.teacher.accountId, MANY],
    );
    await admin.query("set session_replication_role = origin");
    await admin.query("analyze");
  });

  test.each([
    ["everything", {}],
    ["a rare kind of credits", { kind: "credits.revoke" }],
    ["a rare kind at the desk", { kind: "desk.sample-drawn" }],
    ["one who does much", { who: "administrator" }],
    ["a person", { q: "王建国" }],
    ["some days", { from: "2019-01-02", to: "2019-01-02" }],
    ["a page far behind", { after: `${Date.parse("2019-01-02T00:00:00Z")}.3.${randomUUID()}.1` }],
  ])("%s is found without reading them all", async (_, query) => {
    const asked = { ...query, ...("who" in query && { who: world.administrator.name }) };
    const { lines, read } = await rowsRead(() => search(asked));
    expect(lines.length).toBeGreaterThan(0);
    expect(read).toBeLessThan(MANY / 20);
  });

  /** How many rows of the two large tables the search has touched. */
  async function rowsRead(work: () => ReturnType<typeof search>): Promise<{ lines: unknown[]; read: number }> {
    const count = async () => {
      await transaction(world.cityOfficer, (tx) => tx.rows(sql`select pg_stat_force_next_flush()`));
      await (await owner()).query("select pg_stat_clear_snapshot()");
      const { read } = await one<{ read: number }>(
        `select (sum(coalesce(seq_tup_read, 0)) + sum(coalesce(idx_tup_fetch, 0)))::int as read from pg_stat_user_tables
         where relname in ('entry_events', 'audit_events')`,
      );
      return read;
    };
    const before = await count();
    const { lines } = await work();
    return { lines, read: (await count()) - before };
  }
});
