import { beforeAll, describe, expect, test } from "vitest";
import { TASKS } from "@/cli/tasks";
import { PolicyChangeInput } from "@/features/cycles/policy-input";
import { previewPolicy } from "@/features/cycles/preview-policy";
import { readCycle } from "@/features/cycles/read-cycle";
import { readPreview } from "@/features/cycles/read-preview";
import { savePolicy } from "@/features/cycles/save-policy";
import type { Balance } from "@/rules/balance";
import { type CyclePolicy, defaultPolicy2016 } from "@/rules/policy";
import type { Actor } from "@/server/actor";
import { SessionEnded } from "@/server/errors";
import { moocFields, NOW } from "../../factories/claims";
import { aPreview, doWork, takeOrders, typedPolicy } from "../../factories/cycles";
import { seed } from "../../factories/demo-city";
import { type Counted, countedTeachers, demoActor } from "../../factories/demo-statistics";
import { ledgerFaults } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { aDeclaredMooc, CONTENT, decide } from "../../factories/routes";
import { aWorld } from "../../factories/world";

/** Fewer credits, a cap for MOOCs, and nothing deemed by support teaching: some gain by it, some lose. */
const CHANGED: CyclePolicy = {
  ...defaultPolicy2016,
  required: { ...defaultPolicy2016.required, totalTenths: 2000, annualTotalTenths: 400 },
  annualCaps: { mooc: 100, project: 300 },
  degree: { ...defaultPolicy2016.degree, coversOnline: false },
  supportTeaching: { ...defaultPolicy2016.supportTeaching, coversOnline: false },
};

describe("a policy for the demo city", () => {
  let city: Actor;
  let cycleId: number;
  let before: Counted[];
  let after: Counted[];
  let previewId: string;

  beforeAll(async () => {
    await seed();
    city = await demoActor("city", "city1");
    ({ id: cycleId } = await one<{ id: number }>("select id from cycles where city_id = $1", [city.cityId]));
    before = await countedTeachers(defaultPolicy2016);
    after = await countedTeachers(CHANGED);
  }, 120_000);

  const rows = () =>
    all<Record<string, unknown>>("select * from balances where city_id = $1 order by teacher_id, cycle_id", [
      city.cityId,
    ]);
  const missing = ({ complete, missingTotalTenths, missingOnlineTenths }: Balance) =>
    complete ? [0, 0] : [missingTotalTenths, missingOnlineTenths];
  const recount = (of: (teacher: Counted) => boolean) => {
    const pairs = before.flatMap((one, place) =>
      of(one) ? [[one.balance, after[place]?.balance ?? one.balance]] : [],
    ) as [Balance, Balance][];
    const count = (holds: (old: Balance, next: Balance) => boolean) => pairs.filter(([a, b]) => holds(a, b)).length;
    const compare = (a: Balance, b: Balance) => {
      const [[t, o], [t2, o2]] = [missing(a), missing(b)];
      return (t2 ?? 0) - (t ?? 0) || (o2 ?? 0) - (o ?? 0);
    };
    return {
      teachers: pairs.length,
      completeBefore: count((a) => a.complete),
      completeAfter: count((_, b) => b.complete),
      gained: count((a, b) => b.complete && !a.complete),
      lost: count((a, b) => a.complete && !b.complete),
      missingMore: count((a, b) => compare(a, b) > 0),
      missingLess: count((a, b) => compare(a, b) < 0),
    };
  };

  test("its preview says what a count of all teachers by the rules says, by county, too, and changes nothing", async () => {
    const untouched = await rows();
    previewId = await aPreview(city, CHANGED, cycleId);
    const { effects, changed, work } = await readPreview(city, previewId);
    expect(effects?.all).toMatchObject(recount(() => true));
    expect(effects?.all.gained).toBeGreaterThan(0);
    expect(effects?.all.lost).toBeGreaterThan(0);
    expect(effects?.counties.length).toBeGreaterThan(5);
    for (const county of effects?.counties ?? [])
      expect(county).toMatchObject(recount(({ countyId }) => countyId === county.countyId));
    expect(changed).toEqual([
      "required.totalTenths",
      "required.annualTotalTenths",
      "degree.coversOnline",
      "supportTeaching.coversOnline",
      "annualCaps.mooc",
      "annualCaps.project",
    ]);
    expect(work).toMatchObject({ state: "done", doneRows: before.length });
    expect(await rows()).toEqual(untouched);
    expect((await readCycle(city, cycleId)).cycle.version).toBe(1);
  });

  test("kept and recalculated by the worker, it gives exactly the previewed numbers", async () => {
    const { effects } = await readPreview(city, previewId);
    const untouched = await rows();
    const kept = await savePolicy(city, { previewId }, NOW);
    expect(kept).toEqual({ ok: true, value: { cycleId, version: 2 } });
    expect((await readCycle(city, cycleId)).open?.balances).toBe(before.length);
    // Sent twice, it is kept once.
    expect(await savePolicy(city, { previewId }, NOW)).toEqual(kept);
    await doWork(city.cityId);
    const { open, versions, work } = await readCycle(city, cycleId);
    expect([open?.balances, versions.map(({ version }) => version), work?.state]).toEqual([0, [2, 1], "done"]);
    const written = await rows();
    const changed = written.filter((row, place) => {
      const was = { ...untouched[place], policy_version: 2 };
      return JSON.stringify(row) !== JSON.stringify(was);
    });
    expect(changed.length).toBe(effects?.all.changed);
    expect(written.filter((row) => row.complete).length).toBe(effects?.all.completeAfter);
    expect(await ledgerFaults()).toEqual([]);
    const [event] = await all("select kind, subject, reason from audit_events where kind = 'policy-kept'");
    expect(event).toEqual({ kind: "policy-kept", subject: `${cycleId}/2`, reason: "市教育局会议纪要" });
  });

  test("a recalculation whose worker was killed in the middle is done again, and writes nothing twice", async () => {
    const preview = await aPreview(city, defaultPolicy2016, cycleId);
    await savePolicy(city, { previewId: preview }, NOW);
    const [job] = await takeOrders(city.cityId);
    if (!job) throw new Error("nothing was ordered");
    // As far as a worker came that was killed: some balances are of the new version.
    await TASKS["recompute-cycle"].run(job.payload, new AbortController().signal);
    await (await owner()).query("update work_orders set state = 'running', ended_at = null where id = $1", [
      job.payload.subjectId,
    ]);
    await (await owner()).query(
      "update balances set policy_version = 2, total_tenths = 0 where city_id = $1 and teacher_id % 3 = 0",
      [city.cityId],
    );
    const rightOnes = () =>
      all<{ id: number; writtenBy: string }>(
        `select teacher_id as id, xmin::text as "writtenBy" from balances where city_id = $1 and teacher_id % 3 <> 0 order by 1`,
        [city.cityId],
      );
    const right = await rightOnes();
    await TASKS["recompute-cycle"].run(job.payload, new AbortController().signal);
    expect(await ledgerFaults()).toEqual([]);
    const { open, work } = await readCycle(city, cycleId);
    expect([open?.balances, work?.state]).toEqual([0, "done"]);
    // What was right was held and not written.
    expect(await rightOnes()).toEqual(right);
    expect(right.length).toBeGreaterThan(500);
  });
});

describe("a policy for a small city", () => {
  test("contradictions come back beside their field, what was typed is a number or a word about it", async () => {
    const world = await aWorld();
    const typed = await typedPolicy(
      {
        ...defaultPolicy2016,
        required: { ...defaultPolicy2016.required, annualTotalTenths: 700, annualMinimumTenths: 900 },
      },
      world.cycleId,
    );
    const refused = await previewPolicy(world.cityOfficer, typed, NOW);
    expect(refused.ok ? [] : refused.violations.map(({ code, field, params }) => [code, field, params?.which])).toEqual(
      [
        ["policy-contradicts", "required.annualTotalTenths", "required.annualTotalTenths"],
        ["policy-contradicts", "required.annualMinimumTenths", "required.annualMinimumTenths"],
      ],
    );
    expect(
      await previewPolicy(world.cityOfficer, await typedPolicy(defaultPolicy2016, world.cycleId), NOW),
    ).toMatchObject({
      violations: [{ code: "policy-unchanged" }],
    });
  });

  test("its form takes credits to a tenth, and refuses more", () => {
    const parsed = PolicyChangeInput.safeParse({ "required.totalTenths": "360.25", "online.makeUp": "perhaps" });
    const issues = parsed.success ? [] : parsed.error.issues.map(({ path, message }) => [path[0], message]);
    expect(issues).toContainEqual(["required.totalTenths", "too-precise"]);
    expect(issues).toContainEqual(["online.makeUp", "not-a-choice"]);
    expect(issues).toContainEqual(["reason", "required"]);
  });

  test("of two officers who keep at once one wins; the other is told that the policy is another by now", async () => {
    const world = await aWorld();
    const [one, other] = [
      await aPreview(world.cityOfficer, CHANGED, world.cycleId),
      await aPreview(world.secondCityOfficer, { ...CHANGED, annualCaps: { mooc: 200 } }, world.cycleId),
    ];
    const answers = await Promise.all([
      savePolicy(world.cityOfficer, { previewId: one }, NOW),
      savePolicy(world.secondCityOfficer, { previewId: other }, NOW),
    ]);
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ violations: [{ code: "policy-outdated" }] });
    expect((await readCycle(world.cityOfficer, world.cycleId)).cycle.version).toBe(2);
  });

  test("what isn't counted yet can't be kept", async () => {
    const world = await aWorld();
    const preview = await previewPolicy(world.cityOfficer, await typedPolicy(CHANGED, world.cycleId), NOW);
    if (!preview.ok) throw new Error("refused");
    expect(await savePolicy(world.cityOfficer, { previewId: preview.value }, NOW)).toMatchObject({
      violations: [{ code: "policy-not-counted" }],
    });
  });

  test("a credit that is posted while balances are written anew is not lost", async () => {
    const world = await aWorld();
    const ids = await Promise.all(
      [world.teacher, world.colleague].map(async (teacher) => {
        const id = await aDeclaredMooc(teacher, moocFields());
        await decide(world.secondAdministrator, id);
        await decide(world.countyOfficer, id, CONTENT);
        return id;
      }),
    );
    const preview = await aPreview(world.cityOfficer, CHANGED, world.cycleId);
    await savePolicy(world.cityOfficer, { previewId: preview }, NOW);
    await Promise.all([doWork(world.cityId), ...ids.map((id) => decide(world.cityOfficer, id))]);
    const balances = await all<{ total: number; version: number }>(
      `select total_tenths as total, policy_version as version from balances where teacher_id = any($1::int[])`,
      [[world.teacherId, world.colleagueId]],
    );
    expect(balances).toEqual([
      { total: 100, version: 2 },
      { total: 100, version: 2 },
    ]);
    expect(await ledgerFaults()).toEqual([]);
  });

  test("work that was ordered by somebody who has lost the role since is not done", async () => {
    const world = await aWorld();
    const preview = await previewPolicy(world.cityOfficer, await typedPolicy(CHANGED, world.cycleId), NOW);
    if (!preview.ok) throw new Error("refused");
    await (await owner()).query("update accounts set disabled_at = now() where id = $1", [world.cityOfficer.accountId]);
    const [job] = await takeOrders(world.cityId);
    if (!job) throw new Error("nothing was ordered");
    await expect(TASKS["preview-policy"].run(job.payload, new AbortController().signal)).rejects.toThrow(SessionEnded);
  });
});
