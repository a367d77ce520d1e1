import type { CalendarDate } from "@/rules/calendar";
import type { CreditSource, EntryStatus } from "@/rules/credit-entry";
import type { ParticipantRole } from "@/rules/participants";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

/** One training of a teacher, that a host registered. Credits in tenths. */
export interface TrainingLine {
  entryId: string;
  source: CreditSource;
  title: string;
  year: number;
  hostName: string | null;
  startsOn: CalendarDate | null;
  endsOn: CalendarDate | null;
  role: ParticipantRole | null;
  creditsTenths: number;
  status: EntryStatus;
}

/** The teacher's own trainings, the newest first: everything but what the teacher declares or does online. */
export async function listTrainings(actor: Actor): Promise<TrainingLine[]> {
  authorize(actor, "balance:read-own");
  return transaction(actor, (tx) =>
    tx.rows<TrainingLine>(sql`
      select e.id as "entryId", e.source, e.title, e.year, o.name as "hostName", p.starts_on as "startsOn",
        coalesce(p.ends_on, e.ended_on) as "endsOn", e.participant_role as role, e.credits_tenths as "creditsTenths", e.status
      from credit_entries e
      left join projects p on p.city_id = e.city_id and p.id = e.project_id
      left join organisations o on o.city_id = e.city_id and o.id = e.host_id
      where e.city_id = ${actor.cityId} and e.teacher_id = ${actor.teacherId}
        and e.source not in ('mooc', 'degree', 'online')
      order by e.year desc, coalesce(p.ends_on, e.ended_on) desc nulls last, e.id`),
  );
}
