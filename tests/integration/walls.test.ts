import pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { issueCertificate } from "@/features/certificates/issue-certificate";
import { listCertificates, readOwnCertificates } from "@/features/certificates/list-certificates";
import { openCertificate } from "@/features/certificates/open-certificate";
import { openTranscripts, orderTranscripts, readTranscriptsJob } from "@/features/certificates/order-transcripts";
import { readTranscript } from "@/features/certificates/read-transcript";
import { revokeCertificate } from "@/features/certificates/revoke-certificate";
import { ClaimInput } from "@/features/credits/claim-input";
import { correctEntry } from "@/features/credits/correct-entry";
import { DecisionInput, decideEntry } from "@/features/credits/decide-entry";
import { decideObjection, ObjectionDecisionInput } from "@/features/credits/decide-objection";
import { listEntries } from "@/features/credits/list-entries";
import { listObjections } from "@/features/credits/list-objections";
import { listQueue } from "@/features/credits/list-queue";
import { previewRevocation } from "@/features/credits/preview-revocation";
import { raiseObjection } from "@/features/credits/raise-objection";
import { readBalance } from "@/features/credits/read-balance";
import { listEvidence, readEvidence } from "@/features/credits/read-evidence";
import { readObjection } from "@/features/credits/read-objection";
import { recallEntry } from "@/features/credits/recall-entry";
import { declareSpecialCredit, registerSpecialCredit } from "@/features/credits/register-special-credit";
import { removeEvidence } from "@/features/credits/remove-evidence";
import { reviewEntry } from "@/features/credits/review-entry";
import { revokeEntry } from "@/features/credits/revoke-entry";
import { storeEvidence } from "@/features/credits/store-evidence";
import { urgeEntry } from "@/features/credits/urge-entry";
import { withdrawEntry } from "@/features/credits/withdraw-entry";
import { withdrawObjection } from "@/features/credits/withdraw-objection";
import { changeRound } from "@/features/cycles/change-round";
import { closeCycle } from "@/features/cycles/close-cycle";
import { findSchools, readReopenableSchool } from "@/features/cycles/find-schools";
import { listCycles } from "@/features/cycles/list-cycles";
import { listOwnDeadlines } from "@/features/cycles/list-own-deadlines";
import { listReopenings } from "@/features/cycles/list-reopenings";
import { listRoundChanges } from "@/features/cycles/list-round-changes";
import { listRounds } from "@/features/cycles/list-rounds";
import { makeCycle } from "@/features/cycles/make-cycle";
import { makeRound } from "@/features/cycles/make-round";
import { previewPolicy } from "@/features/cycles/preview-policy";
import { readCycle } from "@/features/cycles/read-cycle";
import { readPreview } from "@/features/cycles/read-preview";
import { orderRecompute } from "@/features/cycles/recompute-cycle";
import { reopenSchool } from "@/features/cycles/reopen-school";
import { DeadlineInput, NewRoundInput, ReopeningInput } from "@/features/cycles/round-input";
import { saveDeadline } from "@/features/cycles/save-deadline";
import { savePolicy } from "@/features/cycles/save-policy";
import { listBatches } from "@/features/online/list-batches";
import { listTokens } from "@/features/online/list-tokens";
import { makeToken } from "@/features/online/make-token";
import { pushResults } from "@/features/online/push-results";
import { readBatch } from "@/features/online/read-batch";
import { revokeToken } from "@/features/online/revoke-token";
import { addOffice, addSchool } from "@/features/organisations/add-organisation";
import { changeOrganisation } from "@/features/organisations/change-organisation";
import { closeOrganisation } from "@/features/organisations/close-organisation";
import { listCounties, listOrganisations } from "@/features/organisations/list-organisations";
import { mergeSchool, readMerge } from "@/features/organisations/merge-school";
import { readOrganisation } from "@/features/organisations/read-organisation";
import { AssignItemInput, AssignSampleInput, assignSample, assignSampleItem } from "@/features/oversight/assign-sample";
import { orderLedgerCheck } from "@/features/oversight/check-ledger";
import { DrawInput, drawSampleRun } from "@/features/oversight/draw-sample";
import { listLedgerChecks } from "@/features/oversight/list-ledger-checks";
import { listSamples } from "@/features/oversight/list-samples";
import { readSample, readSampleItem, redrawSample } from "@/features/oversight/read-sample";
import { recordSampleResult, SampleResultInput } from "@/features/oversight/record-sample-result";
import { searchAudit } from "@/features/oversight/search-audit";
import { endRole, giveRole } from "@/features/people/account-roles";
import { addAccount } from "@/features/people/add-account";
import { addTeacher } from "@/features/people/add-teacher";
import { answerPersonCorrection, withdrawPersonCorrection } from "@/features/people/answer-person-correction";
import { answerTransfer, withdrawTransfer } from "@/features/people/answer-transfer";
import { askPersonCorrection, CorrectionInput } from "@/features/people/ask-person-correction";
import { askTransfer } from "@/features/people/ask-transfer";
import { discardTeachers, orderTeachers, removeTeacherRow, saveTeacherRow } from "@/features/people/bring-teachers";
import { endDeputy } from "@/features/people/end-deputy";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { findReceivingSchools } from "@/features/people/find-receiving-schools";
import { listCorrectionsOf, listPersonCorrections } from "@/features/people/list-person-corrections";
import { listTeachers } from "@/features/people/list-teachers";
import { listTransfers } from "@/features/people/list-transfers";
import { mergeTeachers } from "@/features/people/merge-teachers";
import { DeputyInput, nameDeputy } from "@/features/people/name-deputy";
import { readAccount } from "@/features/people/read-account";
import { readHireSpans } from "@/features/people/read-hire-spans";
import { findRecords, previewMerge, readMerges } from "@/features/people/read-merges";
import { readCorrectable, readPersonCorrection } from "@/features/people/read-person-correction";
import { readSchool } from "@/features/people/read-school";
import { readTeacherName } from "@/features/people/read-teacher-name";
import { readTeacherRecord } from "@/features/people/read-teacher-record";
import { mailNewPassword, resetPasswords } from "@/features/people/reset-passwords";
import { listWithoutPassword, readTeacherAccount } from "@/features/people/teacher-accounts";
import { updateTeacher } from "@/features/people/update-teacher";
import { disableAccount, enableAccount } from "@/features/people/use-of-account";
import { readBySubject } from "@/features/statistics/read-by-subject";
import { readCompletion } from "@/features/statistics/read-completion";
import { readFlow } from "@/features/statistics/read-flow";
import { readPlanning } from "@/features/statistics/read-planning";
import { readQueues } from "@/features/statistics/read-queues";
import { readShortages } from "@/features/statistics/read-shortages";
import { closeSummary } from "@/features/summaries/close-summary";
import { listReported } from "@/features/summaries/list-reported";
import { listSummaryEvidence } from "@/features/summaries/list-summary-evidence";
import { listUnitSummaries } from "@/features/summaries/list-unit-summaries";
import { MoveSummaryInput, moveSummary } from "@/features/summaries/move-summary";
import { openSummary } from "@/features/summaries/open-summary";
import { readDraft } from "@/features/summaries/read-draft";
import { readSummary } from "@/features/summaries/read-summary";
import { tablesOfEntry } from "@/features/summaries/tables-of-entry";
import { calendarDate } from "@/rules/calendar";
import { allowed, type Role, type Verb } from "@/rules/permissions";
import { defaultPolicy2016 } from "@/rules/policy";
import { policyValues } from "@/rules/policy-fields";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { sql } from "@/server/sql";
import { moocFields, NOW } from "../factories/claims";
import { all, one, owner } from "../factories/owner";
import { aDeclaredMooc, aMoocAt, decide } from "../factories/routes";
import { newTeacher } from "../factories/teachers";
import { aWorld, type World } from "../factories/world";

let world: World;
let entry: string;

beforeAll(async () => {
  world = await aWorld();
  entry = await aMoocAt(world, "posted");
});

describe("the first wall: the use case", () => {
  test.each([
    ["another teacher", () => world.colleague],
    ["a teacher of another county", () => world.stranger],
    ["another school", () => world.otherAdministrator],
    ["a city-direct school", () => world.directAdministrator],
    ["another county", () => world.otherCountyOfficer],
  ])("%s sees of an entry and its teacher what it would see of one that doesn't exist", async (_, actor) => {
    await expect(reviewEntry(actor(), entry, NOW)).rejects.toThrow(NotFound);
    await expect(readBalance(actor(), world.teacherId, "newest", NOW)).rejects.toThrow(
      actor().role === "teacher" ? Forbidden : NotFound,
    );
  });

  test.each([
    ["the teacher", () => world.teacher],
    ["the school", () => world.administrator],
    ["the county", () => world.countyOfficer],
    ["the city", () => world.cityOfficer],
  ])("%s sees it", async (_, actor) => {
    expect((await reviewEntry(actor(), entry, NOW)).entry.id).toBe(entry);
  });

  test("lists end at the border of the actor's place", async () => {
    expect((await listEntries(world.otherCountyOfficer, {})).entries).toEqual([]);
    expect((await listTeachers(world.otherAdministrator, {}, 2019)).teachers.map((row) => row.id)).toEqual([
      world.strangerId,
    ]);
    expect((await listTeachers(world.countyOfficer, {}, 2019)).count).toBe(2);
    expect((await listTeachers(world.cityOfficer, {}, 2019)).count).toBe(4);
  });

  test("a role without the permission is refused before anything is read", async () => {
    await expect(async () => listQueue(world.teacher, {}, new Date())).rejects.toThrow(Forbidden);
    await expect(decide(world.teacher, entry)).rejects.toThrow(Forbidden);
    await expect(async () => listTeachers(world.teacher, {}, 2019)).rejects.toThrow(Forbidden);
  });

  test("reading follows the teacher who moves; the entry is still decided where it was submitted", async () => {
    const mover = await aWorld();
    const waiting = await aMoocAt(mover, "at_county");
    await (await owner()).query("update teachers set school_id = $1, county_id = $2 where id = $3", [
      mover.otherSchool.id,
      mover.otherCounty.id,
      mover.teacherId,
    ]);
    expect((await reviewEntry(mover.otherAdministrator, waiting, NOW)).entry.id).toBe(waiting);
    expect((await reviewEntry(mover.otherCountyOfficer, waiting, NOW)).actions).toEqual([]);
    await expect(decide(mover.otherCountyOfficer, waiting, { contentConfirmed: "on" })).rejects.toThrow(NotFound);
    expect((await decide(mover.countyOfficer, waiting, { contentConfirmed: "on" })).ok).toBe(true);
  });
});

describe("the second wall: the database, with the use case bypassed", () => {
  const count = (actor: Actor, table: string) =>
    transaction(actor, async (tx) => (await tx.rows(TABLES[table] ?? sql`select 1`)).length);

  const TABLES: Record<string, ReturnType<typeof sql>> = {
    credit_entries: sql`select id from credit_entries`,
    mooc_claims: sql`select entry_id from mooc_claims`,
    entry_events: sql`select seq from entry_events`,
    evidence_files: sql`select id from evidence_files`,
    ledger_postings: sql`select seq from ledger_postings`,
    balances: sql`select teacher_id from balances where total_tenths > 0`,
  };

  test.each(Object.keys(TABLES))("%s shows a stranger nothing, the people concerned their rows", async (table) => {
    for (const actor of [world.stranger, world.otherAdministrator, world.otherCountyOfficer])
      expect(await count(actor, table)).toBe(0);
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, world.cityOfficer])
      expect(await count(actor, table)).toBeGreaterThan(0);
  });

  test("without an actor the application's role sees no row of any table and gets no error", async () => {
    const app = new pg.Client({ connectionString: process.env.APP_DATABASE_URL });
    await app.connect();
    const tables = await all<{ tablename: string }>(
      "select tablename from pg_tables where schemaname = 'public' and tablename not in ('_prisma_migrations', 'sign_in_attempts')",
    );
    expect(tables.length).toBeGreaterThan(15);
    for (const { tablename } of tables) {
      const columns = ["accounts", "platform_tokens", "certificates"].includes(tablename) ? "id" : "*";
      expect((await app.query(`select ${columns} from ${tablename}`)).rowCount, tablename).toBe(0);
    }
    await app.end();
  });

  test("the application's role owns nothing, is no superuser and bypasses no policy; every policy is forced", async () => {
    const role = await one(
      "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = 'credit_bank_app'",
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    expect(await all("select 1 from pg_class where relowner = 'credit_bank_app'::regrole")).toEqual([]);
    const unforced = await all<{ relname: string }>(
      `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
       and relname not in ('_prisma_migrations', 'sign_in_attempts') and not (relrowsecurity and relforcerowsecurity)`,
    );
    expect(unforced).toEqual([]);
  });

  test("a teacher can neither post, nor approve, nor write an event in another's name", async () => {
    const id = await aDeclaredMooc(world.teacher);
    const post = sql`insert into ledger_postings (city_id, teacher_id, cycle_id, seq, school_id, county_id, entry_id, event_seq,
        source, year, credits_tenths, posted_at, prev_hash, hash)
      values (${world.cityId}, ${world.teacherId}, ${world.cycleId}, 0, ${world.school.id}, ${world.county.id}, ${id}, 1,
        'mooc', 2019, 9999, ${NOW}, '', '')`;
    await expect(transaction(world.teacher, (tx) => tx.run(post))).rejects.toThrow(/permission denied/);
    for (const actor of [world.teacher, world.administrator, world.countyOfficer]) {
      const byFunction = sql`select write_postings(${world.cityId}, ${[id]}::uuid[], false, ${NOW})`;
      await expect(transaction(actor, (tx) => tx.rows(byFunction))).rejects.toThrow(/writes no such posting/);
    }
    const approve = sql`update credit_entries set status = 'posted', holder_id = null, waiting_since = null where id = ${id}`;
    await expect(transaction(world.teacher, (tx) => tx.run(approve))).rejects.toThrow(/row-level security/);
    const event = sql`insert into entry_events (city_id, entry_id, seq, teacher_id, school_id, county_id, action, to_status,
        account_id, role, organisation_id, marks, at)
      values (${world.cityId}, ${id}, 2, ${world.teacherId}, ${world.school.id}, ${world.county.id}, 'approve', 'at_city',
        ${world.cityOfficer.accountId}, 'city', ${world.bureau.id}, '{}', ${NOW})`;
    await expect(transaction(world.teacher, (tx) => tx.run(event))).rejects.toThrow(/row-level security/);
  });

  test("a school and a county can bring an entry no further than their own step leads", async () => {
    const id = await aDeclaredMooc(world.teacher);
    const post = sql`update credit_entries set status = 'posted', holder_id = null, waiting_since = null where id = ${id}`;
    for (const actor of [world.administrator, world.countyOfficer])
      await expect(transaction(actor, (tx) => tx.run(post))).rejects.toThrow(/row-level security/);
    const steal = sql`update credit_entries set status = 'refused', holder_id = null, waiting_since = null where id = ${id}`;
    expect(await transaction(world.otherAdministrator, (tx) => tx.run(steal))).toBe(0);
  });

  test("whose entry it is, and where it was submitted, can't be changed by anybody", async () => {
    for (const change of [
      sql`update credit_entries set teacher_id = ${world.colleagueId} where id = ${entry}`,
      sql`update credit_entries set school_id = ${world.otherSchool.id} where id = ${entry}`,
      sql`update credit_entries set registered_by_account_id = 1 where id = ${entry}`,
      sql`update balances set head_seq = 0 where teacher_id = ${world.teacherId}`,
      sql`select password_hash from accounts`,
    ])
      await expect(transaction(world.cityOfficer, (tx) => tx.run(change))).rejects.toThrow(/permission denied/);
  });

  test("ledger, events, policies and audit refuse UPDATE, DELETE and TRUNCATE, by the application and by the owner", async () => {
    const admin = await owner();
    for (const [table, column] of [
      ["ledger_postings", "year"],
      ["entry_events", "seq"],
      ["cycle_policies", "version"],
    ]) {
      await expect(admin.query(`update ${table} set ${column} = ${column}`), table).rejects.toThrow(/append-only/);
      await expect(admin.query(`delete from ${table}`), table).rejects.toThrow(/append-only/);
      await expect(admin.query(`truncate ${table} cascade`), table).rejects.toThrow(/append-only/);
    }
    for (const change of [
      sql`delete from ledger_postings`,
      sql`delete from entry_events`,
      sql`update entry_events set seq = 9`,
    ])
      await expect(transaction(world.cityOfficer, (tx) => tx.run(change))).rejects.toThrow(/permission denied/);
  });

  test("a change without its event, and an event without its change, are not committed", async () => {
    const id = await aMoocAt(world, "at_county");
    const silent = sql`update credit_entries set status = 'refused', holder_id = null, waiting_since = null, version = version + 1
      where id = ${id}`;
    await expect(transaction(world.countyOfficer, (tx) => tx.run(silent))).rejects.toThrow(/has no event/);
  });

  test("a session that has ended opens no transaction: version, role, account", async () => {
    const read = (actor: Actor) => transaction(actor, (tx) => tx.rows(sql`select 1`));
    await expect(read({ ...world.teacher, sessionVersion: 2 })).rejects.toThrow(SessionEnded);
    await expect(read({ ...world.teacher, role: "city", organisationId: world.bureau.id })).rejects.toThrow(
      SessionEnded,
    );
    await (await owner()).query("update accounts set disabled_at = now() where id = $1", [world.stranger.accountId]);
    await expect(read(world.stranger)).rejects.toThrow(SessionEnded);
  });
});

describe("the table of permissions, role by use case", () => {
  // Every use case, asked by every role: refused exactly where the table says no. What it would then do with an input of
  // nobody's is no concern here; it may answer, or find nothing.
  const NOTHING = { entryId: "00000000-0000-4000-8000-000000000000", version: 1, note: null };
  const claim = () => ClaimInput.parse(moocFields());
  const YEARS = { fromYear: 2030, toYear: 2030 };
  const ROUND = { fromYear: "2030", toYear: "2030", degree: "2031-01-10", mooc: "2031-01-15" };
  const DEPUTY = DeputyInput.parse({ deputy: "1", fromDay: "2019-12-20", toDay: "2019-12-21" });
  const A_PLACE = { placeName: "x", stage: "primary", isPrivate: false, county: undefined } as const;
  const A_CHANGE = { ...A_PLACE, placeId: 999_999, day: calendarDate("2019-01-01"), why: "x", sure: "on" } as const;
  const LEAVING = EndInput.parse({ teacherId: 999_999, how: "left", leavingDay: "2019-12-01" });
  const TRANSFER = { transferId: NOTHING.entryId, teacherId: 999_999, toSchool: 1, leavingDay: LEAVING.leavingDay };
  const ANSWER = { transferId: NOTHING.entryId, answer: "accept", note: null } as const;
  const POLICY = { cycleId: 999_999, baseVersion: 1, reason: "x", values: policyValues(defaultPolicy2016) };
  const DRAW = {
    ...{ runId: NOTHING.entryId, cycleId: "1", share: "5", source: "" },
    ...{ fromDay: "2019-01-01", toDay: "2019-01-02" },
  };
  const TABLE = { roundId: 999_999, source: "mooc" } as const;
  const TRANSCRIPTS = { orderId: NOTHING.entryId, cycleId: 999_999, locale: "en" };
  const CERTIFICATE = { cycleId: 999_999, formId: NOTHING.entryId, certificateId: NOTHING.entryId };
  const aStep = (action: string) => MoveSummaryInput.parse({ tableId: NOTHING.entryId, version: 1, action });
  const CORRECTIONS = { school: "person:correct", county: "person:decide", city: "person:decide" } as const;
  const CORRECTION = { correctionId: NOTHING.entryId, answer: "decline", note: "x" } as const;
  const ASKED = CorrectionInput.parse({
    ...{ kind: "name", newName: "x", correctionReason: "x", truthful: "on" },
    ...{ correctionId: NOTHING.entryId, teacherId: "999999" },
  });
  const MERGE = { keptId: 999_998, mergedId: 999_999, mergeReason: "x", sure: "on" } as const;
  const USE_CASES: [Verb | Partial<Record<Role, Verb>>, string, (actor: Actor) => Promise<unknown>][] = [
    ["certificate:issue", "issueCertificate", (actor) => issueCertificate(actor, CERTIFICATE, NOW)],
    ["certificate:issue", "readOwnCertificates", (actor) => readOwnCertificates(actor)],
    ["certificate:read", "listCertificates", (actor) => listCertificates(actor, world.teacherId)],
    ["certificate:read", "openCertificate", (actor) => openCertificate(actor, NOTHING.entryId)],
    [
      "certificate:revoke",
      "revokeCertificate",
      (actor) => revokeCertificate(actor, { ...CERTIFICATE, note: "x" }, NOW),
    ],
    ["transcript:read", "readTranscript", (actor) => readTranscript(actor, world.teacherId, null, NOW)],
    ["transcript:print", "orderTranscripts", (actor) => orderTranscripts(actor, TRANSCRIPTS, NOW)],
    ["transcript:print", "readTranscriptsJob", (actor) => readTranscriptsJob(actor, null, NOW)],
    ["transcript:print", "openTranscripts", (actor) => openTranscripts(actor, TRANSCRIPTS.cycleId, 1, NOW)],
    ["person:correct", "askPersonCorrection", (actor) => askPersonCorrection(actor, ASKED, NOW)],
    ["person:correct", "withdrawPersonCorrection", (actor) => withdrawPersonCorrection(actor, CORRECTION, NOW)],
    ["person:correct", "readCorrectable", (actor) => readCorrectable(actor, 999_999)],
    ["person:decide", "answerPersonCorrection", (actor) => answerPersonCorrection(actor, CORRECTION, NOW)],
    [CORRECTIONS, "listPersonCorrections", (actor) => listPersonCorrections(actor, { show: "asked" })],
    [
      CORRECTIONS,
      "readPersonCorrection",
      (actor) => readPersonCorrection(actor, NOTHING.entryId, { reveal: false }, NOW),
    ],
    ["teacher:read", "listCorrectionsOf", (actor) => listCorrectionsOf(actor, world.teacherId)],
    ["teacher:read", "readMerges", (actor) => readMerges(actor, world.teacherId)],
    ["teacher:merge", "findRecords", (actor) => findRecords(actor, 1, "x")],
    ["teacher:merge", "previewMerge", (actor) => previewMerge(actor, 999_998, 999_999)],
    ["teacher:merge", "mergeTeachers", (actor) => mergeTeachers(actor, MERGE, NOW)],
    ["queue:read", "listQueue", (actor) => listQueue(actor, {}, new Date())],
    ["credit:list", "listEntries", (actor) => listEntries(actor, {})],
    ["credit:read", "reviewEntry", (actor) => reviewEntry(actor, entry, NOW)],
    ["teacher:list", "listTeachers", (actor) => listTeachers(actor, {}, 2019)],
    ["teacher:list", "readSchool", (actor) => readSchool(actor, 2019)],
    ["statistics:read", "readCompletion", (actor) => readCompletion(actor, {}, NOW)],
    ["statistics:read", "readBySubject", (actor) => readBySubject(actor, {}, NOW)],
    ["statistics:read", "readShortages", (actor) => readShortages(actor, { kind: "total", by: "county" }, NOW)],
    ["statistics:read", "readFlow", (actor) => readFlow(actor, NOW)],
    ["statistics:read", "readQueues", (actor) => readQueues(actor, NOW)],
    ["planning:read", "readPlanning", (actor) => readPlanning(actor, {}, NOW)],
    ["teacher:read", "readTeacherName", (actor) => readTeacherName(actor, world.teacherId)],
    [
      { teacher: "balance:read-own" },
      "readBalance of one's own",
      (actor) => readBalance(actor, actor.teacherId ?? world.teacherId, "newest", NOW),
    ],
    ["balance:read", "readBalance of another", (actor) => readBalance(actor, world.colleagueId, "newest", NOW)],
    ["credit:declare", "declareSpecialCredit", async (actor) => declareSpecialCredit(actor, claim(), NOW)],
    [
      "credit:register",
      "registerSpecialCredit",
      (actor) => registerSpecialCredit(actor, { ...claim(), teacherId: world.teacherId }, NOW),
    ],
    ["credit:correct", "correctEntry", (actor) => correctEntry(actor, { ...claim(), version: 1 }, NOW)],
    ["credit:withdraw", "withdrawEntry", (actor) => withdrawEntry(actor, NOTHING, NOW)],
    [
      "objection:raise",
      "raiseObjection",
      (actor) => raiseObjection(actor, { entryId: NOTHING.entryId, objectionWords: "x" }, NOW),
    ],
    ["objection:raise", "withdrawObjection", (actor) => withdrawObjection(actor, { entryId: NOTHING.entryId })],
    ["objection:read", "readObjection", (actor) => readObjection(actor, NOTHING.entryId)],
    ["objection:decide", "listObjections", (actor) => listObjections(actor, { show: "open" })],
    [
      "objection:decide",
      "decideObjection",
      (actor) =>
        decideObjection(
          actor,
          ObjectionDecisionInput.parse({ ...NOTHING, objectionId: NOTHING.entryId, decision: "grant", answer: "" }),
          NOW,
        ),
    ],
    [
      "credit:revoke",
      "previewRevocation",
      (actor) =>
        previewRevocation(actor, {
          cityId: world.cityId,
          id: entry,
          teacherId: world.teacherId,
          cycleId: world.cycleId,
        }),
    ],
    ["credit:recall", "recallEntry", (actor) => recallEntry(actor, NOTHING, NOW)],
    ["credit:revoke", "revokeEntry", (actor) => revokeEntry(actor, { ...NOTHING, reason: "falsified" }, NOW)],
    [
      { school: "credit:first-review", county: "credit:review", city: "credit:verify" },
      "decideEntry",
      (actor) => decideEntry(actor, DecisionInput.parse({ ...NOTHING, note: "", action: "approve" }), NOW),
    ],
    [
      "evidence:upload",
      "storeEvidence",
      (actor) =>
        storeEvidence(
          actor,
          { claimId: NOTHING.entryId, kind: "certificate", originalName: "x", bytes: Buffer.alloc(0) },
          NOW,
        ),
    ],
    ["evidence:upload", "removeEvidence", (actor) => removeEvidence(actor, NOTHING.entryId)],
    ["evidence:read", "readEvidence", (actor) => readEvidence(actor, NOTHING.entryId, "full")],
    ["evidence:read", "listEvidence", (actor) => listEvidence(actor, NOTHING.entryId)],
    [
      "online:push",
      "pushResults",
      async (actor) => pushResults(actor, { tokenId: 1, idempotencyKey: "1", results: [] }, NOW),
    ],
    ["online:read", "readBatch", async (actor) => readBatch(actor, NOTHING.entryId)],
    ["online:read", "listBatches", async (actor) => listBatches(actor)],
    ["token:manage", "makeToken", async (actor) => makeToken(actor, { tokenName: "x" }, NOW)],
    ["token:manage", "revokeToken", async (actor) => revokeToken(actor, { id: 1 }, NOW)],
    ["token:manage", "listTokens", async (actor) => listTokens(actor)],
    ["entry:urge", "urgeEntry", async (actor) => urgeEntry(actor, { entryId: NOTHING.entryId }, NOW)],
    ["deputy:name", "nameDeputy", async (actor) => nameDeputy(actor, DEPUTY, NOW)],
    ["deputy:name", "endDeputy", async (actor) => endDeputy(actor, { id: 1 }, NOW)],
    ["teacher:manage", "addTeacher", async (actor) => addTeacher(actor, newTeacher(), NOW)],
    ["teacher:manage", "endEmployment", async (actor) => endEmployment(actor, LEAVING, NOW)],
    ["teacher:manage", "updateTeacher", async (actor) => updateTeacher(actor, { teacherId: 999_999 }, NOW)],
    ["teacher:manage", "askTransfer", async (actor) => askTransfer(actor, TRANSFER, NOW)],
    ["teacher:manage", "answerTransfer", async (actor) => answerTransfer(actor, ANSWER, NOW)],
    ["teacher:manage", "withdrawTransfer", async (actor) => withdrawTransfer(actor, ANSWER, NOW)],
    ["teacher:manage", "listTransfers", async (actor) => listTransfers(actor)],
    ["teacher:manage", "findReceivingSchools", async (actor) => findReceivingSchools(actor, "3")],
    ["teacher:manage", "readHireSpans", async (actor) => readHireSpans(actor, NOW)],
    ["teacher:read", "readTeacherRecord", async (actor) => readTeacherRecord(actor, 999_999, NOW)],
    [
      "teacher:manage",
      "saveTeacherRow",
      async (actor) => saveTeacherRow(actor, { importId: NOTHING.entryId, line: 1 }, NOW),
    ],
    [
      "teacher:manage",
      "removeTeacherRow",
      async (actor) => removeTeacherRow(actor, { importId: NOTHING.entryId, line: 1 }, NOW),
    ],
    [
      "teacher:manage",
      "orderTeachers",
      async (actor) => orderTeachers(actor, { importId: NOTHING.entryId, truthful: "on" }, NOW),
    ],
    ["teacher:manage", "discardTeachers", async (actor) => discardTeachers(actor, { importId: NOTHING.entryId }, NOW)],
    ["round:manage", "listRounds", (actor) => listRounds(actor, NOW)],
    ["round:manage", "listRoundChanges", (actor) => listRoundChanges(actor)],
    ["round:manage", "listReopenings", (actor) => listReopenings(actor, NOW)],
    ["cycle:read", "listCycles", (actor) => listCycles(actor)],
    ["cycle:read", "readCycle", (actor) => readCycle(actor, 999_999)],
    ["cycle:manage", "previewPolicy", async (actor) => previewPolicy(actor, POLICY, NOW)],
    ["cycle:manage", "readPreview", async (actor) => readPreview(actor, NOTHING.entryId)],
    ["cycle:manage", "savePolicy", async (actor) => savePolicy(actor, { previewId: NOTHING.entryId }, NOW)],
    [
      "cycle:manage",
      "makeCycle",
      async (actor) => makeCycle(actor, { ...POLICY, fromCycleId: 999_999, name: "x" }, NOW),
    ],
    ["cycle:manage", "closeCycle", async (actor) => closeCycle(actor, POLICY, NOW)],
    ["cycle:manage", "orderRecompute", async (actor) => orderRecompute(actor, POLICY, NOW)],
    ["round:manage", "findSchools", (actor) => findSchools(actor, "3")],
    ["round:manage", "readReopenableSchool", (actor) => readReopenableSchool(actor, 0, NOW)],
    ["round:manage", "makeRound", (actor) => makeRound(actor, NewRoundInput.parse(ROUND), NOW)],
    ["round:manage", "changeRound", (actor) => changeRound(actor, { roundId: 999_999, ...YEARS, why: "x" }, NOW)],
    [
      "round:manage",
      "saveDeadline",
      (actor) =>
        saveDeadline(
          actor,
          DeadlineInput.parse({ roundId: 999_999, source: "mooc", lastDay: "2020-01-01", seen: "", why: "x" }),
          NOW,
        ),
    ],
    [
      "round:manage",
      "reopenSchool",
      (actor) =>
        reopenSchool(
          actor,
          ReopeningInput.parse({ schoolId: 1, target: "999999/mooc", until: "2020-01-01", why: "x" }),
          NOW,
        ),
    ],
    ["organisation:manage", "listOrganisations", async (actor) => listOrganisations(actor, {})],
    ["organisation:manage", "listCounties", async (actor) => listCounties(actor)],
    ["organisation:manage", "readOrganisation", (actor) => readOrganisation(actor, world.school.id)],
    ["organisation:manage", "readMerge", (actor) => readMerge(actor, 999_998, 999_999)],
    ["organisation:manage", "addSchool", (actor) => addSchool(actor, { ...A_PLACE, code: "0000000000" }, NOW)],
    ["organisation:manage", "addOffice", (actor) => addOffice(actor, { ...A_PLACE, duty: "research" }, NOW)],
    ["organisation:manage", "changeOrganisation", (actor) => changeOrganisation(actor, A_CHANGE, NOW)],
    ["organisation:manage", "closeOrganisation", (actor) => closeOrganisation(actor, A_CHANGE, NOW)],
    ["organisation:manage", "mergeSchool", (actor) => mergeSchool(actor, { ...A_CHANGE, into: 999_998 }, NOW)],
    [
      "account:manage",
      "addAccount",
      (actor) => addAccount(actor, { ...A_CHANGE, displayName: "x", loginName: "x" }, NOW),
    ],
    ["account:manage", "giveRole", (actor) => giveRole(actor, { placeId: 999_999, login: "x" }, NOW)],
    ["account:manage", "endRole", (actor) => endRole(actor, { ...A_CHANGE, accountId: 999_999 }, NOW)],
    ["account:manage", "disableAccount", (actor) => disableAccount(actor, { accountId: 999_999 }, NOW)],
    ["account:manage", "enableAccount", (actor) => enableAccount(actor, { accountId: 999_999 }, NOW)],
    ["account:manage", "readAccount", (actor) => readAccount(actor, 999_999, NOW)],
    ["password:reset", "resetPasswords", (actor) => resetPasswords(actor, { account: [999_999] }, NOW)],
    ["password:reset", "mailNewPassword", (actor) => mailNewPassword(actor, { account: 999_999 }, NOW)],
    ["password:reset", "listWithoutPassword", (actor) => listWithoutPassword(actor, NOW)],
    ["password:reset", "readTeacherAccount", (actor) => readTeacherAccount(actor, world.teacherId, NOW)],
    ["summary:read", "listOwnDeadlines", (actor) => listOwnDeadlines(actor, NOW)],
    ["summary:close", "listUnitSummaries", (actor) => listUnitSummaries(actor, NOW)],
    ["summary:close", "readDraft", (actor) => readDraft(actor, 999_999, "mooc", NOW)],
    ["summary:close", "closeSummary", (actor) => closeSummary(actor, { ...TABLE, truthful: "on" }, NOW)],
    ["summary:decide", "listReported", (actor) => listReported(actor, {}, NOW)],
    ["summary:read", "readSummary", (actor) => readSummary(actor, NOTHING.entryId, NOW)],
    ["summary:read", "openSummary", (actor) => openSummary(actor, NOTHING.entryId, "pdf", NOW)],
    ["summary:read", "tablesOfEntry", (actor) => tablesOfEntry(actor, NOTHING.entryId)],
    ["summary:read", "listSummaryEvidence", (actor) => listSummaryEvidence(actor, NOTHING.entryId)],
    ["summary:close", "moveSummary: take_back", (actor) => moveSummary(actor, aStep("take_back"), NOW)],
    ["summary:decide", "moveSummary: return", (actor) => moveSummary(actor, aStep("return"), NOW)],
    ["summary:decide", "moveSummary: accept", (actor) => moveSummary(actor, aStep("accept"), NOW)],
    ["summary:decide", "moveSummary: receive_paper", (actor) => moveSummary(actor, aStep("receive_paper"), NOW)],
  ];
  const OVERSIGHT: [Verb, string, (actor: Actor) => Promise<unknown>][] = [
    ["sampling:manage", "listSamples", (actor) => listSamples(actor)],
    ["sampling:manage", "readSample", (actor) => readSample(actor, NOTHING.entryId, {})],
    ["sampling:manage", "readSampleItem", (actor) => readSampleItem(actor, NOTHING.entryId, 1)],
    ["sampling:manage", "redrawSample", (actor) => redrawSample(actor, NOTHING.entryId)],
    ["sampling:manage", "drawSampleRun", (actor) => drawSampleRun(actor, DrawInput.parse(DRAW), NOW)],
    [
      "sampling:manage",
      "assignSample",
      (actor) => assignSample(actor, AssignSampleInput.parse({ runId: NOTHING.entryId, officers: "1" }), NOW),
    ],
    [
      "sampling:manage",
      "assignSampleItem",
      (actor) =>
        assignSampleItem(actor, AssignItemInput.parse({ runId: NOTHING.entryId, position: 1, officer: 1 }), NOW),
    ],
    [
      "sampling:manage",
      "recordSampleResult",
      (actor) =>
        recordSampleResult(
          actor,
          SampleResultInput.parse({ runId: NOTHING.entryId, position: 1, result: "in_order" }),
          NOW,
        ),
    ],
    ["audit:read", "searchAudit", (actor) => searchAudit(actor, {})],
    ["ledger:check", "orderLedgerCheck", (actor) => orderLedgerCheck(actor, { orderId: NOTHING.entryId }, NOW)],
    ["ledger:check", "listLedgerChecks", (actor) => listLedgerChecks(actor, {})],
  ];
  const actors = (): Partial<Record<Role, Actor>> => ({
    teacher: world.teacher,
    school: world.administrator,
    county: world.countyOfficer,
    city: world.cityOfficer,
    host: { ...world.cityOfficer, role: "host" },
    platform: { ...world.cityOfficer, role: "platform" },
  });

  test.each([...USE_CASES, ...OVERSIGHT])("%j: %s", async (verbs, _, ask) => {
    for (const [role, actor] of Object.entries(actors()) as [Role, Actor][]) {
      const verb = typeof verbs === "string" ? verbs : (verbs[role] ?? "balance:read");
      const needed = typeof verbs === "string" || role in verbs || "teacher" in verbs ? verb : null;
      const outcome = await ask(actor).then(
        () => "asked",
        (error: unknown) => (error instanceof Forbidden ? "forbidden" : "asked"),
      );
      expect(outcome, role).toBe(needed !== null && allowed(role, needed) ? "asked" : "forbidden");
    }
  });
});
