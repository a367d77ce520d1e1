import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyChains } from "@/ledger/verify-chains";
import { type StepAction, TRANSITIONS } from "@/rules/approval";
import { computeBalance } from "@/rules/balance";
import type { CalendarDate } from "@/rules/calendar";
import type { LossCode } from "@/rules/counting";
import { CREDIT_SOURCES, ENTRY_STATUSES, type EntryStatus } from "@/rules/credit-entry";
import { type DegreeClaim, judgeDegree } from "@/rules/degree";
import type { Employment } from "@/rules/duty";
import { parseResidentId } from "@/rules/identity";
import { judgeMooc, type MoocClaim } from "@/rules/mooc";
import { defaultPolicy2016 } from "@/rules/policy";
import { type CreditFact, netFacts, type Posting } from "@/rules/postings";
import { REASONS } from "@/rules/reasons";
import type { ClaimContext } from "@/rules/special-credit";
import { decryptIdentity } from "@/server/identity-vault";
import { evidenceStorage } from "@/server/storage";
import { all, one, owner } from "../factories/owner";

/** Every one that the demo's policy knows: it lets a past online year be made up, so nothing of it comes too late. */
const LOSSES = Object.keys({
  "outside-cycle": true,
  "self-run": true,
  "online-without-duty": true,
  "online-above-annual-cap": true,
  "same-training": true,
  "second-degree": true,
  "support-half-told-twice": true,
} satisfies Record<Exclude<LossCode, "online-made-up-too-late">, true>);

async function seed(): Promise<string> {
  const args = ["--conditions=react-server", "--import", "tsx", "prisma/seed/index.ts"];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...process.env, BUSINESS_DATE: "2019-12-20" },
  });
  return stdout;
}

interface Account {
  name: string;
  employments: Employment[];
  postings: Posting[];
  recorded: CreditFact[];
}

/** What a balance is of, read anew from the rows, for every teacher. */
async function accounts(): Promise<Map<number, Account>> {
  const byTeacher = new Map<number, Account>();
  const of = (teacherId: number) => {
    const account = byTeacher.get(teacherId);
    if (!account) throw new Error(`no teacher ${teacherId}`);
    return account;
  };
  for (const { id, name } of await all<{ id: number; name: string }>("select id, name from teachers"))
    byTeacher.set(id, { name, employments: [], postings: [], recorded: [] });
  for (const row of await all<{ teacherId: number; from: CalendarDate; to: CalendarDate | null }>(
    `select teacher_id as "teacherId", starts_on::text as "from", ends_on::text as "to" from employments order by starts_on`,
  ))
    of(row.teacherId).employments.push(row);
  const columns = `teacher_id as "teacherId", source, year, ended_on::text as "endedOn", halves, training_key as "trainingKey",
    credits_tenths as tenths`;
  for (const row of await all<Posting & { teacherId: number }>(
    `select entry_id as id, seq, reverses_seq as "reversesSeq", ${columns} from ledger_postings order by teacher_id, seq`,
  ))
    of(row.teacherId).postings.push(row);
  for (const row of await all<CreditFact & { teacherId: number }>(
    `select id, ${columns} from credit_entries where status = 'recorded'`,
  ))
    of(row.teacherId).recorded.push(row);
  return byTeacher;
}

describe("the demo city", () => {
  beforeAll(async () => {
    expect(await seed()).toContain("新乡市");
  }, 180_000);

  test("gives everyone the balance that the rules make of their postings", async () => {
    const known = await accounts();
    const balances = await all<Record<string, unknown> & { teacherId: number }>(
      `select teacher_id as "teacherId", required_total_tenths, required_online_tenths, total_tenths, online_tenths, online_met_tenths,
        complete, year_total_tenths, year_online_tenths from balances`,
    );
    expect(balances).toHaveLength(known.size);
    for (const { teacherId, ...stored } of balances) {
      const account = known.get(teacherId);
      if (!account) throw new Error(`a balance of nobody: ${teacherId}`);
      const balance = computeBalance(defaultPolicy2016, account.employments, netFacts(account.postings));
      expect(stored, account.name).toEqual({
        required_total_tenths: balance.requiredTotalTenths,
        required_online_tenths: balance.requiredOnlineTenths,
        total_tenths: balance.totalTenths,
        online_tenths: balance.onlineTenths,
        online_met_tenths: balance.onlineMetTenths,
        complete: balance.complete,
        year_total_tenths: balance.years.map((year) => year.totalTenths),
        year_online_tenths: balance.years.map((year) => year.onlineTenths),
      });
    }
  });

  test("has 王建国 at 272 of 360, 64 of 80 online, with a MOOC of 24 at the county", async () => {
    const wang = await one<Record<string, unknown>>(
      `select b.total_tenths, b.online_tenths, b.required_total_tenths, b.year_total_tenths, e.status, e.credits_tenths
       from teachers t join balances b on b.teacher_id = t.id join credit_entries e on e.teacher_id = t.id and e.holder_id is not null
       where t.teacher_number = '4107250001'`,
    );
    expect(wang).toEqual({
      total_tenths: 2720,
      online_tenths: 640,
      required_total_tenths: 3600,
      year_total_tenths: [720, 800, 560, 640, 0],
      status: "at_county",
      credits_tenths: 240,
    });
  });

  test("shows every source, every status and every way to lose a credit", async () => {
    const { sources } = await one<{ sources: string[] }>(
      "select array_agg(distinct source::text) as sources from credit_entries",
    );
    const { statuses } = await one<{ statuses: string[] }>(
      "select array_agg(distinct status::text) as statuses from credit_entries",
    );
    expect(sources.sort()).toEqual([...CREDIT_SOURCES].sort());
    expect(statuses.sort()).toEqual([...ENTRY_STATUSES].sort());
    const losses = new Set<string>();
    for (const { employments, postings, recorded } of (await accounts()).values())
      for (const line of computeBalance(defaultPolicy2016, employments, [...netFacts(postings), ...recorded]).lines)
        if (line.loss) losses.add(line.loss.code);
    expect([...losses].sort()).toEqual(LOSSES.sort());
  });

  test("shows every reason to return, refuse or revoke", async () => {
    const { reasons } = await one<{ reasons: string[] }>(
      "select array_agg(distinct reason) as reasons from entry_events where action in ('return', 'refuse', 'revoke')",
    );
    expect(reasons.sort()).toEqual(Object.keys(REASONS).sort());
  });

  test("has whole chains", async () => {
    const faults: unknown[] = [];
    const { chains } = await verifyChains(await owner(), (fault) => faults.push(fault));
    expect(faults).toEqual([]);
    expect(chains).toBe(1500);
  });

  test("tells no event that could not have happened", async () => {
    const events = await all<{ action: string; from: EntryStatus | null; to: EntryStatus }>(
      `select distinct action, from_status as "from", to_status as "to" from entry_events`,
    );
    for (const { action, from } of events)
      if (from !== null) expect(TRANSITIONS[action as StepAction].from, action).toContain(from);
    const odd = `select e.id, v.seq, v.action from entry_events v join credit_entries e on e.id = v.entry_id
      left join entry_events before on before.entry_id = v.entry_id and before.seq = v.seq - 1
      join accounts a on a.id = v.account_id
      where v.at >= '2019-12-20T02:00:00Z' or v.at < (e.ended_on::timestamp at time zone 'Asia/Shanghai') or before.at >= v.at
        or before.to_status is distinct from v.from_status
        or (v.action in ('approve', 'return', 'refuse', 'revoke')
          and (a.teacher_id = e.teacher_id or v.account_id = e.registered_by_account_id))
        or not exists (select 1 from account_roles r where r.account_id = v.account_id and r.role = v.role
          and r.organisation_id = v.organisation_id) limit 5`;
    expect(await all(odd)).toEqual([]);
  });

  test("marks just those open entries that share a certificate or a file with another's", async () => {
    const wrong = await all(`
      select e.id, e.certificate_shared, e.file_shared, s.certificate, s.file from credit_entries e, lateral (
        select coalesce(bool_or(o.certificate_key = e.certificate_key and o.source = e.source), false) as certificate,
          coalesce(bool_or(exists (select 1 from evidence_files mine join evidence_files theirs on theirs.sha256 = mine.sha256
            where mine.claim_id = e.id and theirs.claim_id = o.id)), false) as file
        from credit_entries o where o.teacher_id <> e.teacher_id and o.status not in ('refused', 'withdrawn', 'revoked')
          and o.source in ('mooc', 'degree')) s
      where e.source in ('mooc', 'degree') and e.status in ('at_school', 'at_county', 'at_city', 'returned')
        and (e.certificate_shared, e.file_shared) is distinct from (s.certificate, s.file) limit 5`);
    expect(wrong).toEqual([]);
    const { certificate, file } = await one<{ certificate: number; file: number }>(
      `select count(*) filter (where certificate_shared)::int as certificate, count(*) filter (where file_shared)::int as file
       from credit_entries`,
    );
    expect(Math.min(certificate, file)).toBeGreaterThanOrEqual(2);
  });

  test("waits with claims that the rules find in order", async () => {
    const known = await accounts();
    const claims = await all<ClaimRow>(
      `select e.id, e.teacher_id as "teacherId", e.credits_tenths as "creditsTenths", t.certificate_number as "certificateNumber",
        to_char(e.registered_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as today,
        array(select kind::text from evidence_files f where f.claim_id = e.id) as kinds,
        to_jsonb(m) as mooc, to_jsonb(d) as degree
       from credit_entries e join teachers t on t.id = e.teacher_id
       left join mooc_claims m on m.entry_id = e.id left join degree_claims d on d.entry_id = e.id
       where e.source in ('mooc', 'degree') and e.status in ('at_school', 'at_county', 'at_city', 'returned')`,
    );
    expect(claims.length).toBeGreaterThan(100);
    for (const claim of claims) {
      const context: ClaimContext = {
        ...claim,
        schoolIsPrivate: false,
        employments: known.get(claim.teacherId)?.employments ?? [],
        otherEntries: [],
        evidenceKinds: new Set(claim.kinds),
      };
      const verdict = claim.mooc
        ? judgeMooc(defaultPolicy2016, moocOf(claim.mooc), context)
        : judgeDegree(defaultPolicy2016, degreeOf(claim.degree ?? {}), context);
      expect({ id: claim.id, violations: verdict.violations, creditsTenths: verdict.creditsTenths }).toEqual({
        id: claim.id,
        violations: [],
        creditsTenths: claim.creditsTenths,
      });
    }
  });

  test("keeps valid ID numbers sealed, and every scan where its row says", async () => {
    for (const { sealed } of await all<{ sealed: Buffer }>(
      "select identity_cipher as sealed from teachers where id % 25 = 1",
    ))
      expect(parseResidentId(decryptIdentity(sealed)).ok).toBe(true);
    const keys = await all<{ key: string }>(
      "select storage_key as key from evidence_files union select thumbnail_key from evidence_files where thumbnail_key is not null",
    );
    for (const { key } of keys) expect((await evidenceStorage().get(key)).length).toBeGreaterThan(100);
  });

  test("is left alone by a second run", async () => {
    const count = () =>
      one(`select (select count(*) from accounts) as accounts, (select count(*) from credit_entries) as entries,
        (select count(*) from evidence_files) as scans`);
    const before = await count();
    await seed();
    expect(await count()).toEqual(before);
  });
});

interface ClaimRow extends Pick<ClaimContext, "today" | "certificateNumber"> {
  id: string;
  teacherId: number;
  creditsTenths: number;
  kinds: Parameters<ClaimContext["evidenceKinds"]["has"]>[0][];
  mooc: Record<string, unknown> | null;
  degree: Record<string, unknown> | null;
}

/** A row's columns under the names that the rules know. */
const named = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()),
      value,
    ]),
  );

const moocOf = (row: Record<string, unknown>) => named(row) as unknown as MoocClaim;
const degreeOf = (row: Record<string, unknown>) => named(row) as unknown as DegreeClaim;
