import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { verifyAllChains } from "@/ledger/verify-chains";
import { type StepAction, TRANSITIONS } from "@/rules/approval";
import { computeBalance } from "@/rules/balance";
import type { CalendarDate } from "@/rules/calendar";
import type { LossCode } from "@/rules/counting";
import { CREDIT_SOURCES, ENTRY_STATUSES, type EntryStatus } from "@/rules/credit-entry";
import { judgeDegree } from "@/rules/degree";
import { parseResidentId } from "@/rules/identity";
import { keptYears } from "@/rules/kept-years";
import { judgeMooc } from "@/rules/mooc";
import { judgeCredited } from "@/rules/participants";
import type { Role } from "@/rules/permissions";
import { defaultPolicy2016 } from "@/rules/policy";
import { netFacts } from "@/rules/postings";
import {
  PROJECT_STATUSES,
  PROJECT_TRANSITIONS,
  type ProjectStatus,
  type ProjectStepAction,
} from "@/rules/project-approval";
import { hostedKinds, type OfficeDuty, PROJECT_KINDS, type ProjectKind } from "@/rules/projects";
import { REASONS, reasonsFor } from "@/rules/reasons";
import type { ClaimContext } from "@/rules/special-credit";
import { creditsOfLines } from "@/rules/summary-tables";
import { openBytes, openText } from "@/server/identity-vault";
import { evidenceStorage } from "@/server/storage";
import { accounts, type ClaimRow, degreeOf, moocOf, seed } from "../factories/demo-city";
import { all, one, owner } from "../factories/owner";

/** Every one that the demo's policy knows: it lets a past online year be made up, and has no limits but the notice's. */
const LOSSES = Object.keys({
  "outside-cycle": true,
  "self-run": true,
  "online-without-duty": true,
  "online-above-annual-cap": true,
  "same-training": true,
  "second-degree": true,
  "support-half-told-twice": true,
} satisfies Record<Exclude<LossCode, "online-made-up-too-late" | "above-kind-cap" | "above-annual-maximum">, true>);

describe("the demo city", () => {
  beforeAll(async () => {
    expect(await seed()).toContain("新乡市");
  }, 180_000);

  test("gives everyone the balance that the rules make of their postings", async () => {
    const known = await accounts();
    const balances = await all<Record<string, unknown> & { teacherId: number }>(
      `select teacher_id as "teacherId", required_total_tenths, required_online_tenths, total_tenths, online_tenths, online_met_tenths,
        complete, year_total_tenths, year_online_met_tenths, duty_years, duty_bits,
        total_reached_bits, online_reached_bits from balances`,
    );
    expect(balances).toHaveLength(known.size);
    for (const { teacherId, ...stored } of balances) {
      const account = known.get(teacherId);
      if (!account) throw new Error(`a balance of nobody: ${teacherId}`);
      const balance = computeBalance(defaultPolicy2016, account.employments, netFacts(account.postings));
      const years = keptYears(defaultPolicy2016, balance);
      expect(stored, account.name).toEqual({
        required_total_tenths: balance.requiredTotalTenths,
        required_online_tenths: balance.requiredOnlineTenths,
        total_tenths: balance.totalTenths,
        online_tenths: balance.onlineTenths,
        online_met_tenths: balance.onlineMetTenths,
        complete: balance.complete,
        year_total_tenths: balance.years.map((year) => year.totalTenths),
        year_online_met_tenths: balance.years.map((year) => year.onlineMetTenths),
        duty_years: years.dutyYears,
        duty_bits: years.dutyBits,
        total_reached_bits: years.totalReachedBits,
        online_reached_bits: years.onlineReachedBits,
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

  test("shows every reason to return, refuse, revoke or decline", async () => {
    const { reasons } = await one<{ reasons: string[] }>(
      `select array_agg(distinct reason) as reasons from (select reason from entry_events union select reason from project_events
         union select reason from missing_reports) told where reason is not null`,
    );
    const ofCredits = Object.entries(REASONS).filter(([, { sources }]) => !sources.every((one) => one === "summary"));
    expect(reasons.sort()).toEqual(ofCredits.map(([code]) => code).sort());
  });

  test("has whole chains", async () => {
    const faults: unknown[] = [];
    const { chains } = await verifyAllChains(await owner(), (fault) => faults.push(fault));
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

  test("has an objection that waits one level up, and one that was answered there, each after its refusal", async () => {
    const told = await all(
      `select o.status, o.refused_at as "refusedAt", h.kind as holder, o.raised_at > v.at as after, v.at < '2019-12-20' as past,
         o.decided_at > o.raised_at as answered, o.decided_by = v.account_id as own
       from objections o join organisations h on h.id = o.holder_id
       join entry_events v on v.entry_id = o.entry_id and v.seq = o.refused_seq order by o.status`,
    );
    expect(told).toEqual([
      { status: "open", refusedAt: "county", holder: "city", after: true, past: true, answered: null, own: null },
      {
        status: "dismissed",
        refusedAt: "school",
        holder: "county",
        after: true,
        past: true,
        answered: true,
        own: false,
      },
    ]);
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
      expect(parseResidentId(openText(sealed)).ok).toBe(true);
    const keys = await all<{ key: string }>(
      "select storage_key as key from evidence_files union select thumbnail_key from evidence_files where thumbnail_key is not null",
    );
    for (const { key } of keys) expect((await evidenceStorage().get(key)).length).toBeGreaterThan(100);
  });

  test("has trainings of every kind that is hosted, in each of four years", async () => {
    const years = await all<{ kind: string; years: number[] }>(
      "select kind::text, array_agg(distinct year::int order by year::int) as years from projects where year between 2016 and 2019 group by kind",
    );
    const known = Object.fromEntries(years.map(({ kind, years }) => [kind, years]));
    const everyYear = PROJECT_KINDS.filter((kind) => kind !== "opening").map((kind) => [
      kind,
      [2016, 2017, 2018, 2019],
    ]);
    expect(known).toEqual({ ...Object.fromEntries(everyYear), opening: [2016] });
    const hosts = await all<{ kind: ProjectKind; role: Role; office: OfficeDuty | null }>(
      `select distinct p.kind, p.registered_by_role as role, o.office from projects p join organisations o on o.id = p.host_id`,
    );
    for (const { kind, role, office } of hosts) expect(hostedKinds(role, office)).toContain(kind);
    const { statuses } = await one<{ statuses: string[] }>(
      "select array_agg(distinct status::text) as statuses from projects",
    );
    expect(statuses.sort()).toEqual(PROJECT_STATUSES.filter((status) => status !== "withdrawn").sort());
  });

  test("hangs every credit that a host brought on its training, and sums each training up rightly", async () => {
    const wrong = await all(`
      select e.id, e.source, e.title from credit_entries e left join projects p on p.id = e.project_id
      where (e.source in ('mooc', 'degree', 'online')) is distinct from (p.id is null)
        or p.id is not null and (e.host_id <> p.host_id or e.title <> p.title or not e.with_roster
          or (p.kind = 'support_teaching' and e.ended_on > p.ends_on) or (p.kind <> 'support_teaching' and e.ended_on <> p.ends_on)
          or e.training_key is distinct from case when p.kind not in ('support_teaching', 'self_run') then p.training_key end
          or e.status <> 'refused' and (e.status::text <> case when p.status in ('correcting', 'closed') then 'posted' else p.status::text end
            or e.holder_id is distinct from case when p.status in ('at_county', 'at_city') then p.holder_id end
            or e.waiting_since is distinct from case when p.status in ('at_county', 'at_city') then p.waiting_since end)
          or e.credits_tenths > case when p.kind = 'support_teaching' then 720
            when e.participant_role = 'taught' then p.lecturer_hours_tenths else p.hours_tenths end) limit 5`);
    expect(wrong).toEqual([]);
    const sums = await all(`
      select p.id, p.title, p.participants, p.credits_tenths, s.* from projects p, lateral (
        select count(distinct teacher_id)::int as people, coalesce(sum(credits_tenths), 0)::int as credits from credit_entries e
        where e.project_id = p.id and (p.status = 'refused' or e.status <> 'refused')) s
      where (p.participants, p.credits_tenths) is distinct from (s.people, s.credits)
        or (s.people = 0) is distinct from (p.status in ('draft', 'at_filing', 'filed')) limit 5`);
    expect(sums).toEqual([]);
  });

  test("tells of no training what could not have happened, and moves its roster along", async () => {
    const steps = await all<{ action: string; from: ProjectStatus; to: ProjectStatus }>(
      `select distinct action, from_status as "from", to_status as "to" from project_events where from_status is not null`,
    );
    for (const { action, from } of steps)
      expect(PROJECT_TRANSITIONS[action as ProjectStepAction].from, action).toContain(from);
    const odd = `select p.title, v.seq, v.action from project_events v join projects p on p.id = v.project_id
      left join project_events before on before.project_id = v.project_id and before.seq = v.seq - 1
      where v.at >= '2019-12-20T02:00:00Z' or before.at >= v.at or before.to_status is distinct from v.from_status
        or (v.action = 'create') is distinct from (v.seq = 1)
        or v.action = 'submit' and v.at < ((p.ends_on + 1)::timestamp at time zone 'Asia/Shanghai')
        or v.action = 'submit' and p.kind = 'department' and not exists (select 1 from project_events f
          where f.project_id = p.id and f.action = 'accept_filing' and f.seq < v.seq and f.role = 'city')
        or v.action in ('accept_filing', 'send_back', 'approve', 'return', 'refuse', 'keep')
          and v.account_id in (p.registered_by_account_id, p.submitted_by_account_id)
        or v.action in ('create', 'file', 'submit', 'ask_correction', 'close') and v.organisation_id <> p.host_id
        or not exists (select 1 from account_roles r where r.account_id = v.account_id and r.role = v.role
          and r.organisation_id = v.organisation_id) limit 5`;
    expect(await all(odd)).toEqual([]);
    // Each step of the roster is in the story of everyone on it, unless they had been struck out.
    const apart = `select p.title, v.action from project_events v join projects p on p.id = v.project_id
      join credit_entries e on e.project_id = p.id
      where v.action in ('submit', 'approve', 'return', 'refuse') and not exists (select 1 from entry_events w
          where w.entry_id = e.id and w.at = v.at and w.account_id = v.account_id and (w.to_status::text = v.to_status::text or w.action = 'refuse'))
      limit 5`;
    expect(await all(apart)).toEqual([]);
  });

  test("has on its rosters only people whom the rules let on them, once in each role", async () => {
    const known = await accounts();
    const roster = await all<{
      teacherId: number;
      endedOn: CalendarDate;
      certificateNumber: string | null;
      name: string;
    }>(
      `select e.teacher_id as "teacherId", e.ended_on::text as "endedOn", t.certificate_number as "certificateNumber", e.title as name
       from credit_entries e join teachers t on t.id = e.teacher_id where e.project_id is not null`,
    );
    for (const { teacherId, endedOn, certificateNumber, name } of roster) {
      const facts = { certificateNumber, schoolIsPrivate: false, employments: known.get(teacherId)?.employments ?? [] };
      expect(judgeCredited(defaultPolicy2016, facts, endedOn), name).toEqual([]);
    }
    const own = await all(`select e.title from credit_entries e join accounts a on a.id = e.registered_by_account_id
      where e.project_id is not null and a.teacher_id = e.teacher_id`);
    expect(own).toEqual([]);
  });

  test("has 高翔 with something of every source", async () => {
    const { sources } = await one<{ sources: string[] }>(
      `select array_agg(distinct e.source::text) as sources from credit_entries e join teachers t on t.id = e.teacher_id
       where t.teacher_number = '4107250008' and e.status in ('posted', 'recorded')`,
    );
    expect(sources.sort()).toEqual([...CREDIT_SOURCES].sort());
  });

  test("keeps the papers of N3.2 with the trainings under way that need them, but for the invoice that one lacks", async () => {
    const lacking = await all<{ status: string; missing: string[] }>(`
      select p.status::text, array(select k from unnest(array['bureau_consent', 'partner_qualification', 'agreement', 'invoice']) as k
        where not exists (select 1 from evidence_files f where f.claim_id = p.id and f.kind::text = k)) as missing
      from projects p where p.kind in ('commissioned', 'authorised') and p.status in ('draft', 'at_county', 'at_city', 'returned')`);
    expect(lacking.filter(({ missing }) => missing.length > 0)).toEqual([{ status: "draft", missing: ["invoice"] }]);
    expect(lacking.length).toBeGreaterThanOrEqual(5);
    const shared =
      await all(`select 1 from project_invoices i join projects p on p.id = i.project_id and p.status = 'at_county'
      join project_invoices o on o.key = i.key and o.project_id <> i.project_id`);
    expect(shared).toHaveLength(1);
    const above = await all(`select p.title from projects p left join project_invoices i on i.project_id = p.id
      where p.partner is not null and p.status <> 'draft' and (i.key is null or p.documented_count < p.participants)`);
    expect(above).toEqual([]);
  });

  test("has tables that were accepted, that wait and that came back, each frozen as its entries were", async () => {
    const states = await all<{ source: string; states: string[] }>(
      "select source, array_agg(distinct status::text order by status::text) as states from summary_tables group by source order by source::text",
    );
    expect(states).toEqual([
      { source: "degree", states: ["accepted", "reported"] },
      { source: "mooc", states: ["accepted", "reported", "returned"] },
      { source: "support_teaching", states: ["reported"] },
    ]);
    const [{ reasons } = { reasons: [] }] = await all<{ reasons: string[] }>(
      "select array_agg(distinct reason) as reasons from summary_events where reason is not null",
    );
    expect(reasonsFor("return", "summary")).toEqual(expect.arrayContaining(reasons));
    const copies = await all<{ sealed: Buffer; hash: Buffer; tenths: number }>(
      "select sealed, hash, credits_tenths as tenths from summary_copies",
    );
    expect(copies.length).toBeGreaterThan(10);
    for (const { sealed, hash, tenths } of copies) {
      const bytes = openBytes(sealed);
      expect(createHash("sha256").update(bytes).digest().equals(hash)).toBe(true);
      expect(creditsOfLines(JSON.parse(bytes.toString("utf8")).lines)).toBe(tenths);
      // Days are calendar dates, as the application reads them: else every row has changed since it was reported.
      expect(bytes.toString("utf8")).not.toMatch(/\d{4}-\d\d-\d\dT/);
    }
  });

  test("has told its people what became of their claims", async () => {
    const told = await all<{ kind: string; unread: number; read: number }>(
      `select kind, count(*) filter (where read_at is null)::int as unread, count(read_at)::int as read from inbox_messages
       group by kind order by kind::text`,
    );
    for (const kind of ["entry_posted", "entry_refused", "entry_returned"])
      expect(told.find((one) => one.kind === kind)?.unread, kind).toBeGreaterThan(0);
  });

  test("is left alone by a second run", async () => {
    const count = () =>
      one(`select (select count(*) from accounts) as accounts, (select count(*) from credit_entries) as entries,
        (select count(*) from evidence_files) as scans, (select count(*) from projects) as projects`);
    const before = await count();
    await seed();
    expect(await count()).toEqual(before);
  });
});
