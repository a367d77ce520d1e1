import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { listQueue } from "@/features/credits/list-queue";
import { removeEvidence } from "@/features/credits/remove-evidence";
import { endDeputy } from "@/features/people/end-deputy";
import { listDeputies } from "@/features/people/list-deputies";
import { DeputyInput, nameDeputy } from "@/features/people/name-deputy";
import { listOwnRoles, switchRole } from "@/features/people/switch-role";
import { calendarDate, calendarDateInShanghai } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { all } from "../../factories/owner";
import { aMoocAt, CONTENT, decide } from "../../factories/routes";
import { aRegistered } from "../../factories/summaries";
import { anOffice } from "../../factories/trainings";
import { anActor, aWorld, type World } from "../../factories/world";

const TODAY = calendarDateInShanghai(NOW);
/** Long enough for whatever day the tests are run on. */
const LONG = { fromDay: "2019-12-20", toDay: "2099-12-31" };

const name = (absent: Actor, deputy: Actor, days: { fromDay: string; toDay: string } = LONG) =>
  nameDeputy(absent, DeputyInput.parse({ deputy: String(deputy.accountId), ...days }), NOW);

/** The deputy, signed in, in the role of the absent officer. */
const acting = (deputy: Actor, absent: Actor): Actor => ({
  ...deputy,
  role: absent.role,
  organisationId: absent.organisationId,
  organisationName: absent.organisationName,
});

describe("an officer who is away", () => {
  test("names a deputy, who switches to the role, decides under the own name, and is told of it", async () => {
    const world = await aWorld();
    const research = await anActor(world.cityId, "host", await anOffice(world.cityId, "research", world.county.id));
    const id = await aMoocAt(world, "at_county");
    await expect(listQueue(acting(research, world.countyOfficer), {}, NOW)).rejects.toThrow(SessionEnded);
    expect((await name(world.countyOfficer, research)).ok).toBe(true);
    expect(await switchRole(research, { role: "county", organisationId: world.county.id })).toMatchObject({
      role: "county",
      organisationName: world.county.name,
    });
    expect((await decide(acting(research, world.countyOfficer), id, CONTENT)).ok).toBe(true);
    const [last] = await all(
      "select account_id, role, organisation_id from entry_events where entry_id = $1 order by seq desc limit 1",
      [id],
    );
    expect(last).toEqual({ account_id: research.accountId, role: "county", organisation_id: world.county.id });
    expect(
      await all("select role, kind, title from inbox_messages where account_id = $1", [research.accountId]),
    ).toEqual([{ role: "host", kind: "deputy_named", title: world.county.name }]);
    expect((await listDeputies(research, TODAY)).forOthers).toMatchObject([
      { role: "county", organisationId: world.county.id, otherName: world.countyOfficer.name },
    ]);
  });

  test("ends it at once: the next request of the deputy in that role is refused", async () => {
    const world = await aWorld();
    const { secondAdministrator: absent, teacher } = world;
    const named = await name(absent, teacher);
    expect((await listQueue(acting(teacher, absent), {}, NOW)).count).toBe(0);
    expect((await endDeputy(absent, { id: named.ok ? named.value : 0 }, NOW)).ok).toBe(true);
    await expect(listQueue(acting(teacher, absent), {}, NOW)).rejects.toThrow(SessionEnded);
    // Ended twice is ended.
    expect((await endDeputy(absent, { id: named.ok ? named.value : 0 }, NOW)).ok).toBe(true);
    await expect(endDeputy(world.administrator, { id: named.ok ? named.value : 0 }, NOW)).rejects.toThrow(NotFound);
  });

  test("who is disabled or loses the role lends nothing any more, and nobody is told in their place", async () => {
    const world = await aWorld();
    const { secondAdministrator: absent, teacher } = world;
    await name(absent, teacher);
    const roles = () => listOwnRoles(teacher);
    const officers = () =>
      transaction(world.cityOfficer, (tx) =>
        tx.rows<{ id: number }>(sql`
          select account_id as id from officers_of(${world.cityId}, ${[world.school.id]}::int[], 'school', ${TODAY})`),
      );
    const isOfficer = async () => (await officers()).some(({ id }) => id === teacher.accountId);
    expect([(await roles()).length, await isOfficer()]).toEqual([2, true]);
    await all("update accounts set disabled_at = now() where id = $1", [absent.accountId]);
    await expect(listQueue(acting(teacher, absent), {}, NOW)).rejects.toThrow(SessionEnded);
    expect([(await roles()).length, await isOfficer()]).toEqual([1, false]);
    await all("update accounts set disabled_at = null where id = $1", [absent.accountId]);
    expect((await listQueue(acting(teacher, absent), {}, NOW)).count).toBe(0);
    await all("delete from account_roles where account_id = $1", [absent.accountId]);
    await expect(listQueue(acting(teacher, absent), {}, NOW)).rejects.toThrow(SessionEnded);
    expect([(await roles()).length, await isOfficer()]).toEqual([1, false]);
  });

  test("gets back what was done in the role: the deputy sees and changes nothing of it afterwards", async () => {
    const world = await aWorld();
    const { secondAdministrator: absent, teacher } = world;
    const named = await name(absent, teacher);
    const entry = await aRegistered(acting(teacher, absent), world.colleagueId);
    const returned = { action: "return", reason: "scan-unreadable" };
    expect((await decide(world.countyOfficer, entry, returned)).ok).toBe(true);
    const scan = () => all<{ id: string }>("select id from evidence_files where claim_id = $1", [entry]);
    const id = (await scan())[0]?.id ?? "";
    const seen = (actor: Actor) =>
      transaction(actor, (tx) => tx.rows(sql`select 1 from evidence_files where id = ${id}`));
    expect(await seen(acting(teacher, absent))).toHaveLength(1);
    expect((await endDeputy(absent, { id: named.ok ? named.value : 0 }, NOW)).ok).toBe(true);
    expect(await seen(teacher)).toEqual([]);
    await expect(removeEvidence(teacher, id)).rejects.toThrow(NotFound);
    expect(await scan()).toHaveLength(1);
    // Any administrator of the school mends what the school registered.
    await removeEvidence(world.administrator, id);
    expect(await scan()).toEqual([]);
  });

  test("is no way round «nobody decides on what credits them»", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_county");
    const own = await anActor(world.cityId, "host", await anOffice(world.cityId, "research", world.county.id), {
      teacherId: world.teacherId,
    });
    await name(world.countyOfficer, own);
    expect(await decide(acting(own, world.countyOfficer), id, CONTENT)).toMatchObject({
      ok: false,
      violations: [{ code: "decides-own-credit" }],
    });
  });

  test("hears what is wrong with the days and the person", async () => {
    const world = await aWorld();
    const { countyOfficer: absent, secondCountyOfficer: colleague } = world;
    const codes = async (deputy: Actor, fromDay: string, toDay: string) => {
      const answer = await name(absent, deputy, { fromDay, toDay });
      return answer.ok ? [] : answer.violations.map(({ code, field }) => `${field}: ${code}`);
    };
    expect(await codes(colleague, "2019-12-25", "2019-12-24")).toEqual(["toDay: deputy-days"]);
    expect(await codes(colleague, "2019-12-01", "2019-12-19")).toEqual(["toDay: deputy-in-past"]);
    for (const other of [world.teacher, world.administrator, world.otherCountyOfficer, world.cityOfficer, absent])
      expect(await codes(other, "2019-12-20", "2019-12-21")).toEqual(["deputy: deputy-not-eligible"]);
    expect(await codes(colleague, "2019-12-20", "2019-12-22")).toEqual([]);
    expect(await codes(colleague, "2019-12-22", "2019-12-30")).toEqual(["fromDay: deputy-twice"]);
    expect(await codes(colleague, "2019-12-23", "2019-12-30")).toEqual([]);
  });

  test("names one deputy for a day, however many forms arrive at once", async () => {
    const { countyOfficer, secondCountyOfficer } = await aWorld();
    const answers = await Promise.all(Array.from({ length: 6 }, () => name(countyOfficer, secondCountyOfficer)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });

  test("may not be a deputy who hands on what is lent, nor a teacher", async () => {
    const world = await aWorld();
    await name(world.secondAdministrator, world.teacher);
    await expect(name(acting(world.teacher, world.secondAdministrator), world.colleague)).rejects.toThrow(Forbidden);
    await expect(async () => name(world.teacher, world.colleague)).rejects.toThrow(Forbidden);
  });
});

describe("in the database", () => {
  let world: World;
  beforeAll(async () => {
    world = await aWorld();
  });

  test("a deputy has the role from the first to the last day, and on no other", async () => {
    const { countyOfficer: absent, secondCountyOfficer } = world;
    const research = await anActor(world.cityId, "host", await anOffice(world.cityId, "science", world.county.id));
    await name(absent, research, { fromDay: "2019-12-24", toDay: "2019-12-26" });
    const app = new pg.Client({ connectionString: process.env.APP_DATABASE_URL });
    await app.connect();
    const good = async (account: Actor, day: string | null) =>
      (
        await app.query("select become($1, $2, 1, 'county', $3, $4::date) as good", [
          world.cityId,
          account.accountId,
          world.county.id,
          day === null ? null : calendarDate(day),
        ])
      ).rows[0].good;
    expect(await good(research, "2019-12-23")).toBe(false);
    expect(await good(research, "2019-12-24")).toBe(true);
    expect(await good(research, "2019-12-26")).toBe(true);
    expect(await good(research, "2019-12-27")).toBe(false);
    expect(await good(research, null)).toBe(false);
    expect(await good(secondCountyOfficer, null)).toBe(true);
    await app.end();
  });

  test("nobody lends another's role, a role at another place, or to somebody who isn't eligible", async () => {
    const { administrator, secondAdministrator, colleague, stranger, school, otherSchool } = world;
    const lend = (actor: Actor, place: number, absent: number, deputy: number, role = "school") =>
      transaction(actor, (tx) =>
        tx.run(sql`insert into deputies (city_id, organisation_id, role, absent_account_id, deputy_account_id, from_day, to_day, created_at)
          values (${actor.cityId}, ${place}, ${role}::role, ${absent}, ${deputy}, '2019-12-20', '2019-12-21', ${NOW})`),
      );
    const wall = /row-level security/;
    const mine = administrator.accountId;
    await expect(lend(administrator, school.id, secondAdministrator.accountId, colleague.accountId)).rejects.toThrow(
      wall,
    );
    await expect(lend(administrator, otherSchool.id, mine, colleague.accountId)).rejects.toThrow(wall);
    await expect(lend(administrator, school.id, mine, stranger.accountId)).rejects.toThrow(wall);
    await expect(lend(administrator, school.id, mine, colleague.accountId, "county")).rejects.toThrow(wall);
    await expect(lend(colleague, school.id, colleague.accountId, mine)).rejects.toThrow(wall);
    expect(await lend(administrator, school.id, mine, colleague.accountId)).toBe(1);
    const seen = (actor: Actor) => transaction(actor, (tx) => tx.rows(sql`select id from deputies`));
    expect(await seen(secondAdministrator)).toHaveLength(1);
    expect(await seen(colleague)).toHaveLength(1);
    expect(await seen(stranger)).toHaveLength(0);
    expect(await seen(world.otherAdministrator)).toHaveLength(0);
  });
});
