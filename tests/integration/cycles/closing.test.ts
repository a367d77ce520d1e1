import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { RecallInput, recallEntry } from "@/features/credits/recall-entry";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { closeCycle } from "@/features/cycles/close-cycle";
import { makeRound } from "@/features/cycles/make-round";
import { previewPolicy } from "@/features/cycles/preview-policy";
import { readCycle } from "@/features/cycles/read-cycle";
import { orderRecompute } from "@/features/cycles/recompute-cycle";
import { NewRoundInput } from "@/features/cycles/round-input";
import { savePolicy } from "@/features/cycles/save-policy";
import { ProjectInput } from "@/features/projects/project-input";
import { saveProject } from "@/features/projects/save-project";
import { recomputeBalances } from "@/ledger/owner-balances";
import { defaultPolicy2016 } from "@/rules/policy";
import { CycleClosed } from "@/server/errors";
import { aClaim, moocFields, NOW } from "../../factories/claims";
import { aPreview, doWork, typedPolicy } from "../../factories/cycles";
import { ledgerFaults } from "../../factories/ledger";
import { all, one, owner } from "../../factories/owner";
import { aPlatform, aResult, push } from "../../factories/platform";
import { accepted, projectFields } from "../../factories/projects";
import { aMoocAt } from "../../factories/routes";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

const AFTER = new Date("2021-03-01T10:00:00+08:00");
const WHY = "周期已结束";
const STRICTER = { ...defaultPolicy2016, online: { ...defaultPolicy2016.online, makeUp: false } };

const close = (world: World, now = AFTER) =>
  closeCycle(world.cityOfficer, { cycleId: world.cycleId, reason: WHY }, now);

describe("closing a cycle", () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
  });

  test("is possible only after its last year", async () => {
    expect(await close(world, NOW)).toMatchObject({
      violations: [{ code: "cycle-not-over", params: { toYear: 2020 } }],
    });
    expect(await close(world, new Date("2020-12-31T23:59:00+08:00"))).toMatchObject({ ok: false });
    expect(await close(world, new Date("2021-01-01T00:00:00+08:00"))).toMatchObject({ ok: true });
  });

  test("waits for what is under way, and says how much it is", async () => {
    await aMoocAt(world, "at_county");
    await (await owner()).query("update balances set policy_version = 0 where teacher_id = $1", [world.strangerId]);
    const { open } = await readCycle(world.cityOfficer, world.cycleId);
    expect(open).toEqual({ entries: 1, projects: 0, summaries: 0, objections: 0, balances: 1 });
    expect(await close(world)).toMatchObject({ violations: [{ code: "cycle-work-open", params: open }] });
  });

  test("is final, on record, and done once", async () => {
    accepted(await close(world));
    expect(await close(world)).toMatchObject({ violations: [{ code: "cycle-closed" }] });
    const { cycle } = await readCycle(world.cityOfficer, world.cycleId);
    expect(cycle).toMatchObject({ closedByName: world.cityOfficer.name, closedFor: WHY });
    for (const change of ["closed_at = null, closed_by = null", "to_year = 2030", "name = 'x'"])
      await expect((await owner()).query(`update cycles set ${change} where id = $1`, [world.cycleId])).rejects.toThrow(
        /is closed/,
      );
  });

  test("and a credit that is registered at the same moment see each other: it is counted, or refused", async () => {
    const input = await aClaim(world.teacher);
    const [closed, declared] = await Promise.all([
      close(world),
      declareSpecialCredit(world.teacher, input, NOW).catch((error: unknown) => {
        expect(error).toBeInstanceOf(CycleClosed);
        return { ok: false };
      }),
    ]);
    expect([closed.ok, declared.ok].filter(Boolean).length).toBe(1);
  });
});

describe("a closed cycle", () => {
  let world: World;
  let posted: string;
  let previewId: string;

  beforeAll(async () => {
    world = await aWorld();
    posted = await aMoocAt(world, "posted");
    previewId = await aPreview(world.cityOfficer, STRICTER, world.cycleId);
    accepted(await close(world));
  });

  const closed = { violations: [{ code: "cycle-closed" }] };

  test("takes no new credit, and says so beside the day on which it ended", async () => {
    const claim = await aClaim(world.teacher, moocFields());
    const refused = await declareSpecialCredit(world.teacher, claim, NOW);
    expect(refused.ok ? [] : refused.violations).toContainEqual(
      expect.objectContaining({ code: "cycle-closed", field: "finishedOn" }),
    );
  });

  test("has nothing revoked or recalled in it", async () => {
    const input = { entryId: posted, version: 4, reason: "posted-in-error", note: "登记有误" };
    expect(await revokeEntry(world.cityOfficer, input, AFTER)).toMatchObject(closed);
    const recall = RecallInput.parse({ entryId: posted, version: "4" });
    const justNow = new Date(NOW.getTime() + 60_000);
    await expect(recallEntry(world.cityOfficer, recall, justNow)).rejects.toThrow(CycleClosed);
  });

  test("refuses the platform's results of its years one by one; those of other years go in", async () => {
    const { token } = await aPlatform(world);
    const answer = await push(token, { results: [await aResult(world.teacherId)] });
    expect(JSON.stringify(await answer.json())).toContain("cycle-closed");
  });

  test("takes no training, no round, no policy, and isn't written anew", async () => {
    const host = await anActor(world.cityId, "county", world.county);
    const project = await saveProject(host, ProjectInput.parse(projectFields()), NOW);
    expect(project).toMatchObject(closed);
    const round = NewRoundInput.parse({ fromYear: "2020", toYear: "2020", degree: "2021-01-10", mooc: "2021-01-15" });
    await expect(makeRound(world.cityOfficer, round, AFTER)).rejects.toThrow(CycleClosed);
    expect(await previewPolicy(world.cityOfficer, await typedPolicy(STRICTER, world.cycleId), AFTER)).toMatchObject(
      closed,
    );
    expect(await savePolicy(world.cityOfficer, { previewId }, AFTER)).toMatchObject(closed);
    expect(await orderRecompute(world.cityOfficer, { cycleId: world.cycleId }, AFTER)).toMatchObject(closed);
    await doWork(world.cityId);
  });

  test("is frozen for the owner, too: entries, postings, balances, policies, rounds, days, tables, trainings", async () => {
    const admin = await owner();
    const { roundId } = await one<{ roundId: number }>(
      `select id as "roundId" from registration_rounds where city_id = $1`,
      [world.cityId],
    );
    const { cityId, cycleId, teacherId } = world;
    for (const [statement, values] of [
      ["update credit_entries set status = 'revoked', version = version + 1 where id = $1", [posted]],
      [
        `insert into credit_entries select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'certificate_key', null))).*
         from credit_entries e where e.id = $1`,
        [posted],
      ],
      [
        `insert into ledger_postings select (jsonb_populate_record(p, jsonb_build_object('seq', p.seq + 1, 'reverses_seq', p.seq,
           'credits_tenths', -p.credits_tenths))).* from ledger_postings p where p.entry_id = $1`,
        [posted],
      ],
      ["update balances set total_tenths = 9 where teacher_id = $1 and cycle_id = $2", [teacherId, cycleId]],
      ["delete from balances where teacher_id = $1 and cycle_id = $2", [teacherId, cycleId]],
      [
        `insert into cycle_policies (city_id, cycle_id, version, policy, reason, created_at)
         select city_id, cycle_id, 2, policy, 'x', now() from cycle_policies where city_id = $1 and cycle_id = $2`,
        [cityId, cycleId],
      ],
      ["update registration_rounds set to_year = 2018 where id = $1", [roundId]],
      [
        "insert into registration_rounds (city_id, cycle_id, from_year, to_year) values ($1, $2, 2020, 2020)",
        [cityId, cycleId],
      ],
      ["update round_deadlines set last_day = '2022-01-01' where round_id = $1", [roundId]],
      ["delete from round_deadlines where round_id = $1", [roundId]],
      [
        `insert into round_reopenings (city_id, round_id, school_id, source, last_day, reason, account_id, created_at)
         values ($1, $2, $3, 'mooc', '2022-01-01', 'x', $4, now())`,
        [cityId, roundId, world.school.id, world.cityOfficer.accountId],
      ],
      [
        `insert into summary_tables (city_id, id, round_id, source, unit_id, county_id, number, status, closed_by_account_id, closed_at)
         values ($1, gen_random_uuid(), $2, 'mooc', $3, $4, 1, 'reported', $5, now())`,
        [cityId, roundId, world.school.id, world.county.id, world.administrator.accountId],
      ],
    ] as [string, unknown[]][])
      await expect(admin.query(statement, values), statement).rejects.toMatchObject({ code: "CB001" });
  });

  test("keeps its balances whoever moves or comes later, and the checks still go through it", async () => {
    await (await owner()).query("update teachers set school_id = $1, county_id = $2 where id = $3", [
      world.otherSchool.id,
      world.otherCounty.id,
      world.teacherId,
    ]);
    const before = await all("select * from balances where cycle_id = $1 order by teacher_id", [world.cycleId]);
    expect(await ledgerFaults()).toEqual([]);
    await recomputeBalances(await owner());
    expect(await all("select * from balances where cycle_id = $1 order by teacher_id", [world.cycleId])).toEqual(
      before,
    );
    await expect(aTeacher(world.cityId, world.school)).rejects.toMatchObject({ code: "CB001" });
    expect(await ledgerFaults()).toEqual([]);
  });
});
