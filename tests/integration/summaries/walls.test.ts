import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { listReported, ReportedQuery } from "@/features/summaries/list-reported";
import { listSummaryEvidence } from "@/features/summaries/list-summary-evidence";
import { listUnitSummaries } from "@/features/summaries/list-unit-summaries";
import { openSummary } from "@/features/summaries/open-summary";
import { readSummary } from "@/features/summaries/read-summary";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { one, owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { CONTENT, decide } from "../../factories/routes";
import { aClosed, aRegistered, aToldSupport, closing, roundOf, step, tickOff } from "../../factories/summaries";
import { anOffice } from "../../factories/trainings";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;
let personnel: Actor;
let otherHost: Actor;
/** A school's table of MOOCs, and a host's of support teaching. */
let mooc: string;
let support: string;
let roundId: number;

beforeAll(async () => {
  world = await aWorld();
  personnel = await anActor(world.cityId, "host", await anOffice(world.cityId, "personnel"));
  otherHost = await anActor(world.cityId, "host", await anOffice(world.cityId, "personnel"));
  const entry = await aRegistered(world.administrator, world.teacherId);
  mooc = await aClosed(world.administrator);
  await aToldSupport(personnel, [world.strangerId, "2019-01-02", "2019-12-10"]);
  support = await aClosed(personnel, "support_teaching");
  accepted(await decide(world.countyOfficer, entry, CONTENT));
  await tickOff(world.countyOfficer, mooc);
  roundId = await roundOf(world.administrator);
});

const STRANGERS: [string, () => Actor][] = [
  ["another school", () => world.otherAdministrator],
  ["another county", () => world.otherCountyOfficer],
  ["a city-direct school", () => world.directAdministrator],
  ["a host that isn't the unit", () => otherHost],
];

describe("the first wall: the use case", () => {
  test.each(STRANGERS)("%s sees of a table what it would see of one that isn't there", async (_, actor) => {
    for (const id of [mooc, support, randomUUID()]) {
      await expect(readSummary(actor(), id, NOW)).rejects.toThrow(NotFound);
      await expect(openSummary(actor(), id, "pdf", NOW)).rejects.toThrow(NotFound);
      await expect(listSummaryEvidence(actor(), id)).rejects.toThrow(NotFound);
    }
  });

  test.each([
    ["the unit", () => world.secondAdministrator, () => mooc],
    ["its superior", () => world.secondCountyOfficer, () => mooc],
    ["the city", () => world.cityOfficer, () => mooc],
    ["the host", () => personnel, () => support],
    ["the city, whose step it is", () => world.secondCityOfficer, () => support],
  ])("%s sees it", async (_, actor, id) => {
    expect((await readSummary(actor(), id(), NOW)).head.id).toBe(id());
  });

  test("a teacher is refused before anything is read", async () => {
    await expect(readSummary(world.teacher, mooc, NOW)).rejects.toThrow(Forbidden);
    await expect(openSummary(world.teacher, mooc, "pdf", NOW)).rejects.toThrow(Forbidden);
    await expect(listUnitSummaries(world.teacher, NOW)).rejects.toThrow(Forbidden);
    await expect(listReported(world.teacher, ReportedQuery.parse({}), NOW)).rejects.toThrow(Forbidden);
    await expect(closing(world.teacher)).rejects.toThrow(Forbidden);
  });

  test("a unit neither accepts, returns nor ticks off; the city moves no table of a county", async () => {
    for (const action of ["accept", "return", "receive_paper"]) {
      await expect(step(world.administrator, mooc, action)).rejects.toThrow(Forbidden);
      await expect(step(personnel, support, action)).rejects.toThrow(Forbidden);
      await expect(step(world.cityOfficer, mooc, action)).rejects.toThrow(NotFound);
    }
    await expect(step(world.countyOfficer, mooc, "take_back")).rejects.toThrow(Forbidden);
    expect((await readSummary(world.cityOfficer, mooc, NOW)).actions).toEqual([]);
  });

  test("a school closes what is its own: nobody else's entries are on its table", async () => {
    expect(await closing(world.otherAdministrator)).toMatchObject({ violations: [{ code: "summary-empty" }] });
    expect(await closing(otherHost, "support_teaching")).toMatchObject({ violations: [{ code: "summary-empty" }] });
  });

  test("nobody accepts what they closed, in another role either", async () => {
    const both = { ...world.administrator, role: "county", organisationId: world.county.id } as const;
    await (await owner()).query(
      "insert into account_roles (city_id, account_id, role, organisation_id) values ($1, $2, 'county', $3)",
      [world.cityId, both.accountId, world.county.id],
    );
    expect(await step(both, mooc, "accept")).toMatchObject({ violations: [{ code: "decides-own-registration" }] });
    expect((await readSummary(both, mooc, NOW)).actions).toEqual([]);
    await expect(write(both, acceptBySql(mooc, both))).rejects.toThrow(/row-level security/);
  });
});

/** All statements in one transaction, which is rolled back at the end where nothing refused it. */
class Enough extends Error {}
const write = (actor: Actor, statements: Statement[], keep = true) =>
  transaction(actor, async (tx) => {
    let changed = 0;
    for (const statement of statements) changed += await tx.run(statement);
    if (!keep) throw new Enough();
    return changed;
  });

const event = (
  id: string,
  seq: number,
  action: string,
  to: string,
  { cityId, accountId, role, organisationId }: Actor,
) => sql`
  insert into summary_events (city_id, table_id, seq, action, to_status, account_id, role, organisation_id, at)
  values (${cityId}, ${id}, ${seq}, ${action}::summary_action, ${to}::summary_status, ${accountId}, ${role}::role,
    ${organisationId}, ${NOW})`;
const acceptBySql = (id: string, actor: Actor) => [
  sql`update summary_tables set status = 'accepted', version = version + 1 where id = ${id}`,
  event(id, 4, "accept", "accepted", actor),
];
const aTable = (
  actor: Actor,
  fields: { id?: string; unitId?: number; countyId?: number | null; source?: string } = {},
) => {
  const { id = randomUUID(), unitId = actor.organisationId, source = "degree" } = fields;
  const countyId = fields.countyId === undefined ? world.county.id : fields.countyId;
  return sql`
    insert into summary_tables (city_id, id, round_id, source, unit_id, county_id, number, status, version, closed_by_account_id, closed_at)
    values (${world.cityId}, ${id}, ${roundId}, ${source}::credit_source, ${unitId}, ${countyId}, 1, 'reported', 1,
      ${actor.accountId}, ${NOW})`;
};
const aCopy = (id: string) => sql`
  insert into summary_copies (city_id, table_id, seq, sealed, hash, lines, credits_tenths)
  values (${world.cityId}, ${id}, 1, ${Buffer.from([1])}, ${Buffer.alloc(32)}, 1, 0)`;

describe("the second wall: the database, with the use case bypassed", () => {
  const TABLES = {
    summary_tables: sql`select id from summary_tables`,
    summary_copies: sql`select seq from summary_copies`,
    summary_events: sql`select seq from summary_events`,
  };
  const seen = (actor: Actor, statement: Statement) =>
    transaction(actor, async (tx) => (await tx.rows(statement)).length);

  test.each(Object.entries(TABLES))(
    "%s shows strangers and teachers nothing, the people concerned their rows",
    async (_, rows) => {
      for (const [, actor] of STRANGERS) expect(await seen(actor(), rows)).toBe(0);
      for (const actor of [world.teacher, world.colleague, world.stranger]) expect(await seen(actor, rows)).toBe(0);
      for (const actor of [world.administrator, world.countyOfficer, personnel, world.cityOfficer])
        expect(await seen(actor, rows)).toBeGreaterThan(0);
    },
  );

  test("a unit can't accept its table, or tick off its paper", async () => {
    await expect(write(world.administrator, acceptBySql(mooc, world.administrator))).rejects.toThrow(
      /row-level security/,
    );
    await expect(write(personnel, acceptBySql(support, personnel))).rejects.toThrow(/row-level security/);
    for (const column of [sql`paper_on`, sql`certificates_on`])
      await expect(
        write(world.administrator, [sql`update summary_tables set ${column} = '2019-12-01' where id = ${mooc}`]),
      ).rejects.toThrow(/does not tick off/);
  });

  test("strangers move nothing, nor the city what a county accepts, nor a county what the city does", async () => {
    const back = (id: string) => [sql`update summary_tables set status = 'returned' where id = ${id}`];
    for (const [, actor] of STRANGERS) expect(await write(actor(), [...back(mooc), ...back(support)])).toBe(0);
    expect(await write(world.cityOfficer, back(mooc))).toBe(0);
    expect(await write(world.countyOfficer, back(support))).toBe(0);
    expect(await write(world.teacher, [...back(mooc), ...back(support)])).toBe(0);
  });

  test("a table is begun for the own unit, towards its superior, of the kinds that it reports, in one's own name", async () => {
    const refused: [Actor, Statement][] = [
      [world.administrator, aTable(world.administrator, { unitId: world.otherSchool.id })],
      [world.administrator, aTable(world.administrator, { countyId: world.otherCounty.id })],
      [world.administrator, aTable(world.administrator, { countyId: null })],
      [world.administrator, aTable(world.administrator, { source: "support_teaching" })],
      [world.administrator, aTable(world.secondAdministrator, { unitId: world.school.id })],
      [otherHost, aTable(otherHost, { source: "mooc", countyId: null })],
      [otherHost, aTable(otherHost, { source: "support_teaching" })],
      [world.countyOfficer, aTable(world.countyOfficer)],
      [world.teacher, aTable(world.teacher)],
    ];
    for (const [actor, statement] of refused)
      await expect(write(actor, [statement], false)).rejects.toThrow(/row-level security/);
  });

  test("a change without its event, or a closing without its copy, is not committed", async () => {
    const { administrator, countyOfficer } = world;
    await expect(
      write(countyOfficer, [
        sql`update summary_tables set status = 'returned', version = version + 1 where id = ${mooc}`,
      ]),
    ).rejects.toThrow(/has no event/);
    await expect(
      write(countyOfficer, [sql`update summary_tables set status = 'returned' where id = ${mooc}`]),
    ).rejects.toThrow(/has no event/);
    const id = randomUUID();
    await expect(write(administrator, [aTable(administrator, { id })])).rejects.toThrow(/has no event/);
    await expect(
      write(administrator, [aTable(administrator, { id }), event(id, 1, "close", "reported", administrator)]),
    ).rejects.toThrow(/without a copy/);
    await expect(
      write(
        administrator,
        [aTable(administrator, { id }), event(id, 1, "close", "reported", administrator), aCopy(id)],
        false,
      ),
    ).rejects.toThrow(Enough);
  });

  test("an event is written in one's own name and place, of a table that one sees", async () => {
    const note = event(mooc, 4, "return", "returned", world.countyOfficer);
    await expect(write(world.administrator, [note], false)).rejects.toThrow(/row-level security/);
    const foreign = event(mooc, 4, "take_back", "returned", world.otherAdministrator);
    await expect(write(world.otherAdministrator, [foreign], false)).rejects.toThrow(/row-level security/);
  });

  test("an event is that of the step that was just taken, told by whose step it is", async () => {
    const { version } = await one<{ version: number }>("select version from summary_tables where id = $1", [mooc]);
    const [county, city] = [world.secondCountyOfficer, world.cityOfficer];
    // Ahead of its table it would be in the way of every step that follows.
    for (const actor of [county, city, world.administrator])
      await expect(write(actor, [event(mooc, version + 1, "return", "returned", actor)], false)).rejects.toThrow(
        /row-level security/,
      );
    const taken = sql`update summary_tables set version = version + 1 where id = ${mooc}`;
    const told = (to: string) => [taken, event(mooc, version + 1, "receive_paper", to, county)];
    await expect(write(county, told("accepted"), false)).rejects.toThrow(/row-level security/);
    await expect(write(county, told("reported"), false)).rejects.toThrow(Enough);
  });

  test("what its superior has accepted, a unit moves no more", async () => {
    const other = await aWorld();
    const entry = await aRegistered(other.administrator, other.teacherId);
    const id = await aClosed(other.administrator);
    accepted(await decide(other.countyOfficer, entry, CONTENT));
    await tickOff(other.countyOfficer, id);
    accepted(await step(other.countyOfficer, id, "accept"));
    const back = [sql`update summary_tables set status = 'returned', version = version + 1 where id = ${id}`];
    await expect(write(other.administrator, back)).rejects.toThrow(/is accepted/);
  });

  test("nobody keeps a copy for somebody else's table", async () => {
    for (const actor of [world.countyOfficer, world.otherAdministrator, personnel])
      await expect(write(actor, [aCopy(mooc)], false)).rejects.toThrow(/row-level security/);
  });

  test("copies and events are never changed or taken away, by their owner either", async () => {
    const statements = (table: string) => [
      `update ${table} set seq = seq + 1`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
    ];
    for (const table of ["summary_copies", "summary_events"]) {
      for (const statement of statements(table))
        await expect((await owner()).query(statement), statement).rejects.toThrow();
      const asApplication = [sql`update summary_copies set lines = 2`, sql`delete from summary_events`];
      for (const statement of asApplication)
        await expect(write(world.cityOfficer, [statement])).rejects.toThrow(/permission denied/);
    }
  });
});
