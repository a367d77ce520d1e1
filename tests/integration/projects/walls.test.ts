import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { askCorrection } from "@/features/projects/ask-correction";
import { bringTable } from "@/features/projects/bring-table";
import { orderConfirmation } from "@/features/projects/confirm-import";
import { decideProject, ProjectDecisionInput } from "@/features/projects/decide-project";
import { discardImport, removeRow, saveRow } from "@/features/projects/edit-rows";
import { listHostedKinds } from "@/features/projects/list-hosted-kinds";
import { listParticipants } from "@/features/projects/list-participants";
import { listProjectQueue, listProjects } from "@/features/projects/list-projects";
import { moveProject } from "@/features/projects/move-project";
import { ProjectInput } from "@/features/projects/project-input";
import { listImports, readImport, readImportRow } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { readReconciliation } from "@/features/projects/read-reconciliation";
import { readStrike } from "@/features/projects/read-strike";
import { recallProject } from "@/features/projects/recall-project";
import { saveProject } from "@/features/projects/save-project";
import { startRoster } from "@/features/projects/start-roster";
import { allowed, ROLES, type Role, type Verb } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { rosterOf } from "../../factories/ledger";
import { owner } from "../../factories/owner";
import {
  accepted,
  aProject,
  aRoster,
  aSubmittedProject,
  commissionedFields,
  decideOn,
  numberOf,
  projectFields,
} from "../../factories/projects";
import { csvOf } from "../../factories/tables";
import { anOffice } from "../../factories/trainings";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;
let host: Actor;
let platform: Actor;
/** Of the county: in the making with a roster, at the city, posted. */
let draft: string;
let waiting: string;
let posted: string;

beforeAll(async () => {
  world = await aWorld();
  host = await anActor(world.cityId, "host", await anOffice(world.cityId, "research"));
  platform = await anActor(world.cityId, "platform", world.bureau);
  draft = await aProject(world.countyOfficer);
  await aRoster(world.countyOfficer, draft, [{ teacherNumber: await numberOf(world.teacherId) }]);
  waiting = await aSubmittedProject(world.countyOfficer, [world.teacherId]);
  posted = await aSubmittedProject(world.countyOfficer, [world.teacherId, world.colleagueId]);
  accepted(await decideOn(world.cityOfficer, posted));
});

const run = (actor: Actor, statement: Statement) => transaction(actor, (tx) => tx.run(statement));

describe("the table of permissions, role by use case", () => {
  const NOBODY = "00000000-0000-4000-8000-000000000000";
  const step = { projectId: NOBODY, version: 1, note: null };
  const decision = (action: string) => ProjectDecisionInput.parse({ projectId: NOBODY, version: 1, note: "", action });
  const table = (kind: "roster" | "support_teaching" | "provincial" | "opening") => (actor: Actor) =>
    bringTable(actor, { importId: randomUUID(), kind, projectId: NOBODY }, csvOf(["姓名"]), NOW);

  const USE_CASES: [Verb | Partial<Record<Role, Verb>>, string, (actor: Actor) => Promise<unknown>][] = [
    ["project:register", "saveProject", (actor) => saveProject(actor, ProjectInput.parse(projectFields()), NOW)],
    ["project:register", "listHostedKinds", (actor) => listHostedKinds(actor)],
    ["project:register", "moveProject", (actor) => moveProject(actor, { ...step, action: "withdraw" }, NOW)],
    [
      "project:register",
      "askCorrection",
      (actor) => askCorrection(actor, { ...step, hours: 80, lecturerHours: undefined }, NOW),
    ],
    ["project:read", "listProjects", (actor) => listProjects(actor, {})],
    ["project:read", "readProject", (actor) => readProject(actor, NOBODY, NOW)],
    ["project:read", "listParticipants", (actor) => listParticipants(actor, NOBODY, {})],
    ["project:read", "readStrike", (actor) => readStrike(actor, NOBODY, [])],
    [{ county: "project:review", city: "project:verify" }, "listProjectQueue", (actor) => listProjectQueue(actor)],
    [
      { county: "project:review", city: "project:verify" },
      "decideProject, a roster",
      (actor) => decideProject(actor, decision("approve"), NOW),
    ],
    ["project:file", "decideProject, a filing", (actor) => decideProject(actor, decision("accept_filing"), NOW)],
    ["project:file", "decideProject, a filing back", (actor) => decideProject(actor, decision("send_back"), NOW)],
    ["project:verify", "decideProject, a correction", (actor) => decideProject(actor, decision("correct"), NOW)],
    ["project:verify", "decideProject, none", (actor) => decideProject(actor, decision("keep"), NOW)],
    ["project:recall", "recallProject", (actor) => recallProject(actor, step, NOW)],
    ["roster:bring", "startRoster", (actor) => startRoster(actor, NOBODY, NOW)],
    ["roster:bring", "saveRow", (actor) => saveRow(actor, { importId: NOBODY, line: 0 }, NOW)],
    ["roster:bring", "removeRow", (actor) => removeRow(actor, { importId: NOBODY, line: 2 }, NOW)],
    ["roster:bring", "readImportRow", (actor) => readImportRow(actor, NOBODY, 2, NOW)],
    ["roster:bring", "bringTable, a roster", table("roster")],
    ["roster:bring", "bringTable, support teaching", table("support_teaching")],
    ["province:import", "bringTable, the province's", table("provincial")],
    ["opening:import", "bringTable, the opening", table("opening")],
    ["province:import", "readReconciliation", (actor) => readReconciliation(actor, NOBODY)],
    ["roster:bring", "readImport", (actor) => readImport(actor, NOBODY, {})],
    ["roster:bring", "listImports", (actor) => listImports(actor, ["roster"])],
    [
      "roster:bring",
      "orderConfirmation",
      (actor) => orderConfirmation(actor, { importId: NOBODY, truthful: "on" }, NOW),
    ],
    ["roster:bring", "discardImport", (actor) => discardImport(actor, { importId: NOBODY }, NOW)],
  ];

  test.each(USE_CASES)("%j: %s", async (verbs, _, ask) => {
    const actors: Record<Role, Actor> = {
      teacher: world.teacher,
      school: world.administrator,
      county: world.countyOfficer,
      city: world.cityOfficer,
      host,
      platform,
    };
    for (const role of ROLES) {
      const verb = typeof verbs === "string" ? verbs : verbs[role];
      const outcome = await ask(actors[role]).then(
        () => "asked",
        (error: unknown) => (error instanceof Forbidden ? "forbidden" : "asked"),
      );
      expect(outcome, role).toBe(verb !== undefined && allowed(role, verb) ? "asked" : "forbidden");
    }
  });
});

describe("the second wall: the database, with the use case bypassed", () => {
  /** A credit of the colleague's on a project, as somebody would write it. */
  const credit = (actor: Actor, projectId: string, hostId: number, status: string) => sql`
    insert into credit_entries (city_id, id, cycle_id, teacher_id, school_id, county_id, source, title, year, ended_on, credits_tenths,
      status, route, holder_id, waiting_since, version, registered_by_account_id, registered_by_role, registered_at, project_id, host_id,
      participant_role, with_roster)
    values (${world.cityId}, ${randomUUID()}, ${world.cycleId}, ${world.colleagueId}, ${world.school.id}, ${world.county.id}, 'project',
      '培训', 2019, '2019-07-05', 9990, ${status}::entry_status, '{city}', ${status === "at_city" ? world.bureau.id : null}::int,
      ${status === "at_city" ? NOW : null}::timestamptz, 1, ${actor.accountId}, ${actor.role}::role, ${NOW}, ${projectId}, ${hostId},
      'attended', true)`;

  test("a host brings credits neither posted, nor into another host's project", async () => {
    for (const [actor, projectId, hostId, status] of [
      [world.countyOfficer, draft, world.county.id, "posted"],
      [world.otherCountyOfficer, draft, world.otherCounty.id, "at_city"],
      [world.otherCountyOfficer, draft, world.county.id, "at_city"],
      [host, waiting, host.organisationId, "at_city"],
      [world.administrator, waiting, world.school.id, "at_city"],
      [world.teacher, draft, world.school.id, "at_city"],
      [platform, draft, world.bureau.id, "at_city"],
    ] as const)
      await expect(run(actor, credit(actor, projectId, hostId, status)), actor.role).rejects.toThrow(
        /row-level security/,
      );
  });

  test("nobody but the city brings a project, or its credits, to the ledger", async () => {
    const commissioned = await aProject(world.administrator, commissionedFields());
    const department = await aProject(host, projectFields({ kind: "department" }));
    for (const [actor, id] of [
      [world.countyOfficer, waiting],
      [world.countyOfficer, draft],
      [world.administrator, commissioned],
      [host, department],
    ] as const) {
      const post = sql`update projects set status = 'posted', holder_id = null, waiting_since = null, version = version + 1 where id = ${id}`;
      await expect(run(actor, post), actor.role).rejects.toThrow(/row-level security/);
      const filed = sql`update projects set status = 'filed', holder_id = null, waiting_since = null, version = version + 1 where id = ${id}`;
      await expect(run(actor, filed), actor.role).rejects.toThrow(/row-level security/);
    }
    const [entry] = await rosterOf(waiting);
    const credits = sql`update credit_entries set status = 'posted', holder_id = null, waiting_since = null where id = ${entry?.id}`;
    await expect(run(world.countyOfficer, credits)).rejects.toThrow(/row-level security/);
    for (const actor of [world.countyOfficer, world.administrator, world.teacher, host, platform]) {
      const post = sql`select write_postings(${world.cityId}, ${[entry?.id]}::uuid[], false, ${NOW})`;
      await expect(run(actor, post), actor.role).rejects.toThrow(/this actor writes no such posting/);
    }
    const row = sql`insert into ledger_postings select * from ledger_postings`;
    for (const actor of [world.cityOfficer, world.countyOfficer, host, platform])
      await expect(run(actor, row), actor.role).rejects.toThrow(/permission denied/);
  });

  test("another host's project is moved by nobody, and what it is can't be changed", async () => {
    const withdraw = sql`update projects set status = 'withdrawn', version = version + 1 where id = ${draft}`;
    for (const actor of [world.otherCountyOfficer, world.administrator, host, world.teacher, platform])
      expect(await run(actor, withdraw), actor.role).toBe(0);
    for (const change of [
      sql`update projects set host_id = ${world.otherCounty.id} where id = ${draft}`,
      sql`update projects set kind = 'city' where id = ${draft}`,
      sql`update projects set registered_by_account_id = ${world.secondCountyOfficer.accountId} where id = ${draft}`,
      sql`delete from projects where id = ${draft}`,
      sql`update project_events set seq = 9`,
      sql`delete from project_events`,
    ])
      await expect(run(world.countyOfficer, change)).rejects.toThrow(/permission denied/);
  });

  test("a project's status doesn't change without its event, nor an event in another's name or out of order", async () => {
    const silent = sql`update projects set status = 'withdrawn', version = version + 1 where id = ${draft}`;
    await expect(run(world.countyOfficer, silent)).rejects.toThrow(/has no event/);
    const same = sql`update projects set status = 'withdrawn' where id = ${draft}`;
    await expect(run(world.countyOfficer, same)).rejects.toThrow(/has no event/);
    const event = (seq: number, by: Actor) => sql`
      insert into project_events (city_id, project_id, seq, action, from_status, to_status, account_id, role, organisation_id,
        participants, at)
      values (${world.cityId}, ${draft}, ${seq}, 'withdraw', 'draft', 'withdrawn', ${by.accountId}, ${by.role}::role,
        ${by.organisationId}, 0, ${NOW})`;
    await expect(run(world.countyOfficer, event(2, world.secondCountyOfficer))).rejects.toThrow(/row-level security/);
    await expect(run(world.otherCountyOfficer, event(2, world.otherCountyOfficer))).rejects.toThrow(
      /row-level security/,
    );
    await expect(run(world.countyOfficer, event(3, world.countyOfficer))).rejects.toThrow(/out of order/);
  });

  test("the steps of projects refuse UPDATE, DELETE and TRUNCATE, by the owner, too", async () => {
    const admin = await owner();
    for (const change of [
      "update project_events set seq = seq",
      "delete from project_events",
      "truncate project_events cascade",
    ])
      await expect(admin.query(change), change).rejects.toThrow(/append-only/);
  });

  test("what is in the making, its tables, rows and orders show themselves to their own place alone", async () => {
    const TABLES = {
      imports: sql`select id from imports`,
      import_rows: sql`select line from import_rows`,
      work_orders: sql`select id from work_orders`,
      project_events: sql`select seq from project_events`,
      drafts: sql`select id from projects where status = 'draft' and host_id = ${world.county.id}`,
      credits: sql`select id from credit_entries where host_id = ${world.county.id}`,
    };
    for (const [name, statement] of Object.entries(TABLES)) {
      const count = (actor: Actor) => transaction(actor, async (tx) => (await tx.rows(statement)).length);
      for (const actor of [world.stranger, world.otherCountyOfficer, world.otherAdministrator, platform, host])
        if (name !== "project_events" || actor !== host) expect(await count(actor), `${name}, ${actor.role}`).toBe(0);
      expect(await count(world.countyOfficer), name).toBeGreaterThan(0);
    }
    // A colleague at the same desk goes on with what was begun; the same place in another role doesn't see it.
    expect((await readProject(world.secondCountyOfficer, draft, NOW)).roster?.counts.rows).toBe(1);
    expect((await readProject(world.cityOfficer, draft, NOW)).roster).toBeNull();
  });

  test("who may be meant by a row is asked of the actor's reach: a host of a county finds nobody of another", async () => {
    const office = await anOffice(world.cityId, "research", world.otherCounty.id);
    const far = await anActor(world.cityId, "host", office);
    const number = await numberOf(world.teacherId);
    const found = (actor: Actor) =>
      transaction(actor, (tx) =>
        tx.rows(sql`select 1 from people_matching(${world.cityId}, '{}', ${[number]}::text[], '{}')`),
      );
    expect([await found(far), await found(world.otherCountyOfficer), await found(world.otherAdministrator)]).toEqual([
      [],
      [],
      [],
    ]);
    expect(await found(world.teacher)).toEqual([]);
    expect((await found(host)).length + (await found(world.countyOfficer)).length).toBe(2);
  });
});
