import { stepOfStatus } from "@/rules/approval";
import type { CreditSource, EntryStatus, Step } from "@/rules/credit-entry";
import { invariant } from "@/rules/invariant";
import type { ObjectionFacts, ObjectionGround, ObjectionStatus } from "@/rules/objections";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** An objection as it is kept, with the names of those who raised and decided it. */
export interface KeptObjection {
  id: string;
  status: ObjectionStatus;
  words: string;
  refusedAt: Step;
  holderId: number;
  holderName: string;
  raisedByName: string;
  raisedAt: Date;
  decidedByName: string | null;
  decidedByOrganisation: string | null;
  decidedAt: Date | null;
  answer: string | null;
  /** Who refused, of whom the objection is. */
  refusedByAccountId: number;
}

/** An entry as an objection to its refusal is judged, and what was raised so far. */
export interface ObjectionStanding {
  ground: ObjectionGround;
  entry: {
    id: string;
    title: string;
    source: CreditSource;
    creditsTenths: number;
    version: number;
    teacherId: number;
    schoolId: number;
    countyId: number | null;
    registeredByAccountId: number;
  };
  /** The refusal that stands; null where none does. */
  refusedAt: Step | null;
  kept: KeptObjection | null;
}

type StandingRow = ObjectionStanding["entry"] &
  Omit<ObjectionGround, "creditedTeacherId"> & { refusedFrom: EntryStatus | null; kept: KeptObjection | null };

/**
 * What judging an objection asks for, as far as the actor sees the entry.
 * @throws NotFound
 */
export async function readObjectionStanding(tx: Tx, actor: Actor, entryId: string): Promise<ObjectionStanding> {
  const { cityId } = actor;
  const [row, kept] = await Promise.all([
    tx.first<Omit<StandingRow, "kept">>(sql`
      select e.id, e.title, e.source, e.credits_tenths as "creditsTenths", e.version, e.teacher_id as "teacherId",
        e.school_id as "schoolId", e.county_id as "countyId", e.registered_by_account_id as "registeredByAccountId", e.status,
        c.closed_at is not null as "cycleClosed", g.project_status as "projectStatus", g.brought_again as "broughtAgain",
        (select v.from_status from entry_events v where v.city_id = e.city_id and v.entry_id = e.id and v.seq = e.version
          and v.action = 'refuse') as "refusedFrom"
      from credit_entries e
      join cycles c on c.city_id = e.city_id and c.id = e.cycle_id
      cross join lateral objection_ground(e.city_id, e.id) g
      where e.city_id = ${cityId} and e.id = ${entryId}`),
    tx.first<KeptObjection>(sql`
      select o.id, o.status, o.words, o.refused_at as "refusedAt", o.holder_id as "holderId", h.name as "holderName",
        r.display_name as "raisedByName", o.raised_at as "raisedAt", d.display_name as "decidedByName",
        case when d.id is not null then h.name end as "decidedByOrganisation", o.decided_at as "decidedAt", o.answer,
        v.account_id as "refusedByAccountId"
      from objections o
      join organisations h on h.city_id = o.city_id and h.id = o.holder_id
      join accounts r on r.city_id = o.city_id and r.id = o.raised_by
      join entry_events v on v.city_id = o.city_id and v.entry_id = o.entry_id and v.seq = o.refused_seq
      left join accounts d on d.city_id = o.city_id and d.id = o.decided_by
      where o.city_id = ${cityId} and o.entry_id = ${entryId}`),
  ]);
  if (!row) throw new NotFound();
  const { status, projectStatus, cycleClosed, broughtAgain, refusedFrom, ...entry } = row;
  return {
    ground: { status, projectStatus, cycleClosed, broughtAgain, creditedTeacherId: entry.teacherId },
    entry,
    refusedAt: refusedFrom && stepOfStatus(refusedFrom),
    kept: kept ?? null,
  };
}

/** What a decision on the objection asks. */
export function decisionFacts({ ground, entry, kept }: ObjectionStanding): ObjectionFacts {
  invariant(kept, `entry ${entry.id} was objected to`);
  const { status: objection, refusedAt, refusedByAccountId, holderId } = kept;
  const { registeredByAccountId, countyId } = entry;
  return {
    ...ground,
    objection,
    refusedAt,
    refusedByAccountId,
    holderId,
    cityDirect: countyId === null,
    registeredByAccountId,
  };
}
