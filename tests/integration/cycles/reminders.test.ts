import { beforeEach, describe, expect, test } from "vitest";
import { remindOfDeadlines } from "@/features/cycles/remind";
import { addDays, calendarDate } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { transaction, withoutActor } from "@/server/db";
import { sql } from "@/server/sql";
import { all, one, owner } from "../../factories/owner";
import { accepted, aProject, aRoster, confirm, numberOf, projectFields } from "../../factories/projects";
import { aReportedTable } from "../../factories/reported";
import { aDeclaredMooc, aMoocAt } from "../../factories/routes";
import { anOffice } from "../../factories/trainings";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;
beforeEach(async () => {
  // Reminders go to every city: those of the tests before have had theirs.
  await (await owner()).query("delete from round_deadlines");
  world = await aWorld();
});

const LAST_DAY = calendarDate("2020-01-15");
/** Comes by in the morning, so many days before the last day of the MOOCs. */
const comeBy = (daysLeft: number) => remindOfDeadlines(new Date(`${addDays(LAST_DAY, -daysLeft)}T08:00:00+08:00`));

interface Told {
  accountId: number;
  role: string;
  daysLeft: number;
  waiting: number;
}
const told = (source = "mooc") =>
  all<Told>(
    `select account_id as "accountId", role, (details->>'daysLeft')::int as "daysLeft", (details->>'waiting')::int as waiting
     from inbox_messages where city_id = $1 and kind = 'deadline_near' and details->>'source' = $2 order by id`,
    [world.cityId, source],
  );
const who = async () => (await told()).map(({ accountId, daysLeft }) => `${accountId} ${daysLeft}`).sort();
const each = (daysLeft: number, ...actors: Actor[]) => actors.map(({ accountId }) => `${accountId} ${daysLeft}`).sort();

describe("before a last day", () => {
  test("the administrators of a school with open work are told 14, 7 and 2 days before, once each, and nobody else", async () => {
    await aDeclaredMooc(world.teacher);
    await comeBy(15);
    expect(await told()).toEqual([]);
    const both = [world.administrator, world.secondAdministrator];
    await comeBy(14);
    expect(await told()).toHaveLength(2);
    expect(await who()).toEqual(each(14, ...both));
    expect((await told())[0]).toMatchObject({ role: "school", waiting: 1 });
    for (const daysLeft of [14, 12, 8]) expect(await comeBy(daysLeft)).toBe(0);
    for (const daysLeft of [7, 7, 3, 2, 1, 0]) await comeBy(daysLeft);
    expect(await who()).toEqual([...each(14, ...both), ...each(7, ...both), ...each(2, ...both)].sort());
    expect(await comeBy(-1)).toBe(0);
  });

  test("a worker that slept for days tells what it missed, with the days that are left, and not what came before that", async () => {
    await aDeclaredMooc(world.teacher);
    await comeBy(5);
    expect(await who()).toEqual(each(5, world.administrator, world.secondAdministrator));
    expect(await comeBy(4)).toBe(0);
  });

  test("two workers that come by at once tell once", async () => {
    await aDeclaredMooc(world.teacher);
    const made = await Promise.all([comeBy(7), comeBy(7), comeBy(7)]);
    expect(made.reduce((sum, count) => sum + count, 0)).toBe(2);
    expect(await told()).toHaveLength(2);
  });

  test("a table that isn't reported is open work; one that is reported isn't; one that came back is again", async () => {
    await aMoocAt(world, "at_county");
    await comeBy(14);
    expect(await who()).toEqual(each(14, world.administrator, world.secondAdministrator));
    await aReportedTable(world.administrator);
    await comeBy(7);
    expect(await told()).toHaveLength(2);
    await (await owner()).query("begin");
    await (await owner()).query("update summary_tables set status = 'returned', version = 2 where city_id = $1", [
      world.cityId,
    ]);
    await (await owner()).query(
      `insert into summary_events (city_id, table_id, seq, action, from_status, to_status, account_id, role, organisation_id, at)
       select city_id, id, 2, 'take_back', 'reported', 'returned', $2, 'school', unit_id, now() from summary_tables where city_id = $1`,
      [world.cityId, world.administrator.accountId],
    );
    await (await owner()).query("commit");
    await comeBy(2);
    expect(await told()).toHaveLength(4);
  });

  test("a reported table is open again while an entry waits for the school", async () => {
    await aReportedTable(world.administrator);
    await aDeclaredMooc(world.teacher);
    await comeBy(7);
    expect(await told()).toHaveLength(2);
  });

  test("who is away is told, and so is the deputy of that day", async () => {
    await aDeclaredMooc(world.stranger);
    const deputy = await anActor(world.cityId, "teacher", world.otherSchool);
    await (await owner()).query(
      `insert into deputies (city_id, organisation_id, role, absent_account_id, deputy_account_id, from_day, to_day, created_at)
       values ($1, $2, 'school', $3, $4, '2020-01-08', '2020-01-10', now())`,
      [world.cityId, world.otherSchool.id, world.otherAdministrator.accountId, deputy.accountId],
    );
    await comeBy(7);
    await comeBy(2);
    expect(await who()).toEqual(
      [...each(7, world.otherAdministrator, deputy), ...each(2, world.otherAdministrator)].sort(),
    );
  });

  test("a last day that was moved is reminded of anew", async () => {
    await aDeclaredMooc(world.stranger);
    await comeBy(2);
    await (await owner()).query(
      "update round_deadlines set last_day = '2020-01-20' where city_id = $1 and source = 'mooc'",
      [world.cityId],
    );
    await comeBy(0);
    expect(await who()).toEqual([...each(2, world.otherAdministrator), ...each(5, world.otherAdministrator)].sort());
  });

  test("attachment 3 is its host's: the school is not reminded of it", async () => {
    const personnel = await anActor(world.cityId, "host", await anOffice(world.cityId, "personnel"));
    const fields = { kind: "support_teaching", title: "2019 年支教", hours: "", endsOn: "2019-12-15" };
    const id = await aProject(personnel, projectFields(fields));
    const row = {
      teacherNumber: await numberOf(world.strangerId),
      place: "封丘县",
      receivingSchool: "封丘县第一中学",
      from: "2019-01-02",
      to: "2019-12-15",
    };
    accepted(await confirm(personnel, await aRoster(personnel, id, [row])));
    await (await owner()).query(
      `insert into round_deadlines (city_id, round_id, source, last_day)
       select city_id, id, 'support_teaching', '2020-01-15' from registration_rounds where city_id = $1`,
      [world.cityId],
    );
    await comeBy(7);
    expect(await told("support_teaching")).toEqual([
      { accountId: personnel.accountId, role: "host", daysLeft: 7, waiting: 0 },
    ]);
  });
});

describe("who is nobody", () => {
  test("may ask for the last days and for reminders, and sees and writes nothing else", async () => {
    await aDeclaredMooc(world.teacher);
    await comeBy(7);
    const seen = await withoutActor((tx) =>
      Promise.all([tx.rows(sql`select 1 from inbox_messages`), tx.rows(sql`select 1 from round_deadlines`)]),
    );
    expect(seen).toEqual([[], []]);
    const tell = sql`insert into inbox_messages (city_id, account_id, role, kind, title, at)
      values (${world.cityId}, ${world.administrator.accountId}, 'school', 'deadline_near', '', now())`;
    await expect(withoutActor((tx) => tx.run(tell))).rejects.toThrow(/row-level security/);
  });

  test("and nobody who acts may ask for them", async () => {
    await aDeclaredMooc(world.teacher);
    const { round_id } = await one<{ round_id: number }>(
      "select round_id from round_deadlines where city_id = $1 and source = 'mooc'",
      [world.cityId],
    );
    for (const actor of [world.teacher, world.administrator, world.cityOfficer])
      await transaction(actor, async (tx) => {
        expect(await tx.rows(sql`select 1 from deadlines_known()`)).toEqual([]);
        const early = sql`select remind_of_deadline(${world.cityId}, ${round_id}, 'mooc', 99, now()) as told`;
        expect(await tx.first(early)).toEqual({ told: 0 });
      });
    expect(await told()).toEqual([]);
  });

  test("and nobody reads another's reminder", async () => {
    await aDeclaredMooc(world.teacher);
    await comeBy(7);
    const mine = (actor: Actor) => transaction(actor, (tx) => tx.rows(sql`select 1 from inbox_messages`));
    expect(await mine(world.administrator)).toHaveLength(1);
    expect(await mine(world.cityOfficer)).toHaveLength(0);
  });
});
