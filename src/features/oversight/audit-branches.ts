import { AUDIT_SOURCES, type AuditSource } from "@/rules/audit-kinds";
import { type Statement, sql } from "@/server/sql";

// The four tables of events as one list: each part yields the columns at, rank, ref, n, kind, account_id, role, organisation_id,
// teacher_id, subject, reason, the newest first, and no more rows than a page has. Millions of steps of credits are never sorted:
// they are read from the end of an index, one for each action, account or teacher that is asked for.

/** A place in the list: an instant, and within it table, thing and number, so that no two rows are at one place. */
export interface AuditPlace {
  at: Date;
  rank: number;
  ref: string | null;
  n: number;
}

export interface AuditFilter {
  cityId: number;
  /** Null: of anybody. */
  teachers: readonly number[] | null;
  accounts: readonly number[] | null;
  sources: readonly AuditSource[];
  kind: string | null;
  from: Date | null;
  before: Date | null;
  after: AuditPlace | null;
  most: number;
}

export const RANKS: Readonly<Record<AuditSource, number>> = {
  desk: AUDIT_SOURCES.indexOf("desk"),
  tables: AUDIT_SOURCES.indexOf("tables"),
  projects: AUDIT_SOURCES.indexOf("projects"),
  credits: AUDIT_SOURCES.indexOf("credits"),
};

const BRANCHES: Record<AuditSource, (filter: AuditFilter) => Statement | null> = {
  desk: deskEvents,
  tables: (filter) => stepsOf("tables", filter),
  projects: (filter) => stepsOf("projects", filter),
  credits: creditEvents,
};

const NOTHING = sql`select null::timestamptz as at, 0 as rank, null::uuid as ref, 0::bigint as n, null::text as kind,
  null::int as account_id, null::role as role, null::int as organisation_id, null::int as teacher_id, null::text as subject,
  null::text as reason where false`;

/** The newest events of all tables that are asked for. */
export function foundEvents(filter: AuditFilter): Statement {
  const parts = filter.sources.flatMap((source) => BRANCHES[source](filter) ?? []);
  const all = parts.reduce((one, other) => sql`${one} union all (${other})`, NOTHING);
  return sql`select * from (${all}) u order by at desc, rank desc, ref desc, n desc limit ${filter.most}`;
}

const EARLIEST = new Date("1900-01-01T00:00:00Z");
const LATEST = new Date("9999-01-01T00:00:00Z");
const FIRST_REF = "00000000-0000-0000-0000-000000000000";
const LAST_REF = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const LAST_NUMBER = 2_147_483_647;

/** What a table's rows have to be before: the end of the days, and the last row of the page before. */
function end({ before, after }: AuditFilter, rank: number): { at: Date; ref: string; n: number } {
  const days = { at: before ?? LATEST, ref: FIRST_REF, n: 0 };
  if (!after || after.at >= days.at) return days;
  if (rank > after.rank) return { at: after.at, ref: FIRST_REF, n: 0 };
  if (rank < after.rank) return { at: after.at, ref: LAST_REF, n: Number.MAX_SAFE_INTEGER };
  return { at: after.at, ref: after.ref ?? FIRST_REF, n: after.n };
}

/** Within the days, and behind the last row of the page before. */
function within(filter: AuditFilter, rank: number, ref: Statement | null, n: Statement): Statement {
  const last = end(filter, rank);
  const days = sql`v.at >= ${filter.from ?? EARLIEST} and v.at <= ${last.at}`;
  return ref
    ? sql`${days} and (v.at, ${ref}, ${n}::bigint) < (${last.at}, ${last.ref}::uuid, ${last.n}::bigint)`
    : sql`${days} and (v.at, ${n}) < (${last.at}, ${last.n}::bigint)`;
}

const byTeachers = ({ teachers }: AuditFilter) => (teachers ? sql`and v.teacher_id = any(${teachers}::int[])` : sql``);
const byAccounts = ({ accounts }: AuditFilter) => (accounts ? sql`and v.account_id = any(${accounts}::int[])` : sql``);

function deskEvents(filter: AuditFilter): Statement {
  const { cityId, accounts, teachers, kind, most } = filter;
  const columns = sql`v.at, ${RANKS.desk}::int as rank, null::uuid as ref, v.id as n, v.kind, v.account_id, null::role as role,
    null::int as organisation_id, v.teacher_id, v.subject, v.reason`;
  const where = sql`v.city_id = ${cityId} ${kind ? sql`and v.kind = ${kind}` : sql``} ${byTeachers(filter)}
    and ${within(filter, RANKS.desk, null, sql`v.id`)}`;
  const newest = sql`order by v.at desc, v.id desc limit ${most}`;
  if (!accounts || teachers)
    return sql`select ${columns} from audit_events v where ${where} ${byAccounts(filter)} ${newest}`;
  return sql`select v.* from unnest(${accounts}::int[]) as who(id)
    cross join lateral (select ${columns} from audit_events v where ${where} and v.account_id = who.id ${newest}) v
    order by v.at desc, v.n desc limit ${most}`;
}

/** Of trainings and of tables, which concern no single teacher. */
function stepsOf(source: "projects" | "tables", filter: AuditFilter): Statement | null {
  const { cityId, teachers, kind, most } = filter;
  if (teachers) return null;
  const [table, id] =
    source === "projects" ? [sql`project_events`, sql`v.project_id`] : [sql`summary_events`, sql`v.table_id`];
  return sql`select v.at, ${RANKS[source]}::int as rank, ${id} as ref, v.seq::bigint as n, v.action::text as kind, v.account_id, v.role,
      v.organisation_id, null::int as teacher_id, null::text as subject, v.reason
    from ${table} v
    where v.city_id = ${cityId} ${kind ? sql`and v.action::text = ${kind}` : sql``} ${byAccounts(filter)}
      and ${within(filter, RANKS[source], id, sql`v.seq`)}
    order by v.at desc, ${id} desc, v.seq desc limit ${most}`;
}

function creditEvents(filter: AuditFilter): Statement {
  const { cityId, teachers, accounts, kind, most } = filter;
  const columns = sql`v.at, ${RANKS.credits}::int as rank, v.entry_id as ref, v.seq::bigint as n, v.action::text as kind, v.account_id,
    v.role, v.organisation_id, v.teacher_id, null::text as subject, v.reason`;
  const place = within(filter, RANKS.credits, sql`v.entry_id`, sql`v.seq`);
  const ofKind = kind ? sql`and v.action::text = ${kind}` : sql``;
  const newest = sql`order by v.at desc, v.entry_id desc, v.seq desc limit ${most}`;
  // A teacher's events are found by the teacher's entries, of which there are a few dozen.
  if (teachers)
    return sql`select ${columns} from credit_entries e
      join entry_events v on v.city_id = e.city_id and v.entry_id = e.id
      where e.city_id = ${cityId} and e.teacher_id = any(${teachers}::int[]) ${ofKind} ${byAccounts(filter)} and ${place} ${newest}`;
  if (accounts)
    return sql`select v.* from unnest(${accounts}::int[]) as who(id)
      cross join lateral (select ${columns} from entry_events v
        where v.city_id = ${cityId} and v.account_id = who.id ${ofKind} and ${place} ${newest}) v
      order by v.at desc, v.ref desc, v.n desc limit ${most}`;
  const { at, ref, n } = end(filter, RANKS.credits);
  return sql`select ${columns} from newest_entry_events(${kind}, ${filter.from ?? EARLIEST}, ${at}, ${ref}::uuid,
    ${Math.min(n, LAST_NUMBER)}, ${most}) v`;
}
