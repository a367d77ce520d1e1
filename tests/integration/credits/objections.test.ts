import { beforeAll, describe, expect, test } from "vitest";
import { decideObjection, ObjectionDecisionInput } from "@/features/credits/decide-objection";
import { listObjections } from "@/features/credits/list-objections";
import { raiseObjection } from "@/features/credits/raise-objection";
import { readObjection } from "@/features/credits/read-objection";
import { recallEntry } from "@/features/credits/recall-entry";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";
import { reviewEntry } from "@/features/credits/review-entry";
import { withdrawObjection } from "@/features/credits/withdraw-objection";
import { askCorrection, CorrectionInput } from "@/features/projects/ask-correction";
import { readProject } from "@/features/projects/read-project";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Conflict, NotFound } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";
import { aClaim, moocFields, NOW } from "../../factories/claims";
import { toldNow, watchInbox } from "../../factories/inbox";
import { ledgerFaults, postingsOf, rosterOf, stepsOf, totalOf } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { accepted, aSubmittedProject, decideOn } from "../../factories/projects";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;

beforeAll(async () => {
  await watchInbox();
  world = await aWorld();
});

const WORDS = "课程属于教育教学，见证书背面的目录。\n请再核对一次。";
const REFUSED = { action: "refuse", reason: "not-about-education" };
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

/** A MOOC of the world's teacher that was refused at that step. */
async function aRefused(
  at: "school" | "county" | "city",
  { by, fields = moocFields() }: { by?: Actor; fields?: Record<string, string> } = {},
): Promise<string> {
  const id = await aDeclaredMooc(world.teacher, fields);
  if (at !== "school") accepted(await decide(world.administrator, id));
  if (at === "city") accepted(await decide(world.countyOfficer, id, CONTENT));
  const refuser = { school: world.administrator, county: world.countyOfficer, city: world.cityOfficer }[at];
  accepted(await decide(by ?? refuser, id, REFUSED));
  return id;
}
const object = (actor: Actor, entryId: string, words = WORDS) =>
  raiseObjection(actor, { entryId, objectionWords: words }, NOW);
async function decideIt(actor: Actor, entryId: string, decision: "grant" | "dismiss", answer = "已核对。", now = NOW) {
  const { id } = await one<{ id: string }>("select id from objections where entry_id = $1", [entryId]);
  const { version } = await one<{ version: number }>("select version from credit_entries where id = $1", [entryId]);
  const input = ObjectionDecisionInput.parse({ objectionId: id, entryId, version: String(version), decision, answer });
  return decideObjection(actor, input, now);
}
const statusOf = async (id: string) =>
  (await one<{ status: string }>("select status from credit_entries where id = $1", [id])).status;
const objectionOf = (id: string) => one<{ status: string }>("select status from objections where entry_id = $1", [id]);

describe("an objection goes one level above the step that refused", () => {
  test.each([
    ["school", () => world.county.id, () => [world.countyOfficer, world.secondCountyOfficer]],
    ["county", () => world.bureau.id, () => [world.cityOfficer, world.secondCityOfficer]],
    ["city", () => world.bureau.id, () => [world.cityOfficer, world.secondCityOfficer]],
  ] as const)("refused at the %s", async (step, holder, officers) => {
    const id = await aRefused(step);
    await toldNow(world.cityId);
    accepted(await object(world.teacher, id));
    expect(await one("select holder_id, refused_at, status from objections where entry_id = $1", [id])).toEqual({
      holder_id: holder(),
      refused_at: step,
      status: "open",
    });
    const told = await toldNow(world.cityId);
    expect(told.map(({ to, kind, subjectId }) => [to, kind, subjectId]).sort()).toEqual(
      officers()
        .map(({ name }) => [name, "objection_raised", id])
        .sort(),
    );
    expect((await readObjection(world.teacher, id)).kept).toMatchObject({ status: "open", words: WORDS });
  });

  test("of a city-direct school, to the city", async () => {
    const id = await aDeclaredMooc(world.directTeacher);
    accepted(await decide(world.directAdministrator, id, REFUSED));
    accepted(await object(world.directTeacher, id));
    accepted(await decideIt(world.cityOfficer, id, "grant"));
    expect(await statusOf(id)).toBe("at_city");
    accepted(await decide(world.cityOfficer, id, CONTENT));
    expect(await statusOf(id)).toBe("posted");
  });

  test("lists at its holder, with who may not decide it", async () => {
    const own = await aWorld();
    const before = world;
    world = own;
    const ids = [await aRefused("city"), await aRefused("county"), await aRefused("school")];
    for (const id of ids) accepted(await object(own.teacher, id));
    const page = await listObjections(own.cityOfficer, { show: "open" });
    expect(page).toMatchObject({ open: 2, decided: 0, next: null });
    expect(page.objections.map(({ entryId, ownRefusal }) => [entryId, ownRefusal]).sort()).toEqual(
      [
        [ids[0], true],
        [ids[1], false],
      ].sort(),
    );
    const first = await listObjections(own.cityOfficer, { show: "open" }, 1);
    const second = await listObjections(own.cityOfficer, { show: "open", after: first.next ?? "" }, 1);
    expect([...first.objections, ...second.objections]).toEqual(page.objections);
    expect((await listObjections(own.countyOfficer, { show: "open" })).objections.map((row) => row.entryId)).toEqual([
      ids[2],
    ]);
    expect((await listObjections(own.otherCountyOfficer, { show: "open" })).open).toBe(0);
    accepted(await decideIt(own.cityOfficer, ids[1] ?? "", "dismiss"));
    expect(await listObjections(own.cityOfficer, { show: "decided" })).toMatchObject({
      open: 1,
      decided: 1,
      objections: [{ entryId: ids[1], status: "dismissed", decidedByName: own.cityOfficer.name }],
    });
    world = before;
  });
});

describe("a granted objection", () => {
  test("brings the entry to the decider's step; from there it is approved to posting, and may not be objected to again", async () => {
    const before = await totalOf(world.teacherId);
    const id = await aRefused("county");
    accepted(await object(world.teacher, id));
    await toldNow(world.cityId);
    accepted(await decideIt(world.secondCityOfficer, id, "grant", ""));
    expect(await toldNow(world.cityId)).toMatchObject([
      { to: world.teacher.name, kind: "objection_decided", subjectId: id, details: { action: "grant" } },
    ]);
    const review = await reviewEntry(world.cityOfficer, id, NOW);
    expect(review.entry).toMatchObject({ status: "at_city", route: ["city"], withRoster: false });
    expect(review.events.at(-1)).toMatchObject({ action: "reinstate", byName: world.secondCityOfficer.name });
    // Nobody below has confirmed that it is about education, so this step does.
    expect(review.confirmations).toContain("contentConfirmed");
    accepted(await decide(world.cityOfficer, id, CONTENT));
    expect(await statusOf(id)).toBe("posted");
    expect(await totalOf(world.teacherId)).toBe(before + 240);
    expect(await stepsOf(id)).toEqual(["declare", "approve", "refuse", "reinstate", "approve"]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("at the county goes on to the city", async () => {
    const id = await aRefused("school");
    accepted(await object(world.teacher, id));
    accepted(await decideIt(world.countyOfficer, id, "grant"));
    accepted(await decide(world.countyOfficer, id, CONTENT));
    accepted(await decide(world.cityOfficer, id));
    expect(await statusOf(id)).toBe("posted");
  });

  test("that is refused again stays refused: there is one objection for each entry", async () => {
    const id = await aRefused("county");
    accepted(await object(world.teacher, id));
    accepted(await decideIt(world.cityOfficer, id, "grant"));
    accepted(await decide(world.cityOfficer, id, REFUSED));
    expect(await object(world.teacher, id)).toMatchObject({ ok: false, violations: [{ code: "objection-once" }] });
    // Its recall is an ordinary one.
    accepted(
      await recallEntry(
        world.cityOfficer,
        { entryId: id, version: (await versionOf(id)) ?? 0, note: null },
        minutes(1),
      ),
    );
    expect(await statusOf(id)).toBe("at_city");
  });

  test("whose certificate somebody brought meanwhile is marked, with the other one (R16)", async () => {
    const certificateNumber = `XF-shared-${Date.now()}`;
    const id = await aRefused("county", { fields: moocFields({ certificateNumber }) });
    accepted(await object(world.teacher, id));
    const other = await aDeclaredMooc(world.colleague, moocFields({ certificateNumber }));
    expect((await reviewEntry(world.administrator, other, NOW)).entry.certificateShared).toBe(false);
    accepted(await decideIt(world.cityOfficer, id, "grant"));
    for (const each of [id, other])
      expect((await reviewEntry(world.cityOfficer, each, NOW)).entry.certificateShared, each).toBe(true);
    expect(await decide(world.cityOfficer, id, CONTENT)).toMatchObject({
      ok: false,
      violations: [{ code: "duplicate-certificate" }],
    });
  });

  test("is none when the teacher has declared the same again", async () => {
    const certificateNumber = `XF-again-${Date.now()}`;
    const id = await aRefused("county", { fields: moocFields({ certificateNumber }) });
    accepted(await object(world.teacher, id));
    await aDeclaredMooc(world.teacher, moocFields({ certificateNumber }));
    expect(await decideIt(world.cityOfficer, id, "grant")).toMatchObject({
      ok: false,
      violations: [{ code: "objection-brought-again" }],
    });
    accepted(await decideIt(world.cityOfficer, id, "dismiss"));
  });
});

const versionOf = async (id: string) =>
  (await one<{ version: number }>("select version from credit_entries where id = $1", [id])).version;

describe("an objection is decided once", () => {
  test("dismissed, the refusal stands with its answer, and the teacher is told", async () => {
    const id = await aRefused("school");
    accepted(await object(world.teacher, id));
    await toldNow(world.cityId);
    expect(await decideIt(world.countyOfficer, id, "dismiss", "")).toMatchObject({
      ok: false,
      violations: [{ code: "objection-answer-missing" }],
    });
    accepted(await decideIt(world.countyOfficer, id, "dismiss", "课程不在目录内。"));
    expect(await statusOf(id)).toBe("refused");
    expect((await readObjection(world.teacher, id)).kept).toMatchObject({
      status: "dismissed",
      answer: "课程不在目录内。",
      decidedByName: world.countyOfficer.name,
    });
    expect(await toldNow(world.cityId)).toMatchObject([
      { to: world.teacher.name, kind: "objection_decided", details: { action: "dismiss" } },
    ]);
    const again = decideIt(world.secondCountyOfficer, id, "grant");
    await expect(again).rejects.toThrow(Conflict);
    await expect(again).rejects.toMatchObject({
      happened: { action: "dismissed", byName: world.countyOfficer.name, byOrganisation: world.county.name },
    });
  });

  test("of two who decide at once one wins and the other is told by whom; of ten, too", async () => {
    const id = await aRefused("county");
    accepted(await object(world.teacher, id));
    const answers = await Promise.allSettled(
      Array.from({ length: 10 }, (_, place) =>
        decideIt(
          place % 2 === 0 ? world.cityOfficer : world.secondCityOfficer,
          id,
          place % 3 === 0 ? "dismiss" : "grant",
        ),
      ),
    );
    const won = answers.filter((answer) => answer.status === "fulfilled" && answer.value.ok);
    const lost = answers.filter((answer) => answer.status === "rejected" && answer.reason instanceof Conflict);
    expect([won.length, lost.length]).toEqual([1, 9]);
    expect((await stepsOf(id)).filter((step) => step === "reinstate").length).toBeLessThanOrEqual(1);
  });

  test("of ten objections sent at once one is kept", async () => {
    const id = await aRefused("county");
    const answers = await Promise.all(Array.from({ length: 10 }, () => object(world.teacher, id)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await all("select 1 from objections where entry_id = $1", [id])).toHaveLength(1);
  });

  test("withdrawn by the teacher, nobody decides it, and there is no second one", async () => {
    const id = await aRefused("county");
    accepted(await object(world.teacher, id));
    await expect(withdrawObjection(world.colleague, { entryId: id })).rejects.toThrow(NotFound);
    accepted(await withdrawObjection(world.teacher, { entryId: id }));
    expect(await decideIt(world.cityOfficer, id, "grant")).toMatchObject({
      ok: false,
      violations: [{ code: "objection-already-decided" }],
    });
    expect(await object(world.teacher, id)).toMatchObject({ ok: false, violations: [{ code: "objection-once" }] });
    expect(await withdrawObjection(world.teacher, { entryId: id })).toMatchObject({ ok: false });
  });
});

describe("who may not", () => {
  test("object: another teacher, to what isn't refused, in a closed cycle", async () => {
    const id = await aRefused("county");
    await expect(object(world.colleague, id)).rejects.toThrow(NotFound);
    const waiting = await aDeclaredMooc(world.teacher);
    expect(await object(world.teacher, waiting)).toMatchObject({
      ok: false,
      violations: [{ code: "objection-not-refused" }],
    });
    const closed = await aWorld();
    const before = world;
    world = closed;
    const frozen = await aRefused("county");
    const objected = await aRefused("county");
    accepted(await object(closed.teacher, objected));
    await (await owner()).query("update cycles set closed_at = now(), closed_by = $1 where id = $2", [
      closed.cityOfficer.accountId,
      closed.cycleId,
    ]);
    expect(await object(closed.teacher, frozen)).toMatchObject({ ok: false, violations: [{ code: "cycle-closed" }] });
    expect(await decideIt(closed.cityOfficer, objected, "grant")).toMatchObject({
      ok: false,
      violations: [{ code: "cycle-closed" }],
    });
    accepted(await decideIt(closed.cityOfficer, objected, "dismiss"));
    world = before;
  });

  test("decide: who refused, who registered, whom it credits, and whoever isn't a level above", async () => {
    const id = await aRefused("city");
    accepted(await object(world.teacher, id));
    const code = async (actor: Actor, entryId = id) => {
      const answer = await decideIt(actor, entryId, "dismiss");
      return answer.ok ? "ok" : answer.violations[0]?.code;
    };
    expect(await code(world.cityOfficer)).toBe("objection-own-refusal");
    expect(await code(world.countyOfficer)).toBe("not-your-step");
    await expect(code(world.otherCountyOfficer)).rejects.toThrow(NotFound);
    const credited = await anActor(world.cityId, "city", world.bureau, { teacherId: world.teacherId });
    expect(await code(credited)).toBe("decides-own-credit");
    expect(await code(world.secondCityOfficer)).toBe("ok");
    // Registered by a school whose administrator is an officer of the county now.
    const claim = await aClaim(world.administrator);
    const registered = accepted(
      await registerSpecialCredit(world.administrator, { ...claim, teacherId: world.teacherId }, NOW),
    );
    accepted(await decide(world.countyOfficer, registered, REFUSED));
    accepted(await object(world.teacher, registered));
    await (await owner()).query(
      "insert into account_roles (city_id, account_id, role, organisation_id) values ($1, $2, 'city', $3)",
      [world.cityId, world.administrator.accountId, world.bureau.id],
    );
    const risen = { ...world.administrator, role: "city" as const, organisationId: world.bureau.id };
    expect(await code(risen, registered)).toBe("decides-own-registration");
  });

  test("recall a refusal that was objected to; one that nobody objected to is recalled as before", async () => {
    const id = await aRefused("county");
    accepted(await object(world.teacher, id));
    expect((await reviewEntry(world.countyOfficer, id, NOW)).actions).not.toContain("recall");
    const input = async () => ({ entryId: id, version: await versionOf(id), note: null });
    expect(await recallEntry(world.countyOfficer, await input(), minutes(1))).toMatchObject({
      ok: false,
      violations: [{ code: "objection-bars-recall" }],
    });
    accepted(await withdrawObjection(world.teacher, { entryId: id }));
    expect((await reviewEntry(world.countyOfficer, id, NOW)).actions).toContain("recall");
    accepted(await recallEntry(world.countyOfficer, await input(), minutes(1)));
    expect(await statusOf(id)).toBe("at_county");
  });

  test("have both: of an objection and a recall at one moment one comes true", async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await aRefused("county");
      const version = await versionOf(id);
      const [raised, recalled] = await Promise.all([
        object(world.teacher, id),
        recallEntry(world.countyOfficer, { entryId: id, version, note: null }, minutes(1)),
      ]);
      expect(Number(raised.ok) + Number(recalled.ok)).toBe(1);
      expect(await statusOf(id)).toBe(raised.ok ? "refused" : "at_county");
    }
  });
});

describe("a participant of a training", () => {
  test("who was struck out objects; granted, the credit goes its own way to posting and the training counts it", async () => {
    const third = await aTeacher(world.cityId, world.school, { name: "张伟" });
    const project = await aSubmittedProject(world.countyOfficer, [world.teacherId, third]);
    const struck = (await rosterOf(project)).find(({ teacherId }) => teacherId === world.teacherId)?.id ?? "";
    accepted(await decideOn(world.cityOfficer, project, { struck: [struck], strikeReason: "did-not-attend" }));
    accepted(await object(world.teacher, struck));
    expect(await decideIt(world.cityOfficer, struck, "grant")).toMatchObject({
      ok: false,
      violations: [{ code: "objection-own-refusal" }],
    });
    accepted(await decideIt(world.secondCityOfficer, struck, "grant"));
    expect((await rosterOf(project)).find(({ id }) => id === struck)).toMatchObject({
      status: "at_city",
      withRoster: false,
    });
    accepted(await decide(world.secondCityOfficer, struck));
    expect(await postingsOf(project, world.teacherId)).toEqual([240]);
    expect(await one("select participants, credits_tenths as tenths from projects where id = $1", [project])).toEqual({
      participants: 2,
      tenths: 480,
    });
    expect(await ledgerFaults()).toEqual([]);
  });

  test("of a training whose hours were corrected meanwhile is credited with the corrected hours", async () => {
    const third = await aTeacher(world.cityId, world.school, { name: "张伟" });
    const project = await aSubmittedProject(world.countyOfficer, [world.teacherId, third]);
    const struck = (await rosterOf(project)).find(({ teacherId }) => teacherId === world.teacherId)?.id ?? "";
    accepted(await decideOn(world.cityOfficer, project, { struck: [struck], strikeReason: "did-not-attend" }));
    const { version } = (await readProject(world.countyOfficer, project, NOW)).project;
    const correction = { projectId: project, version, hours: "16", lecturerHours: "", note: "通知更正" };
    accepted(await askCorrection(world.countyOfficer, CorrectionInput.parse(correction), NOW));
    accepted(await decideOn(world.cityOfficer, project, { action: "correct" }));
    accepted(await object(world.teacher, struck));
    accepted(await decideIt(world.secondCityOfficer, struck, "grant"));
    accepted(await decide(world.secondCityOfficer, struck));
    expect(await postingsOf(project, world.teacherId)).toEqual([160]);
    expect(await postingsOf(project, third)).toEqual([240, -240, 160]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("of a training that was refused as a whole has nothing to object to: that is its host's", async () => {
    const project = await aSubmittedProject(world.countyOfficer, [world.teacherId]);
    accepted(
      await decideOn(world.cityOfficer, project, { action: "refuse", reason: "not-by-an-education-department" }),
    );
    const [entry] = await rosterOf(project);
    expect(await object(world.teacher, entry?.id ?? "")).toMatchObject({
      ok: false,
      violations: [{ code: "objection-project-refused" }],
    });
  });
});

describe("the database, with the use cases bypassed", () => {
  const run = (actor: Actor, statement: Statement) => transaction(actor, (tx) => tx.run(statement));
  const raise = (
    id: string,
    change: Partial<Record<"step" | "holder" | "teacher" | "status" | "account", unknown>> = {},
  ) => sql`
    insert into objections (city_id, id, entry_id, teacher_id, school_id, county_id, refused_seq, refused_at, holder_id, words, status,
      raised_by, raised_at)
    select city_id, gen_random_uuid(), id, ${change.teacher ?? world.teacherId}, school_id, county_id, version,
      ${change.step ?? "county"}::step, ${change.holder ?? world.bureau.id}, 'x', ${change.status ?? "open"}::objection_status,
      ${change.account ?? world.teacher.accountId}, ${NOW} from credit_entries where id = ${id}`;

  test("an objection is its teacher's, about a refusal that stands, addressed one level up, open and single", async () => {
    const id = await aRefused("county");
    const waiting = await aDeclaredMooc(world.teacher);
    await expect(run(world.administrator, raise(id))).rejects.toThrow(/row-level security/);
    await expect(run(world.teacher, raise(waiting))).rejects.toThrow(/nothing to object to/);
    await expect(run(world.teacher, raise(id, { step: "school" }))).rejects.toThrow(/nothing to object to/);
    await expect(run(world.teacher, raise(id, { holder: world.county.id }))).rejects.toThrow(/nothing to object to/);
    await expect(run(world.teacher, raise(id, { teacher: world.colleagueId }))).rejects.toThrow(/nothing to object to/);
    await expect(run(world.teacher, raise(id, { account: world.colleague.accountId }))).rejects.toThrow(
      /row-level security/,
    );
    await expect(run(world.teacher, raise(id, { status: "withdrawn" }))).rejects.toThrow(/row-level security/);
    expect(await run(world.teacher, raise(id))).toBe(1);
    await expect(run(world.teacher, raise(id))).rejects.toThrow(/objections_city_id_entry_id_key/);
  });

  test("it is seen by the people concerned, decided by the holder alone, once, and its words stay", async () => {
    const id = await aRefused("city");
    accepted(await object(world.teacher, id));
    const seen = (actor: Actor) =>
      transaction(actor, async (tx) => (await tx.rows(sql`select id from objections where entry_id = ${id}`)).length);
    for (const actor of [world.colleague, world.stranger, world.otherAdministrator, world.otherCountyOfficer])
      expect(await seen(actor)).toBe(0);
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, world.cityOfficer])
      expect(await seen(actor)).toBe(1);
    const as = (actor: Actor, status: string) => sql`update objections set status = ${status}::objection_status,
      decided_by = ${actor.accountId}, decided_at = ${NOW}, answer = 'x' where entry_id = ${id}`;
    for (const actor of [world.administrator, world.countyOfficer])
      expect(await run(actor, as(actor, "dismissed"))).toBe(0);
    await expect(run(world.teacher, as(world.teacher, "granted"))).rejects.toThrow(/for somebody else|row-level/);
    await expect(run(world.secondCityOfficer, as(world.cityOfficer, "granted"))).rejects.toThrow(
      /for somebody else|row-level/,
    );
    await expect(run(world.cityOfficer, as(world.cityOfficer, "granted"))).rejects.toThrow(/for somebody else/);
    await expect(
      run(world.secondCityOfficer, sql`update objections set words = 'y' where entry_id = ${id}`),
    ).rejects.toThrow(/permission denied/);
    expect(await run(world.secondCityOfficer, as(world.secondCityOfficer, "dismissed"))).toBe(1);
    await expect(run(world.secondCityOfficer, as(world.secondCityOfficer, "granted"))).rejects.toThrow(
      /stays as it is/,
    );
    await expect(run(world.secondCityOfficer, sql`delete from objections`)).rejects.toThrow(/permission denied/);
    await expect((await owner()).query("update objections set words = 'y' where entry_id = $1", [id])).rejects.toThrow(
      /stays as it is/,
    );
  });

  test("a refused entry moves by nobody but its refuser, and while an objection is open by nobody", async () => {
    const id = await aRefused("county");
    const move = (status: string, holder: number) => sql`update credit_entries set status = ${status}::entry_status,
      holder_id = ${holder}, waiting_since = ${NOW}, version = version + 1 where id = ${id}`;
    const to = {
      school: move("at_school", world.school.id),
      county: move("at_county", world.county.id),
      city: move("at_city", world.bureau.id),
    };
    for (const [actor, statement] of [
      [world.teacher, to.school],
      [world.administrator, to.school],
      [world.administrator, to.county],
      [world.secondCountyOfficer, to.county],
      [world.cityOfficer, to.city],
    ] as const)
      await expect(run(actor, statement)).rejects.toThrow(/is refused/);
    accepted(await object(world.teacher, id));
    for (const [actor, statement] of [
      [world.countyOfficer, to.county],
      [world.cityOfficer, to.city],
    ] as const)
      await expect(run(actor, statement)).rejects.toThrow(/is refused/);
    const event = sql`insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, from_status, to_status,
        account_id, role, organisation_id, marks, at)
      select city_id, id, version + 1, teacher_id, school_id, county_id, 'reinstate', 'refused', 'at_city',
        ${world.cityOfficer.accountId}, 'city', ${world.bureau.id}, '{}', ${NOW} from credit_entries where id = ${id}`;
    await expect(run(world.cityOfficer, event)).rejects.toThrow(/no objection/);
    // Granted by another officer: still not this one's to move.
    await run(
      world.secondCityOfficer,
      sql`update objections set status = 'granted', decided_by = ${world.secondCityOfficer.accountId}, decided_at = ${NOW}
        where entry_id = ${id}`,
    );
    await expect(run(world.cityOfficer, to.city)).rejects.toThrow(/is refused/);
    await expect(run(world.countyOfficer, to.county)).rejects.toThrow(/is refused/);
    expect(await objectionOf(id)).toEqual({ status: "granted" });
  });
});
