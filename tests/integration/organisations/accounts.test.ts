import { SMTPServer } from "smtp-server";
import { beforeAll, describe, expect, test } from "vitest";
import { EndingInput, endRole, GivingInput, giveRole } from "@/features/people/account-roles";
import { addAccount, NewAccountInput } from "@/features/people/add-account";
import { changePassword } from "@/features/people/change-password";
import { nameDeputy } from "@/features/people/name-deputy";
import { readAccount } from "@/features/people/read-account";
import { mailNewPassword, ResetInput, resetPasswords, type Slip } from "@/features/people/reset-passwords";
import { listOwnRoles } from "@/features/people/switch-role";
import { listWithoutPassword, readTeacherAccount } from "@/features/people/teacher-accounts";
import { disableAccount, enableAccount } from "@/features/people/use-of-account";
import { calendarDate } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { NotFound, SessionEnded } from "@/server/errors";
import { sealText } from "@/server/identity-vault";
import { mailPassword } from "@/server/mail-password";
import { makeOneTimePassword } from "@/server/one-time-password";
import { signIn } from "@/server/sign-in";
import { type Statement, sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { anActor, aTeacher, aWorld, type Place, type World } from "../../factories/world";

let world: World;
let names = 0;

const aName = () => {
  names += 1;
  return `desk${names}.${process.pid}`;
};
const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);

async function anAccount(actor: Actor, place: Place, loginName = aName()): Promise<Slip> {
  const input = NewAccountInput.parse({ placeId: place.id, displayName: "新管理员", loginName });
  const made = await addAccount(actor, input, NOW);
  if (!made.ok) throw new Error(JSON.stringify(made.violations));
  return made.value;
}
const enter = ({ loginKind, schoolCode, loginName, password }: Slip, at = NOW) =>
  signIn({ kind: loginKind, schoolCode, name: loginName, password, address: null }, at);
const reset = (actor: Actor, ...accounts: number[]) =>
  resetPasswords(actor, ResetInput.parse({ account: accounts.map(String) }), NOW);
const give = (actor: Actor, place: Place, login: string) =>
  giveRole(actor, GivingInput.parse({ placeId: place.id, login }), NOW);
const end = (actor: Actor, accountId: number, place: Place) =>
  endRole(actor, EndingInput.parse({ accountId, placeId: place.id, sure: "on" }), NOW);
const codesOf = (result: { ok: boolean; violations?: { code: string }[] }) =>
  result.ok ? [] : (result.violations ?? []).map(({ code }) => code);
const loginOf = async (account: number) =>
  (await one<{ name: string }>("select login_name as name from accounts where id = $1", [account])).name;
const audited = async (account: number) =>
  (await all<{ kind: string }>("select kind from audit_events where subject = $1 order by id", [String(account)])).map(
    ({ kind }) => kind,
  );

beforeAll(async () => {
  world = await aWorld();
});

describe("a one-time password", () => {
  test("opens the way to an own one, and nothing else; after its day nothing at all", async () => {
    const slip = await anAccount(world.countyOfficer, world.school);
    expect(slip.schoolCode).toMatch(/^\d{10}$/);
    const first = await enter(slip);
    if (!first.ok) throw new Error(first.code);
    expect(first.session).toMatchObject({ mustChangePassword: true, role: "school", organisationId: world.school.id });
    expect(await enter(slip, later(8))).toEqual({ ok: false, code: "sign-in-wrong" });

    const own = { current: slip.password, next: "一句自己记得住的长话", repeat: "一句自己记得住的长话" };
    const changed = await changePassword(first.session, own, NOW);
    expect(changed.ok && changed.value.mustChangePassword).toBe(false);
    const again = await enter({ ...slip, password: own.next }, later(30));
    expect(again.ok && again.session.mustChangePassword).toBe(false);
    expect(await enter(slip)).toMatchObject({ ok: false });
  });

  test("of many at once is each another; what was the password opens nothing, and every session ends", async () => {
    const teachers = [await aTeacher(world.cityId, world.school), await aTeacher(world.cityId, world.school)];
    const actors = [
      await anActor(world.cityId, "teacher", world.school, { teacherId: teachers[0] ?? 0 }),
      await anActor(world.cityId, "teacher", world.school, { teacherId: teachers[1] ?? 0 }),
    ];
    await (await owner()).query("update accounts set must_change_password = true where id = $1", [
      actors[0]?.accountId,
    ]);
    const waiting = await listWithoutPassword(world.administrator, NOW);
    expect(waiting.accounts.map(({ id }) => id)).toContain(actors[0]?.accountId);
    expect(waiting.accounts.map(({ id }) => id)).not.toContain(actors[1]?.accountId);

    const slips = await reset(world.administrator, ...actors.map(({ accountId }) => accountId));
    if (!slips.ok) throw new Error("refused");
    expect(new Set(slips.value.map(({ password }) => password)).size).toBe(2);
    for (const [place, slip] of slips.value.entries()) {
      expect((await enter(slip)).ok).toBe(true);
      await expect(listOwnRoles(actors[place] as Actor)).rejects.toThrow(SessionEnded);
      expect(await audited(actors[place]?.accountId ?? 0)).toEqual(["password-reset"]);
    }
    expect(
      await all("select teacher_id from audit_events where kind = 'password-reset' and teacher_id = any($1)", [
        teachers,
      ]),
    ).toHaveLength(2);
  });

  test("is issued by a school to its teachers alone", async () => {
    const own = await readTeacherAccount(world.administrator, world.teacherId, NOW);
    expect(own?.id).toBe(world.teacher.accountId);
    expect(await readTeacherAccount(world.administrator, world.strangerId, NOW)).toBeNull();
    await expect(reset(world.administrator, world.stranger.accountId)).rejects.toThrow(NotFound);
    expect(codesOf(await reset(world.administrator, world.secondAdministrator.accountId))).toEqual([
      "role-not-yours-to-give",
    ]);
    // A teacher who is an officer, too: whoever had that password could act as the officer.
    const teacherId = await aTeacher(world.cityId, world.school);
    const mighty = await anActor(world.cityId, "teacher", world.school, { teacherId });
    await (await owner()).query("insert into account_roles values ($1, $2, 'county', $3)", [
      world.cityId,
      mighty.accountId,
      world.county.id,
    ]);
    expect(codesOf(await reset(world.administrator, mighty.accountId))).toEqual(["role-not-yours-to-give"]);
    expect((await reset(world.countyOfficer, mighty.accountId)).ok).toBe(true);
    await (await owner()).query("insert into account_roles values ($1, $2, 'city', $3)", [
      world.cityId,
      mighty.accountId,
      world.bureau.id,
    ]);
    expect(codesOf(await reset(world.countyOfficer, mighty.accountId))).toEqual(["role-not-yours-to-give"]);
    expect((await reset(world.cityOfficer, mighty.accountId)).ok).toBe(true);
  });

  test("isn't issued to whoever stands in for somebody mightier that day", async () => {
    const teacherId = await aTeacher(world.cityId, world.directSchool);
    const teacher = await anActor(world.cityId, "teacher", world.directSchool, { teacherId });
    const day = { fromDay: calendarDate("2019-12-20"), toDay: calendarDate("2019-12-22") };
    expect((await nameDeputy(world.directAdministrator, { deputy: teacher.accountId, ...day }, NOW)).ok).toBe(true);
    expect(codesOf(await reset(world.directAdministrator, teacher.accountId))).toEqual(["role-not-yours-to-give"]);
    const after = await resetPasswords(world.directAdministrator, { account: [teacher.accountId] }, later(5));
    expect(after.ok).toBe(true);
  });
});

describe("a password by e-mail", () => {
  const keepAddress = async (actor: Actor) =>
    (await owner()).query(
      "insert into mail_settings (city_id, account_id, email_sealed, kinds, locale) values ($1, $2, $3, '{}', 'zh-CN')",
      [actor.cityId, actor.accountId, sealText("teacher@example.cn")],
    );

  test("is sent to the address that the person has given, and holds the password alone", async () => {
    const letters: { to: string[]; raw: string }[] = [];
    const smtp = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onData(stream, session, callback) {
        const parts: Buffer[] = [];
        stream.on("data", (part) => parts.push(part));
        stream.on("end", () => {
          letters.push({
            to: session.envelope.rcptTo.map(({ address }) => address),
            raw: Buffer.concat(parts).toString(),
          });
          callback();
        });
      },
    });
    const { port } = await new Promise<{ port: number }>((listening) => {
      smtp.listen(0, "127.0.0.1", () => listening(smtp.server.address() as { port: number }));
    });
    const server = { url: new URL(`smtp://127.0.0.1:${port}`), from: "bank@example.cn" };
    const to = { sealed: sealText("teacher@example.cn"), locale: "en" as const };
    expect(await mailPassword(server, to, "abcd-efgh-jkmn-pqrt")).toBe(true);
    expect(letters).toHaveLength(1);
    expect(letters[0]?.to).toEqual(["teacher@example.cn"]);
    expect(letters[0]?.raw).toContain("abcd-efgh-jkmn-pqrt");
    await new Promise<void>((ended) => smtp.close(() => ended()));
    expect(await mailPassword(server, to, "abcd-efgh-jkmn-pqrt")).toBe(false);
    expect(await mailPassword(null, to, "abcd-efgh-jkmn-pqrt")).toBe(false);
  });

  test("that can't be sent is answered to be printed: the former one is void already", async () => {
    const teacherId = await aTeacher(world.cityId, world.school);
    const teacher = await anActor(world.cityId, "teacher", world.school, { teacherId });
    await keepAddress(teacher);
    // No mail server is set here.
    expect(await readTeacherAccount(world.administrator, teacherId, NOW)).toMatchObject({ mailable: false });
    const answer = await mailNewPassword(world.administrator, { account: teacher.accountId }, NOW);
    if (!answer.ok || !answer.value) throw new Error("no slip");
    expect((await enter(answer.value)).ok).toBe(true);
  });

  test("doesn't give the address away to whoever keeps no such account", async () => {
    const teacherId = await aTeacher(world.cityId, world.school);
    const teacher = await anActor(world.cityId, "teacher", world.school, { teacherId });
    await keepAddress(teacher);
    const address = (actor: Actor) =>
      transaction(actor, (tx) => tx.rows(sql`select locale from mail_address_of(${teacher.accountId}, ${NOW})`));
    expect(await address(world.administrator)).toHaveLength(1);
    for (const actor of [world.otherAdministrator, world.otherCountyOfficer, world.colleague])
      expect(await address(actor)).toEqual([]);
  });
});

describe("roles", () => {
  test("a county gives those of its schools, its offices and its own office; the city all; nobody those of elsewhere", async () => {
    const officer = await anAccount(world.countyOfficer, world.county);
    expect((await enter(officer)).ok).toBe(true);
    for (const place of [world.otherSchool, world.directSchool, world.otherCounty, world.bureau])
      await expect(anAccount(world.countyOfficer, place)).rejects.toThrow(NotFound);
    const inCity = await anAccount(world.cityOfficer, world.bureau);
    expect(await enter(inCity)).toMatchObject({ ok: true, session: { role: "city" } });
  });

  test("a teacher becomes an administrator beside, by the own account, and stops being one at once", async () => {
    const teacherId = await aTeacher(world.cityId, world.school);
    const teacher = await anActor(world.cityId, "teacher", world.school, { teacherId });
    const login = await loginOf(teacher.accountId);
    expect(codesOf(await give(world.otherCountyOfficer, world.otherSchool, login))).toEqual(["account-unknown"]);
    expect((await give(world.countyOfficer, world.school, login)).ok).toBe(true);
    expect(codesOf(await give(world.countyOfficer, world.school, login))).toEqual(["role-held-already"]);
    const asSchool: Actor = { ...teacher, role: "school" };
    expect(await listOwnRoles(asSchool)).toHaveLength(2);
    expect((await end(world.countyOfficer, teacher.accountId, world.school)).ok).toBe(true);
    await expect(listOwnRoles(asSchool)).rejects.toThrow(SessionEnded);
    expect(await listOwnRoles({ ...teacher, sessionVersion: 2 })).toHaveLength(1);
    expect(await audited(teacher.accountId)).toEqual(["role-given", "role-ended"]);
  });

  test("of somebody whom the desk doesn't keep any more ends at its own place all the same, and nothing else does", async () => {
    const teacherId = await aTeacher(world.cityId, world.otherSchool);
    const moved = await anActor(world.cityId, "teacher", world.otherSchool, { teacherId });
    await (await owner()).query("insert into account_roles values ($1, $2, 'school', $3)", [
      world.cityId,
      moved.accountId,
      world.school.id,
    ]);
    expect(codesOf(await disableAccount(world.countyOfficer, { accountId: moved.accountId }, NOW))).toEqual([
      "role-not-yours-to-give",
    ]);
    const { roles } = await readAccount(world.countyOfficer, moved.accountId, NOW);
    expect(roles).toEqual([expect.objectContaining({ placeId: world.school.id, endable: true })]);
    await expect(end(world.otherCountyOfficer, moved.accountId, world.school)).rejects.toThrow(NotFound);
    expect((await end(world.countyOfficer, moved.accountId, world.school)).ok).toBe(true);
    expect((await listOwnRoles({ ...moved, sessionVersion: 2 })).map(({ role }) => role)).toEqual(["teacher"]);
  });

  test("of two who take one name at once, one does", async () => {
    const loginName = aName();
    const both = await Promise.allSettled([
      anAccount(world.countyOfficer, world.school, loginName),
      anAccount(world.secondCountyOfficer, world.school, loginName),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(String((both.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason)).toContain(
      "account-name-taken",
    );
  });

  test("whoever has lost the last one can't sign in any more", async () => {
    const slip = await anAccount(world.countyOfficer, world.school);
    const { id } = await one<{ id: number }>("select id from accounts where login_name = $1", [slip.loginName]);
    expect((await end(world.countyOfficer, id, world.school)).ok).toBe(true);
    expect(await enter(slip)).toEqual({ ok: false, code: "sign-in-wrong" });
    expect((await readAccount(world.countyOfficer, id, NOW)).disabledAt).not.toBeNull();
  });
});

describe("disabling", () => {
  test("ends a session that is open with its next request, and can be taken back", async () => {
    const actor = await anActor(world.cityId, "school", world.school);
    expect(await listOwnRoles(actor)).toHaveLength(1);
    expect((await disableAccount(world.countyOfficer, { accountId: actor.accountId }, NOW)).ok).toBe(true);
    await expect(listOwnRoles(actor)).rejects.toThrow(SessionEnded);
    // What it had ordered isn't done by the worker either.
    await expect(listOwnRoles({ ...actor, sessionVersion: null })).rejects.toThrow(SessionEnded);
    expect((await enableAccount(world.countyOfficer, { accountId: actor.accountId }, NOW)).ok).toBe(true);
    // A copied cookie stays worth nothing.
    await expect(listOwnRoles(actor)).rejects.toThrow(SessionEnded);
    expect(await audited(actor.accountId)).toEqual(["account-disabled", "account-enabled"]);
  });

  test("nobody changes the own account", async () => {
    const own = { accountId: world.countyOfficer.accountId };
    expect(codesOf(await disableAccount(world.countyOfficer, own, NOW))).toEqual(["account-own"]);
    expect(codesOf(await reset(world.countyOfficer, own.accountId))).toEqual(["account-own"]);
    expect(codesOf(await end(world.countyOfficer, own.accountId, world.county))).toEqual(["account-own"]);
    expect(codesOf(await give(world.countyOfficer, world.school, await loginOf(own.accountId)))).toEqual([
      "account-own",
    ]);
  });

  test("two officers of the city who disable each other at once: the second waits for the first, and is told that nobody else is left", async () => {
    const city = await aWorld();
    const disable = (account: number) => sql`select set_account_usable(${account}, false, ${NOW}) as ok`;
    let second: Promise<unknown> | undefined;
    await transaction(city.cityOfficer, async (tx) => {
      await tx.rows(disable(city.secondCityOfficer.accountId));
      // Its session is good still: the first isn't stored yet.
      second = transaction(city.secondCityOfficer, (other) => other.first(disable(city.cityOfficer.accountId)));
      await new Promise((soon) => setTimeout(soon, 400));
    });
    expect(await second).toEqual({ ok: false });
    const usable = await all<{ id: number }>(
      "select a.id from accounts a join account_roles r on r.account_id = a.id where r.role = 'city' and a.city_id = $1 and a.disabled_at is null",
      [city.cityId],
    );
    expect(usable).toEqual([{ id: city.cityOfficer.accountId }]);
  });
});

describe("the second wall: bare SQL as the application", () => {
  const run = (actor: Actor, statement: Statement) => transaction(actor, (tx) => tx.run(statement));

  test("nothing of a place, an account or a role is written by hand, and no hash is read", async () => {
    for (const statement of [
      sql`insert into account_roles values (${world.cityId}, ${world.secondCountyOfficer.accountId}, 'city', ${world.bureau.id})`,
      sql`update organisations set name = 'x' where id = ${world.school.id}`,
      sql`insert into organisations (city_id, kind, name) values (${world.cityId}, 'office', 'x')`,
      sql`update accounts set disabled_at = now() where id = ${world.teacher.accountId}`,
      sql`update accounts set login_name = 'x' where id = ${world.countyOfficer.accountId}`,
      sql`delete from account_roles`,
      sql`select password_hash from accounts`,
      sql`insert into organisation_pasts (city_id, organisation_id, name, until, reason, account_id, at)
        values (${world.cityId}, ${world.school.id}, 'x', '2019-01-01', 'x', ${world.countyOfficer.accountId}, now())`,
    ])
      await expect(run(world.countyOfficer, statement), statement.text).rejects.toThrow(/permission denied/);
    const other = sql`update accounts set password_hash = 'x' where id = ${world.teacher.accountId}`;
    expect(await run(world.countyOfficer, other)).toBe(0);
  });

  test("the functions ask whose it is", async () => {
    const { hash, until } = await makeOneTimePassword(NOW);
    const {
      teacher,
      stranger,
      secondCountyOfficer,
      otherAdministrator,
      cityOfficer,
      county,
      otherSchool,
      school,
      bureau,
    } = world;
    const resetOf = (account: number) =>
      sql`select reset_passwords(array[${account}::int], array[${hash}], ${until}, ${NOW})`;
    const tries: [string, Actor, Statement][] = [
      [
        "a county makes a city officer",
        world.countyOfficer,
        sql`select give_role(${secondCountyOfficer.accountId}, 'city', ${bureau.id}, ${NOW})`,
      ],
      [
        "a county makes a city officer's account",
        world.countyOfficer,
        sql`select add_account('somebody.new', 'x', ${bureau.id}, ${hash}, ${until}, ${NOW})`,
      ],
      [
        "a role that doesn't belong to the place",
        world.countyOfficer,
        sql`select give_role(${secondCountyOfficer.accountId}, 'city', ${school.id}, ${NOW})`,
      ],
      [
        "a county changes another county's school",
        world.countyOfficer,
        sql`select change_organisation(${otherSchool.id}, null, 'x', 'senior', ${county.id}, '2019-01-01', 'x', ${NOW})`,
      ],
      [
        "a county takes its school out of the county",
        world.countyOfficer,
        sql`select change_organisation(${school.id}, null, 'x', 'senior', null, '2019-01-01', 'x', ${NOW})`,
      ],
      [
        "a county merges another county's school into its own",
        world.countyOfficer,
        sql`select merge_school(${otherSchool.id}, ${school.id}, '2019-01-01', 'x', ${NOW})`,
      ],
      [
        "a county closes its own office",
        world.countyOfficer,
        sql`select close_organisation(${county.id}, '2019-01-01', 'x', ${NOW})`,
      ],
      [
        "a county adds a city-direct school",
        world.countyOfficer,
        sql`select add_organisation('school', '9999999999', 'x', 'senior', false, null, null, ${NOW})`,
      ],
      [
        "a county's officer disables the city's",
        world.countyOfficer,
        sql`select set_account_usable(${cityOfficer.accountId}, false, ${NOW})`,
      ],
      [
        "a school's administrator disables a teacher",
        world.administrator,
        sql`select set_account_usable(${teacher.accountId}, false, ${NOW})`,
      ],
      ["another school resets a teacher's password", world.administrator, resetOf(stranger.accountId)],
      [
        "a school resets an administrator's password",
        world.administrator,
        resetOf(world.secondAdministrator.accountId),
      ],
      [
        "a county resets the password of another county's school",
        world.countyOfficer,
        resetOf(otherAdministrator.accountId),
      ],
      ["a county resets the city's password", world.countyOfficer, resetOf(cityOfficer.accountId)],
      ["a teacher resets a colleague's password", world.teacher, resetOf(world.colleague.accountId)],
      ["the city's officer resets the own password", world.cityOfficer, resetOf(cityOfficer.accountId)],
      [
        "the own role is ended",
        world.cityOfficer,
        sql`select end_role(${cityOfficer.accountId}, 'city', ${bureau.id}, ${NOW})`,
      ],
    ];
    for (const [what, actor, statement] of tries)
      await expect(run(actor, statement), what).rejects.toThrow(/not yours/);
    const forever = sql`select reset_passwords(array[${teacher.accountId}::int], array[${hash}], ${later(400)}, ${NOW})`;
    await expect(run(world.countyOfficer, forever)).rejects.toThrow(/no such password/);
    const helper = sql`select place_teachers(array[1], ${school.id}, null)`;
    await expect(run(world.countyOfficer, helper)).rejects.toThrow(/permission denied/);
  });
});
