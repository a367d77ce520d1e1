import { beforeAll, describe, expect, test } from "vitest";
import { addOffice, addSchool } from "@/features/organisations/add-organisation";
import { changeOrganisation } from "@/features/organisations/change-organisation";
import { closeOrganisation } from "@/features/organisations/close-organisation";
import { listOrganisations } from "@/features/organisations/list-organisations";
import { mergeSchool, readMerge } from "@/features/organisations/merge-school";
import { ChangeInput, ClosingInput, MergeInput, NewSchoolInput } from "@/features/organisations/organisation-input";
import { readOrganisation } from "@/features/organisations/read-organisation";
import { listOwnRoles } from "@/features/people/switch-role";
import { ProjectInput } from "@/features/projects/project-input";
import { saveProject } from "@/features/projects/save-project";
import { checkBalances } from "@/ledger/check-balances";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { NotFound, SessionEnded } from "@/server/errors";
import { sql } from "@/server/sql";
import { moocFields, NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { commissionedFields } from "../../factories/projects";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type Place, type World } from "../../factories/world";

let world: World;
let codes = 5000;

const aCode = () => {
  codes += 1;
  return `774100${codes}`;
};
const schoolInput = (overrides: Record<string, string> = {}) =>
  NewSchoolInput.parse({ code: aCode(), placeName: "新建小学", stage: "primary", ...overrides });

async function aSchool(actor: Actor, overrides: Record<string, string> = {}): Promise<Place> {
  const made = await addSchool(actor, schoolInput({ placeName: `学校${codes}`, ...overrides }), NOW);
  if (!made.ok) throw new Error(JSON.stringify(made.violations));
  return one<Place>(`select id, name, county_id as "countyId" from organisations where id = $1`, [made.value]);
}

const change = (actor: Actor, place: Place, fields: Record<string, string>) =>
  readOrganisation(actor, place.id).then(({ place: now }) =>
    changeOrganisation(
      actor,
      ChangeInput.parse({
        placeId: place.id,
        placeName: now.name,
        code: now.code ?? undefined,
        stage: now.stage ?? undefined,
        day: "2019-12-20",
        why: "学校类别变更",
        ...fields,
      }),
      NOW,
    ),
  );
const merge = (actor: Actor, from: Place, into: Place, day = "2019-12-19") =>
  mergeSchool(actor, MergeInput.parse({ placeId: from.id, into: into.id, day, why: "布局调整", sure: "on" }), NOW);
const codesOf = (result: { ok: boolean; violations?: { code: string }[] }) =>
  result.ok ? [] : (result.violations ?? []).map(({ code }) => code);

beforeAll(async () => {
  world = await aWorld();
});

describe("what a place is", () => {
  test("a county adds schools under itself alone, whatever its form says; the city says under whom", async () => {
    const own = await aSchool(world.countyOfficer, { county: String(world.otherCounty.id) });
    expect(own.countyId).toBe(world.county.id);
    const direct = await aSchool(world.cityOfficer, { county: "direct" });
    expect(direct.countyId).toBeNull();
    expect(codesOf(await addSchool(world.cityOfficer, schoolInput(), NOW))).toEqual(["required"]);
    const office = await addOffice(
      world.countyOfficer,
      { placeName: "县教研室", duty: "research", county: undefined },
      NOW,
    );
    expect(office.ok && (await readOrganisation(world.countyOfficer, office.value)).place).toMatchObject({
      kind: "office",
      office: "research",
      countyId: world.county.id,
    });
  });

  test("of two who take one code at once, one does", async () => {
    const code = aCode();
    const both = await Promise.all([
      addSchool(world.countyOfficer, schoolInput({ code }), NOW),
      addSchool(world.otherCountyOfficer, schoolInput({ code }), NOW),
    ]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.flatMap(codesOf)).toEqual(["school-code-taken"]);
    const [a, b] = [await aSchool(world.countyOfficer), await aSchool(world.countyOfficer)];
    const next = aCode();
    const changed = await Promise.all([
      change(world.countyOfficer, a, { code: next }),
      change(world.secondCountyOfficer, b, { code: next }),
    ]);
    expect(changed.flatMap(codesOf)).toEqual(["school-code-taken"]);
    // What was refused left no past behind.
    const pasts = await all("select 1 from organisation_pasts where organisation_id = any($1)", [[a.id, b.id]]);
    expect(pasts).toHaveLength(1);
  });

  test("a code that was changed is found by the old one, and what it was stays readable", async () => {
    const school = await aSchool(world.countyOfficer);
    const before = (await readOrganisation(world.countyOfficer, school.id)).place;
    const code = aCode();
    expect((await change(world.countyOfficer, school, { code, stage: "junior", placeName: "改名中学" })).ok).toBe(true);
    const { places } = await listOrganisations(world.cityOfficer, { q: before.code ?? "" });
    expect(places).toEqual([expect.objectContaining({ id: school.id, code, oldCode: before.code, name: "改名中学" })]);
    const { pasts } = await readOrganisation(world.countyOfficer, school.id);
    expect(pasts).toEqual([
      expect.objectContaining({
        code: before.code,
        name: before.name,
        stage: "primary",
        until: "2019-12-19",
        reason: "学校类别变更",
        byName: world.countyOfficer.name,
      }),
    ]);
    expect(codesOf(await change(world.countyOfficer, school, {}))).toEqual(["unchanged"]);
    expect(codesOf(await change(world.countyOfficer, school, { placeName: "x", day: "2019-12-21" }))).toEqual([
      "end-in-future",
    ]);
  });

  test("a new superior takes teachers and open balances over; the county can't give a school away", async () => {
    const school = await aSchool(world.countyOfficer);
    const teacher = await aTeacher(world.cityId, school);
    const elsewhere = { county: String(world.otherCounty.id) };
    expect(codesOf(await change(world.countyOfficer, school, elsewhere))).toEqual(["role-not-yours-to-give"]);
    expect((await change(world.cityOfficer, school, elsewhere)).ok).toBe(true);
    expect(await placesOf([teacher])).toEqual([{ school: school.id, county: world.otherCounty.id }]);
    await expect(readOrganisation(world.countyOfficer, school.id)).rejects.toThrow(NotFound);
    expect(await employmentsOf(teacher)).toHaveLength(1);
  });

  test("a place that another desk keeps is one that there isn't", async () => {
    for (const actor of [world.otherCountyOfficer])
      for (const ask of [
        () => readOrganisation(actor, world.school.id),
        () => readMerge(actor, world.school.id, world.otherSchool.id),
        () => merge(actor, world.school, world.otherSchool),
        () => merge(actor, world.otherSchool, world.school),
      ])
        await expect(ask()).rejects.toThrow(NotFound);
    expect(
      (await listOrganisations(world.otherCountyOfficer, {})).places.every(({ id }) => id !== world.school.id),
    ).toBe(true);
    // Its own office it sees, and can't change.
    const own = await readOrganisation(world.countyOfficer, world.county.id);
    expect(own.kept).toBe(false);
    await expect(change(world.countyOfficer, world.county, { placeName: "x" })).rejects.toThrow(NotFound);
  });

  test("a school is closed when nobody works there; its administrators are out at once, and no teacher comes", async () => {
    const school = await aSchool(world.countyOfficer);
    const teacher = await aTeacher(world.cityId, school);
    const administrator = await anActor(world.cityId, "school", school);
    const close = () =>
      closeOrganisation(
        world.countyOfficer,
        ClosingInput.parse({ placeId: school.id, day: "2019-12-20", why: "撤销", sure: "on" }),
        NOW,
      );
    expect(codesOf(await close())).toEqual(["school-has-teachers"]);
    await (await owner()).query("update employments set ends_on = '2019-12-20', ended = 'left' where teacher_id = $1", [
      teacher,
    ]);
    expect((await close()).ok).toBe(true);
    expect(codesOf(await close())).toEqual(["school-closed"]);
    await expect(listOwnRoles(administrator)).rejects.toThrow(SessionEnded);
    await expect(aTeacher(world.cityId, school)).rejects.toThrow(/is closed/);
    expect((await readOrganisation(world.countyOfficer, school.id)).pasts[0]).toMatchObject({ reason: "撤销" });
  });
});

const placesOf = (teachers: number[]) =>
  all<{ school: number; county: number | null }>(
    `select distinct t.school_id as school, t.county_id as county from teachers t join balances b on b.teacher_id = t.id
       and (b.school_id, b.county_id) is not distinct from (t.school_id, t.county_id) where t.id = any($1)`,
    [teachers],
  );
const employmentsOf = (teacher: number) =>
  all<{ school: number; from: string; to: string | null; ended: string | null }>(
    `select school_id as school, starts_on::text as "from", ends_on::text as "to", ended from employments
     where teacher_id = $1 order by starts_on`,
    [teacher],
  );

describe("a merger", () => {
  test("moves two hundred teachers, ends what the school held, and leaves nothing that the ledger contradicts", async () => {
    const [from, into] = [await aSchool(world.countyOfficer), await aSchool(world.countyOfficer)];
    const teachers = await manyTeachers(from, 200);
    const retired = await aTeacher(world.cityId, from, { leftOn: "2018-08-31" });
    const leaver = await anActor(world.cityId, "school", from);
    const both = await anActor(world.cityId, "school", from);
    await (await owner()).query("insert into account_roles values ($1, $2, 'school', $3)", [
      world.cityId,
      both.accountId,
      world.school.id,
    ]);
    const successor = await anActor(world.cityId, "school", into);
    const teacherAccount = await anActor(world.cityId, "teacher", from, { teacherId: teachers[0] ?? 0 });
    await (await owner()).query(
      `insert into transfers (city_id, id, teacher_id, from_school_id, from_county_id, to_school_id, to_county_id, last_day, status,
         asked_by, asked_at) values ($1, gen_random_uuid(), $2, $3, $4, $5, $6, '2019-12-31', 'asked', $7, now())`,
      [world.cityId, teachers[1], from.id, from.countyId, world.school.id, world.county.id, leaver.accountId],
    );

    expect(await readMerge(world.countyOfficer, from.id, into.id)).toMatchObject({
      teachers: 200,
      accounts: 2,
      successors: 1,
    });
    const done = await merge(world.countyOfficer, from, into);
    expect(done).toEqual({ ok: true, value: into.id });

    expect(await placesOf(teachers)).toEqual([{ school: into.id, county: world.county.id }]);
    expect(await employmentsOf(teachers[7] ?? 0)).toEqual([
      { school: from.id, from: "2010-09-01", to: "2019-12-19", ended: "transferred" },
      { school: into.id, from: "2019-12-20", to: null, ended: null },
    ]);
    expect(await placesOf([retired])).toEqual([{ school: from.id, county: world.county.id }]);
    expect(await all("select status from transfers where from_school_id = $1", [from.id])).toEqual([
      { status: "withdrawn" },
    ]);
    const { place, pasts } = await readOrganisation(world.countyOfficer, from.id);
    expect(place).toMatchObject({ closedOn: "2019-12-19", mergedInto: { id: into.id } });
    expect(pasts[0]).toMatchObject({ reason: "布局调整", until: "2019-12-19" });
    expect((await readOrganisation(world.countyOfficer, into.id)).parts).toEqual([
      expect.objectContaining({ id: from.id }),
    ]);

    await expect(listOwnRoles(leaver)).rejects.toThrow(SessionEnded);
    await expect(listOwnRoles(teacherAccount)).rejects.toThrow(SessionEnded);
    const rolesOf = (account: number) =>
      all<{ role: string; place: number }>(
        "select role, organisation_id as place from account_roles where account_id = $1 order by organisation_id",
        [account],
      );
    expect(await rolesOf(teacherAccount.accountId)).toEqual([{ role: "teacher", place: into.id }]);
    expect(await rolesOf(both.accountId)).toEqual([{ role: "school", place: world.school.id }]);
    expect(
      await all("select id from accounts where disabled_at is not null and id = any($1)", [
        [leaver.accountId, both.accountId],
      ]),
    ).toEqual([{ id: leaver.accountId }]);
    expect(await rolesOf(successor.accountId)).toEqual([
      { role: "school", place: from.id },
      { role: "school", place: into.id },
    ]);
    const wrong: { teacherId?: number }[] = [];
    await checkBalances(await owner(), (difference) => wrong.push(difference as { teacherId?: number }));
    expect(
      wrong.filter(({ teacherId }) => teacherId !== undefined && [...teachers, retired].includes(teacherId)),
    ).toEqual([]);
    expect(codesOf(await merge(world.countyOfficer, from, into))).toEqual(["school-closed"]);
  });

  test("what is open at the school is decided by the other's administrator in the role there, and goes on as it would have", async () => {
    const [from, into] = [await aSchool(world.countyOfficer), await aSchool(world.countyOfficer)];
    const teacherId = await aTeacher(world.cityId, from);
    const teacher = await anActor(world.cityId, "teacher", from, { teacherId });
    await anActor(world.cityId, "school", from);
    const successor = await anActor(world.cityId, "school", into);
    const entry = await aDeclaredMooc(teacher, moocFields());
    expect((await readMerge(world.countyOfficer, from.id, into.id)).openEntries).toBe(1);
    expect((await merge(world.countyOfficer, from, into)).ok).toBe(true);
    await expect(decide(successor, entry)).rejects.toThrow(NotFound);
    const there: Actor = { ...successor, organisationId: from.id, organisationName: from.name };
    expect(codesOf(await decide(there, entry))).toEqual([]);
    expect((await decide(world.countyOfficer, entry, CONTENT)).ok).toBe(true);
    expect((await decide(world.cityOfficer, entry)).ok).toBe(true);
    expect(await one("select school_id as school from ledger_postings where entry_id = $1", [entry])).toEqual({
      school: from.id,
    });
    expect(codesOf(await saveProject(there, ProjectInput.parse(commissionedFields()), NOW))).toEqual(["school-closed"]);
    // The next one is of the new school.
    const later = await aDeclaredMooc(
      { ...teacher, organisationId: into.id },
      moocFields({ university: "华东师范大学" }),
    );
    expect(await one("select school_id as school from credit_entries where id = $1", [later])).toEqual({
      school: into.id,
    });
  });

  test("a part of a part belongs to the last school, whose new administrators get it, too", async () => {
    const [a, b, c] = [
      await aSchool(world.cityOfficer, { county: "direct" }),
      await aSchool(world.countyOfficer),
      await aSchool(world.cityOfficer, { county: "direct" }),
    ];
    const atB = await anActor(world.cityId, "school", b);
    expect((await merge(world.cityOfficer, a, b)).ok).toBe(true);
    expect((await merge(world.cityOfficer, b, c)).ok).toBe(true);
    await expect(listOwnRoles({ ...atB, organisationId: a.id })).rejects.toThrow(SessionEnded);
    const teacherId = await aTeacher(world.cityId, c);
    const colleague = await anActor(world.cityId, "teacher", c, { teacherId });
    await transaction(world.cityOfficer, (tx) =>
      tx.rows(sql`select give_role(${colleague.accountId}, 'school', ${c.id}, ${NOW})`),
    );
    const roles = (await listOwnRoles(colleague)).filter(({ role }) => role === "school");
    expect(roles.map(({ organisationId }) => organisationId)).toEqual([a.id, b.id, c.id]);
  });

  test("isn't dated before somebody came, nor in the future, nor of a school with itself", async () => {
    const [from, into] = [await aSchool(world.countyOfficer), await aSchool(world.countyOfficer)];
    await aTeacher(world.cityId, from, { hiredOn: "2019-09-01" });
    expect(codesOf(await merge(world.countyOfficer, from, into, "2019-08-31"))).toEqual(["merge-hired-later"]);
    expect(codesOf(await merge(world.countyOfficer, from, into, "2019-12-21"))).toEqual(["end-in-future"]);
    expect(codesOf(await merge(world.countyOfficer, from, from))).toEqual(["merge-same-school"]);
    expect(() => MergeInput.parse({ placeId: "1", into: "2", day: "2019-12-19", why: "x" })).toThrow();
  });
});

async function manyTeachers(school: Place, count: number): Promise<number[]> {
  const first = await aTeacher(world.cityId, school);
  const rest = await all<{ id: number }>(
    `with made as (
       insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
         identity_tail, certificate_number, school_id, county_id)
       select city_id, name, pinyin, pinyin_initials, teacher_number || '-' || n, identity_kind, identity_cipher,
         sha256(identity_hash || n::text::bytea), identity_tail, certificate_number, school_id, county_id
       from teachers, generate_series(2, $2) as n where id = $1 returning city_id, id, school_id, county_id
     ), employed as (
       insert into employments (city_id, teacher_id, school_id, county_id, starts_on)
       select city_id, id, school_id, county_id, '2010-09-01' from made
     ), counted as (
       insert into balances select (jsonb_populate_record(b, jsonb_build_object('teacher_id', m.id))).* from made m
       join balances b on b.teacher_id = $1
     ) select id from made`,
    [first, count],
  );
  return [first, ...rest.map(({ id }) => id)];
}
