import { createHash } from "node:crypto";
import type { ClientBase } from "pg";
import { freeze } from "@/features/summaries/frozen-copy";
import { readPresent } from "@/features/summaries/present-rows";
import { calendarDateInShanghai } from "@/rules/calendar";
import type { Role } from "@/rules/permissions";
import type { ReasonCode } from "@/rules/reasons";
import {
  creditsOfLines,
  differenceOf,
  type SummaryAction,
  type SummarySource,
  type SummaryStatus,
} from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { DEMO_ADMINISTRATORS, DEMO_HOSTS } from "./demo-accounts";
import { ownerTx } from "./owner-tx";
import { CITY } from "./places";
import { insert } from "./write";

/** Tables that some units have reported by the demo's date: accepted, waiting, returned. */

const ROUND = { id: 1, fromYear: 2016, toYear: 2019 };
const HOUR = 3_600_000;
/** Nothing happens after the demo's morning. */
const LATEST = Date.parse("2019-12-20T08:00:00+08:00");
/** Of the units with something undecided every third has reported it, of the others all. */
const EVERY = 3;
/** The schools of this county report while one looks on, and so do those that the demo's accounts are of. */
const LEFT_ALONE = "封丘县";

interface Unit {
  id: number;
  name: string;
  countyId: number | null;
  superiorId: number;
  superiorName: string;
  role: Extract<Role, "school" | "host">;
  source: SummarySource;
  undecided: number;
  lastStep: Date;
  account: number;
  superiorRole: Role;
  superiorAccount: number;
}

interface Step {
  action: SummaryAction;
  to: SummaryStatus;
  reason?: ReasonCode;
  note?: string;
}

const CLOSE: Step = { action: "close", to: "reported" };
const PAPER: Step = { action: "receive_paper", to: "reported" };
const COPIES: Step = { action: "receive_certificates", to: "reported" };
const ACCEPT: Step = { action: "accept", to: "accepted" };
const RETURNS: readonly Step[] = [
  { action: "return", to: "returned", reason: "seal-missing" },
  { action: "return", to: "returned", reason: "paper-differs" },
  { action: "return", to: "returned", reason: "table-rows-missing", note: "还有一位老师的慕课没有列入，请核对。" },
];

/** What became of a table: what is decided is accepted, of the MOOCs that wait some came back. */
function storyOf({ source, undecided }: Unit, waiting: number): readonly Step[] {
  const papers = source === "mooc" ? [PAPER, COPIES] : [];
  if (undecided === 0) return [CLOSE, ...papers, ACCEPT];
  if (source !== "mooc") return [CLOSE];
  const back = waiting % 2 === 0 ? RETURNS[waiting / 2] : undefined;
  return back ? [CLOSE, back] : [CLOSE, ...papers.slice(0, waiting % 3)];
}

export async function reportTables(client: ClientBase): Promise<number> {
  const tx = ownerTx(client);
  const { rows: units } = await client.query<Unit>(UNITS, [
    CITY.id,
    [DEMO_ADMINISTRATORS.zhang.schoolCode, DEMO_ADMINISTRATORS.he.schoolCode],
    LEFT_ALONE,
    DEMO_HOSTS.personnel.office,
  ]);
  const chosen = units.filter(
    ({ source, undecided }, index) => source === "support_teaching" || undecided === 0 || index % EVERY === 0,
  );
  const told = chosen.filter(({ lastStep }) => lastStep.getTime() + 6 * HOUR < LATEST);
  const waiting = told.filter(({ source, undecided }) => source === "mooc" && undecided > 0);
  for (const unit of told) {
    const actor: Actor = {
      ...{ cityId: CITY.id, accountId: unit.account, sessionVersion: null, role: unit.role, teacherId: null, name: "" },
      ...{ organisationId: unit.id, organisationName: unit.name },
    };
    const lines = differenceOf([], await readPresent(tx, actor, unit.source, ROUND));
    await write(client, unit, storyOf(unit, waiting.indexOf(unit)), lines);
  }
  return told.length;
}

async function write(
  client: ClientBase,
  unit: Unit,
  steps: readonly Step[],
  lines: ReturnType<typeof differenceOf>,
): Promise<void> {
  const id = idOf(unit);
  const at = (place: number) => new Date(Math.min(unit.lastStep.getTime() + (2 + 20 * place) * HOUR, LATEST));
  const day = (action: SummaryAction) => {
    const place = steps.findIndex((step) => step.action === action);
    return place < 0 ? null : calendarDateInShanghai(at(place));
  };
  const key = { city_id: CITY.id, table_id: id };
  await insert(client, "summary_tables", [
    {
      city_id: CITY.id,
      id,
      round_id: ROUND.id,
      source: unit.source,
      unit_id: unit.id,
      county_id: unit.countyId,
      number: 1,
      status: steps.at(-1)?.to,
      version: steps.length,
      closed_by_account_id: unit.account,
      closed_at: at(0),
      paper_on: day("receive_paper"),
      certificates_on: day("receive_certificates"),
    },
  ]);
  const events = steps.map(({ action, to, reason = null }, place) => {
    const own = action === "close";
    return {
      ...key,
      seq: place + 1,
      action,
      from_status: steps[place - 1]?.to ?? null,
      to_status: to,
      account_id: own ? unit.account : unit.superiorAccount,
      role: own ? unit.role : unit.superiorRole,
      organisation_id: own ? unit.id : unit.superiorId,
      reason,
      at: at(place),
    };
  });
  await insert(client, "summary_events", events);
  const notes = steps.flatMap(({ note }, place) => (note ? [{ ...key, seq: place + 1, note }] : []));
  await insert(client, "summary_event_notes", notes);
  const { sealed, hash } = freeze({
    tableId: id,
    seq: 1,
    source: unit.source,
    unit: { id: unit.id, name: unit.name },
    superior: { id: unit.superiorId, name: unit.superiorName },
    round: ROUND,
    number: 1,
    closedOn: calendarDateInShanghai(at(0)),
    lines,
  });
  const bytes = (of: Buffer) => `\\x${of.toString("hex")}`;
  await insert(client, "summary_copies", [
    {
      ...key,
      seq: 1,
      sealed: bytes(sealed),
      hash: bytes(hash),
      lines: lines.length,
      credits_tenths: creditsOfLines(lines),
    },
  ]);
}

/** The same every time. */
function idOf({ id, source }: Unit): string {
  const hex = createHash("sha256").update(`summary/${source}/${id}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

// Schools with something to report, nothing of which waits with them, and the personnel office.
const UNITS = `
  select u.id, u.name, case when u.kind = 'school' then u.county_id end as "countyId", s.id as "superiorId", s.name as "superiorName",
    case when u.kind = 'school' then 'school' else 'host' end as role, e.source,
    count(*) filter (where e.status in ('at_county', 'returned') or (e.status = 'at_city' and s.kind = 'city'))::int as undecided,
    max(v.at) as "lastStep", case s.kind when 'city' then 'city' else 'county' end as "superiorRole",
    (select min(r.account_id) from account_roles r where r.city_id = u.city_id and r.organisation_id = u.id
      and r.role in ('school', 'host')) as account,
    (select min(r.account_id) from account_roles r where r.city_id = u.city_id and r.organisation_id = s.id
      and r.role in ('county', 'city')) as "superiorAccount"
  from credit_entries e
  join organisations u on u.city_id = e.city_id and u.id = case when e.source = 'support_teaching' then e.host_id else e.school_id end
  join organisations s on s.city_id = u.city_id
    and case when u.kind = 'school' and u.county_id is not null then s.id = u.county_id else s.kind = 'city' end
  join lateral (select max(at) as at from entry_events v where v.city_id = e.city_id and v.entry_id = e.id) v on true
  where e.city_id = $1 and e.source in ('degree', 'mooc', 'support_teaching') and e.year between ${ROUND.fromYear} and ${ROUND.toYear}
    and e.status in ('at_school', 'returned', 'at_county', 'at_city', 'posted')
    and not coalesce(u.code = any ($2::text[]), false) and s.name <> $3 and (u.kind = 'school' or u.name = $4)
  group by u.city_id, u.id, u.name, u.county_id, u.kind, s.id, s.name, s.kind, e.source
  having bool_and(e.status not in ('at_school', 'returned'))
  order by e.source, u.id`;
