import { beforeAll, describe, expect, test } from "vitest";
import { addTeacher } from "@/features/people/add-teacher";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { listTeachers } from "@/features/people/list-teachers";
import { readTeacherRecord } from "@/features/people/read-teacher-record";
import { TeacherChange, updateTeacher } from "@/features/people/update-teacher";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { openText } from "@/server/identity-vault";
import { sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aMoocAt } from "../../factories/routes";
import { anIdNumber, balanceOf, employmentsOf, newTeacher, wrongBalances } from "../../factories/teachers";
import { aWorld, type World } from "../../factories/world";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const codesOf = (result: { ok: boolean; violations?: { code: string }[] }) =>
  result.violations?.map(({ code }) => code);
const leaves = (teacherId: number, leavingDay: string, how = "left") =>
  endEmployment(world.administrator, EndInput.parse({ teacherId, how, leavingDay }), NOW);

describe("a school takes a teacher on", () => {
  test("who is new has a record, an employment, a balance in every cycle with the duty of R4, and an account without password", async () => {
    const identity = anIdNumber();
    const { teacherId, again } = accepted(
      await addTeacher(world.administrator, newTeacher({ teacherName: "吴𠮷祥", identity }), NOW),
    );
    expect(again).toBe(false);
    const kept = await one<{
      cipher: Buffer;
      pinyin: string;
      initials: string;
      tail: string;
      number: string;
      county: number;
    }>(
      `select identity_cipher as cipher, pinyin, pinyin_initials as initials, identity_tail as tail, teacher_number as number,
         county_id as county from teachers where id = $1`,
      [teacherId],
    );
    expect(kept).toMatchObject({
      pinyin: "wujixiang",
      initials: "wjx",
      tail: identity.slice(-4),
      county: world.county.id,
    });
    expect(openText(kept.cipher)).toBe(identity);
    expect(kept.number).toMatch(/^\d{4}00\d{4}$/);
    expect(await employmentsOf(teacherId)).toEqual([
      { school: world.school.id, from: "2019-09-01", to: null, ended: null },
    ]);
    // Hired from July on: duty from the next year (N3.10).
    expect(await balanceOf(teacherId)).toMatchObject({ school: world.school.id, duty: [2020], required: 720 });
    const account = await one(
      `select a.login_name as name, a.login_kind as kind, a.must_change_password as must, r.role, r.organisation_id as school
       from accounts a join account_roles r on r.account_id = a.id where a.teacher_id = $1`,
      [teacherId],
    );
    expect(account).toEqual({
      name: kept.number,
      kind: "teacher",
      must: true,
      role: "teacher",
      school: world.school.id,
    });
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });

  test("by another document and a number of its own; a name with a dot stays as it is typed", async () => {
    const input = newTeacher({
      teacherName: "买买提·艾力",
      identityKind: "passport",
      identity: " e1234 5678 ",
      teacherNumber: "zz-0042",
      hiredOn: "2019-03-01",
      teacherCertificate: "",
    });
    const { teacherId } = accepted(await addTeacher(world.administrator, input, NOW));
    const record = await readTeacherRecord(world.administrator, teacherId, NOW);
    expect(record).toMatchObject({
      name: "买买提·艾力",
      teacherNumber: "ZZ-0042",
      identityKind: "passport",
      identityTail: "5678",
      certificateNumber: null,
      dutyYears: [2019, 2020],
      onPost: true,
      account: "new",
    });
    const taken = await addTeacher(world.otherAdministrator, newTeacher({ teacherNumber: "ZZ-0042" }), NOW);
    expect(codesOf(taken)).toEqual(["teacher-number-taken"]);
  });

  test("not from the future, not before the birth, nobody who works here or elsewhere", async () => {
    const add = (overrides: Record<string, string>) =>
      addTeacher(world.administrator, newTeacher({ identity: anIdNumber("19990504"), ...overrides }), NOW);
    expect(codesOf(await add({ hiredOn: "2019-12-21" }))).toEqual(["hired-in-future"]);
    expect(codesOf(await add({ hiredOn: "1999-05-03" }))).toEqual(["hired-before-birth"]);
    const identity = anIdNumber();
    accepted(await add({ identity }));
    expect(codesOf(await add({ identity }))).toEqual(["teacher-works-here"]);
    const elsewhere = await addTeacher(world.otherAdministrator, newTeacher({ identity, again: "on" }), NOW);
    expect(codesOf(elsewhere)).toEqual(["teacher-works-elsewhere"]);
  });

  test("who has left is taken on again after a tick: the record, its number, credits and account stay, the history grows", async () => {
    const identity = anIdNumber();
    const first = accepted(await addTeacher(world.administrator, newTeacher({ identity, hiredOn: "2012-09-01" }), NOW));
    accepted(await leaves(first.teacherId, "2018-06-30"));
    const back = (overrides: Record<string, string> = {}) =>
      addTeacher(world.otherAdministrator, newTeacher({ identity, hiredOn: "2019-08-20", ...overrides }), NOW);
    expect(codesOf(await back())).toEqual(["teacher-known"]);
    expect(codesOf(await back({ again: "on", hiredOn: "2018-06-30" }))).toEqual(["hired-before-leaving"]);
    expect(codesOf(await back({ again: "on", teacherName: "别人" }))).toEqual(["name-does-not-match"]);
    expect(codesOf(await back({ again: "on", teacherNumber: "ZZ-0043" }))).toEqual(["teacher-number-kept"]);
    const again = accepted(await back({ again: "on" }));
    expect(again).toEqual({ teacherId: first.teacherId, again: true });
    expect(await employmentsOf(first.teacherId)).toEqual([
      { school: world.school.id, from: "2012-09-01", to: "2018-06-30", ended: "left" },
      { school: world.otherSchool.id, from: "2019-08-20", to: null, ended: null },
    ]);
    expect(await balanceOf(first.teacherId)).toMatchObject({
      school: world.otherSchool.id,
      county: world.otherCounty.id,
      duty: [2016, 2017, 2018, 2020],
    });
    expect(await all("select 1 from accounts where teacher_id = $1", [first.teacherId])).toHaveLength(1);
    const roles = await all(
      "select organisation_id as school from account_roles r join accounts a on a.id = r.account_id where a.teacher_id = $1",
      [first.teacherId],
    );
    expect(roles).toEqual([{ school: world.otherSchool.id }]);
    await expect(readTeacherRecord(world.administrator, first.teacherId, NOW)).rejects.toThrow(NotFound);
    expect(await wrongBalances(world.cityId)).toEqual([]);
  });

  test("one person added by two schools at once is one person, at the school that was first", async () => {
    const identity = anIdNumber();
    const results = await Promise.all(
      [world.administrator, world.otherAdministrator, world.directAdministrator].map((school) =>
        addTeacher(school, newTeacher({ identity }), NOW),
      ),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.flatMap((result) => codesOf(result) ?? [])).toEqual([
      "teacher-works-elsewhere",
      "teacher-works-elsewhere",
    ]);
    const added = results.flatMap((result) => (result.ok ? [result.value.teacherId] : []));
    expect(await employmentsOf(added[0] ?? 0)).toHaveLength(1);
  });

  test("numbers that the system assigns are each given once, however many schools add at once", async () => {
    const schools = [
      world.administrator,
      world.directAdministrator,
      world.otherAdministrator,
      world.secondAdministrator,
    ];
    const added = await Promise.all([...schools, ...schools].map((school) => addTeacher(school, newTeacher(), NOW)));
    const numbers = await all<{ number: string }>("select teacher_number as number from teachers where id = any($1)", [
      added.map((result) => accepted(result).teacherId),
    ]);
    expect(new Set(numbers.map(({ number }) => number)).size).toBe(8);
  });
});

describe("a teacher leaves or retires", () => {
  test("the year of it is the last year of duty; entries under way and the account stay", async () => {
    const own = await aWorld();
    const entry = await aMoocAt(own, "at_county");
    const ended = await endEmployment(
      own.administrator,
      EndInput.parse({ teacherId: own.teacherId, how: "retired", leavingDay: "2018-03-31" }),
      NOW,
    );
    expect(ended).toEqual({ ok: true, value: own.teacherId });
    expect(await employmentsOf(own.teacherId)).toEqual([
      { school: own.school.id, from: "2010-09-01", to: "2018-03-31", ended: "retired" },
    ]);
    expect(await balanceOf(own.teacherId)).toMatchObject({ duty: [2016, 2017, 2018], required: 2160 });
    expect(await one("select status from credit_entries where id = $1", [entry])).toEqual({ status: "at_county" });
    const record = await readTeacherRecord(own.administrator, own.teacherId, NOW);
    expect(record).toMatchObject({ onPost: false, openEntries: 1, dutyYears: [2016, 2017, 2018] });
    // The account still opens a session.
    expect(await transaction(own.teacher, (tx) => tx.rows(sql`select id from teachers`))).toHaveLength(1);
    expect(await wrongBalances(own.cityId)).toEqual([]);
  });

  test("not before the first day, not in the future, not twice, and at no other school", async () => {
    const { teacherId } = accepted(await addTeacher(world.administrator, newTeacher({ hiredOn: "2019-05-06" }), NOW));
    expect(codesOf(await leaves(teacherId, "2019-05-05"))).toEqual(["end-before-start"]);
    expect(codesOf(await leaves(teacherId, "2019-12-21"))).toEqual(["end-in-future"]);
    const elsewhere = endEmployment(
      world.otherAdministrator,
      EndInput.parse({ teacherId, how: "left", leavingDay: "2019-12-01" }),
      NOW,
    );
    await expect(elsewhere).rejects.toThrow(NotFound);
    accepted(await leaves(teacherId, "2019-05-06"));
    expect(codesOf(await leaves(teacherId, "2019-12-01"))).toEqual(["not-employed"]);
  });

  test("done by mistake it is mended by taking on again the day after: duty goes on without a gap", async () => {
    const identity = anIdNumber();
    const { teacherId } = accepted(
      await addTeacher(world.administrator, newTeacher({ identity, hiredOn: "2011-09-01" }), NOW),
    );
    accepted(await leaves(teacherId, "2017-08-31"));
    accepted(await addTeacher(world.administrator, newTeacher({ identity, hiredOn: "2017-09-01", again: "on" }), NOW));
    expect(await balanceOf(teacherId)).toMatchObject({ duty: [2016, 2017, 2018, 2019, 2020] });
  });
});

test("the list of a school tells who works there from who has left", async () => {
  const own = await aWorld();
  accepted(
    await endEmployment(
      own.administrator,
      EndInput.parse({ teacherId: own.teacherId, how: "left", leavingDay: "2019-06-30" }),
      NOW,
    ),
  );
  const listed = async (post?: "on" | "off" | "all") =>
    (await listTeachers(own.administrator, { post }, 2019)).teachers.map(({ id }) => id).sort((a, b) => a - b);
  expect(await listed("on")).toEqual([own.colleagueId]);
  expect(await listed("off")).toEqual([own.teacherId]);
  for (const all of ["all", undefined] as const) expect(await listed(all)).toEqual([own.teacherId, own.colleagueId]);
});

describe("a school keeps subject and teacher certificate", () => {
  const change = (teacherId: number, subject: string, teacherCertificate: string, school = world.administrator) =>
    updateTeacher(school, TeacherChange.parse({ teacherId, subject, teacherCertificate }), NOW);

  test("of its own teachers, and nothing else of them", async () => {
    const { teacherId } = accepted(await addTeacher(world.administrator, newTeacher({ teacherCertificate: "" }), NOW));
    expect(await change(teacherId, "数学", "20194107000000002")).toEqual({ ok: true, value: teacherId });
    expect(codesOf(await change(teacherId, "数学", "20194107000000002"))).toEqual(["unchanged"]);
    await expect(change(teacherId, "英语", "", world.otherAdministrator)).rejects.toThrow(NotFound);
    expect(TeacherChange.safeParse({ teacherId, subject: "", teacherCertificate: "123" }).success).toBe(false);
  });
});

describe("the second wall", () => {
  const tried = (statement: ReturnType<typeof sql>, school = world.administrator) =>
    transaction(school, (tx) => tx.run(statement));

  test("nobody inserts a teacher, an employment or an account by hand, and nobody changes who somebody is", async () => {
    const { cityId, school, teacherId } = world;
    for (const statement of [
      sql`insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
        identity_tail, school_id) values (${cityId}, 'x', 'x', 'x', 'X1', 'passport', '', sha256('x'), 'x', ${school.id})`,
      sql`insert into employments (city_id, teacher_id, school_id, starts_on) values (${cityId}, ${teacherId}, ${school.id}, '2019-01-01')`,
      sql`insert into accounts (city_id, teacher_id, display_name, login_kind, login_name, password_hash)
        values (${cityId}, ${teacherId}, 'x', 'teacher', 'X1', 'x')`,
      sql`insert into account_roles (city_id, account_id, role, organisation_id)
        values (${cityId}, ${world.teacher.accountId}, 'city', ${school.id})`,
      sql`update teachers set name = 'x' where id = ${teacherId}`,
      sql`update teachers set identity_hash = sha256('x') where id = ${teacherId}`,
      sql`update teachers set teacher_number = 'X1' where id = ${teacherId}`,
      sql`update teachers set school_id = ${world.otherSchool.id} where id = ${teacherId}`,
      sql`update employments set starts_on = '2000-01-01' where teacher_id = ${teacherId}`,
      sql`update employments set school_id = ${world.otherSchool.id} where teacher_id = ${teacherId}`,
    ])
      await expect(tried(statement), statement.text).rejects.toThrow(/permission denied|row-level security/);
  });

  test("nobody but a school takes people on, and it takes nobody who works", async () => {
    const row = {
      place: 0,
      name: "x",
      pinyin: "x",
      initials: "x",
      kind: "passport",
      cipher: "",
      tail: "x",
      from: "2019-01-01",
    };
    const take = (rows: object[]) =>
      sql`select * from take_on_teachers(${world.cityId}, ${JSON.stringify(rows)}::jsonb, 'x')`;
    for (const actor of [world.teacher, world.countyOfficer, world.cityOfficer])
      await expect(tried(take([row]), actor)).rejects.toThrow(/only a school/);
    for (const teacherId of [world.strangerId, world.colleagueId, 999_999])
      await expect(tried(take([{ ...row, teacherId }]))).rejects.toThrow(/is transferred, not taken on/);
    const other = await aWorld();
    await expect(tried(sql`select * from take_on_teachers(${other.cityId}, '[]'::jsonb, 'x')`)).rejects.toThrow(
      /only a school/,
    );
  });

  test("a school ends employments at it alone, and only as left or retired", async () => {
    const end = (teacherId: number, how: string) =>
      sql`update employments set ends_on = '2019-12-01', ended = ${how}::employment_end where teacher_id = ${teacherId}`;
    expect(await tried(end(world.strangerId, "left"))).toBe(0);
    expect(await tried(end(world.colleagueId, "left"), world.countyOfficer)).toBe(0);
    await expect(tried(end(world.colleagueId, "transferred"))).rejects.toThrow(/row-level security/);
    const describe = sql`update teachers set subject = 'x' where id = ${world.strangerId}`;
    expect(await tried(describe)).toBe(0);
  });

  test("a school opens and renews balances of its own teachers alone, and puts them at no other place", async () => {
    const renew = (teacherId: number) => sql`update balances set complete = true where teacher_id = ${teacherId}`;
    expect(await tried(renew(world.strangerId))).toBe(0);
    const place = sql`update balances set school_id = ${world.otherSchool.id} where teacher_id = ${world.colleagueId}`;
    await expect(tried(place)).rejects.toThrow(/row-level security/);
    const open = sql`insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
        required_online_tenths, year_total_tenths, year_online_met_tenths, head_hash)
      values (${world.cityId}, ${world.strangerId}, ${world.cycleId}, ${world.school.id}, ${world.county.id}, 0, 0, 0, '{}', '{}', sha256('x'))`;
    await expect(tried(open)).rejects.toThrow(/row-level security/);
    expect(await tried(renew(world.teacherId), world.teacher)).toBe(0);
  });

  test("whom the city knows by a document is told to schools alone", async () => {
    const known = (actor = world.administrator) =>
      transaction(actor, (tx) =>
        tx.rows(
          sql`select * from known_people(${world.cityId}, array(select identity_hash from teachers where id = ${world.teacherId}))`,
        ),
      );
    expect(await known()).toHaveLength(1);
    for (const actor of [world.countyOfficer, world.teacher]) expect(await known(actor)).toEqual([]);
  });
});

test("ids of nobody's are answered like those of another school", async () => {
  await expect(leaves(999_999, "2019-12-01")).rejects.toThrow(NotFound);
  await expect(readTeacherRecord(world.administrator, world.strangerId, NOW)).rejects.toThrow(NotFound);
});
