import { setTimeout as pause } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { TASKS } from "@/cli/tasks";
import { PolicyChangeInput } from "@/features/cycles/policy-input";
import { previewPolicy } from "@/features/cycles/preview-policy";
import { readCycle } from "@/features/cycles/read-cycle";
import { readPreview } from "@/features/cycles/read-preview";
import { savePolicy } from "@/features/cycles/save-policy";
import { recomputeCycle } from "@/ledger/recompute-balances";
import type { InTransaction } from "@/ledger/stored-balances";
import type { Balance } from "@/rules/balance";
import { type CyclePolicy, defaultPolicy2016, parseCyclePolicy } from "@/rules/policy";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { SessionEnded } from "@/server/errors";
import { type Statement, sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { aKeptPolicy, aPreview, doWork, takeOrders, typedPolicy } from "../../factories/cycles";
import { seed } from "../../factories/demo-city";
import { type Counted, countedTeachers, demoActor } from "../../factories/demo-statistics";
import { ledgerFaults } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { aMoocAt, decide } from "../../factories/routes";
import { aWorld } from "../../factories/world";
import { BETWEEN_48_AND_144, SIX_OR_EIGHT_HOURS, TEN_OR_TWENTY_HOURS } from "../../unit/rules/other-policies";

/** Fewer credits, caps for two kinds, and nothing deemed online: some lack less by it, some are no longer complete. */
const CHANGED: CyclePolicy = {
  ...defaultPolicy2016,
  required: { ...defaultPolicy2016.required, totalTenths: 2000, annualTotalTenths: 400 },
  annualCaps: { mooc: 100, project: 300 },
  degree: { ...defaultPolicy2016.degree, coversOnline: false },
  supportTeaching: { ...defaultPolicy2016.supportTeaching, coversOnline: false },
};

/** No online part at all: who has the rest is complete. */
const GENEROUS: CyclePolicy = {
  ...CHANGED,
  required: { ...CHANGED.required, onlineTenths: 0, annualOnlineTenths: 0 },
  supportTeaching: { ...CHANGED.supportTeaching, onlineHalfTenths: 0 },
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
  }, 300_000);

  const rows = () =>
    all<Record<string, unknown>>("select * from balances where city_id = $1 order by teacher_id, cycle_id", [
      city.cityId,
    ]);
  const missing = ({ complete, missingTotalTenths, missingOnlineTenths }: Balance) =>
    complete ? [0, 0] : [missingTotalTenths, missingOnlineTenths];
  const recount = (of: (teacher: Counted) => boolean, then = after) => {
    const pairs = before.flatMap((one, place) =>
      of(one) ? [[one.balance, then[place]?.balance ?? one.balance]] : [],
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
    expect(effects?.all.lost).toBeGreaterThan(0);
    expect(effects?.counties.length).toBe(5);
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
    const generous = (await readPreview(city, await aPreview(city, GENEROUS, cycleId))).effects;
    expect(generous?.all).toMatchObject(recount(() => true, await countedTeachers(GENEROUS)));
    expect(generous?.all.gained).toBeGreaterThan(0);
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

  test("a credit that is posted between the reading and the writing of its balance is not lost", async () => {
    const world = await aWorld();
    const id = await aMoocAt(world, "at_city");
    const preview = await aPreview(world.cityOfficer, CHANGED, world.cycleId);
    await savePolicy(world.cityOfficer, { previewId: preview }, NOW);
    let posting: Promise<unknown> | undefined;
    // As late as can be: the figures are counted, and about to be written.
    const late: InTransaction = (work) =>
      transaction(world.cityOfficer, (tx) =>
        work({
          ...tx,
          run: async (statement) => {
            if (statement.text.includes("update balances")) {
              posting ??= decide(world.secondCityOfficer, id);
              await Promise.race([posting, pause(500)]);
            }
            return tx.run(statement);
          },
        }),
      );
    await recomputeCycle(late, world);
    await posting;
    const balance = await one(
      "select total_tenths as total, policy_version as version from balances where teacher_id = $1",
      [world.teacherId],
    );
    // The cap of a year holds, as the new version has it.
    expect(balance).toEqual({ total: 100, version: 2 });
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

describe("what other places have published", () => {
  test.each([
    ["48 to 144 in a year", BETWEEN_48_AND_144],
    ["a credit for 6 or for 8 hours", SIX_OR_EIGHT_HOURS],
    ["a credit for 10 or for 20 hours", TEN_OR_TWENTY_HOURS],
  ])("%s is kept as data by the city's page, and counts", async (_, published) => {
    const world = await aWorld();
    const policy = parseCyclePolicy(published);
    expect(await aKeptPolicy(world.cityOfficer, policy, world.cycleId)).toBe(2);
    expect((await readCycle(world.cityOfficer, world.cycleId)).policy).toEqual(policy);
    const { required } = await one<{ required: number }>(
      "select required_total_tenths as required from balances where teacher_id = $1",
      [world.teacherId],
    );
    expect(required).toBe(policy.required.totalTenths);
  });
});

describe("the second wall: the database", () => {
  test("nobody but the city writes a cycle, a version or a preview; nobody skips a version or another's years", async () => {
    const world = await aWorld();
    const { cityId, cycleId } = world;
    const write = (actor: Actor, statement: Statement) => transaction(actor, (tx) => tx.run(statement));
    const version = (number: number, policy: CyclePolicy, actor: Actor) => sql`
      insert into cycle_policies (city_id, cycle_id, version, policy, reason, account_id, created_at)
      values (${cityId}, ${cycleId}, ${number}, ${JSON.stringify(policy)}::jsonb, 'x', ${actor.accountId}, ${NOW})`;
    for (const actor of [world.teacher, world.administrator, world.countyOfficer]) {
      const own = [
        sql`insert into cycles (city_id, name, from_year, to_year) values (${cityId}, 'x', 2021, 2025)`,
        version(2, CHANGED, actor),
        sql`insert into policy_previews (city_id, id, cycle_id, base_version, policy, reason, account_id, created_at)
          values (${cityId}, gen_random_uuid(), ${cycleId}, 1, '{}', 'x', ${actor.accountId}, ${NOW})`,
      ];
      for (const statement of own) await expect(write(actor, statement)).rejects.toThrow(/row-level security/);
      expect(
        await write(
          actor,
          sql`update cycles set closed_at = ${NOW}, closed_by = ${actor.accountId} where id = ${cycleId}`,
        ),
      ).toBe(0);
      expect(await transaction(actor, (tx) => tx.rows(sql`select id from policy_previews`))).toEqual([]);
    }
    const city = world.cityOfficer;
    await expect(write(city, version(3, CHANGED, city))).rejects.toThrow(/out of order/);
    const otherYears = { ...CHANGED, cycle: { fromYear: 2017, toYear: 2021 } };
    await expect(write(city, version(2, otherYears, city))).rejects.toThrow(/other years/);
    await expect(write(city, version(2, CHANGED, world.secondCityOfficer))).rejects.toThrow(/row-level security/);
    await expect(write(city, sql`update cycles set to_year = 2030 where id = ${cycleId}`)).rejects.toThrow(
      /permission denied/,
    );
  });
});
