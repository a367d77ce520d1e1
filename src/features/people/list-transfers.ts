import type { CalendarDate } from "@/rules/calendar";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

export interface TransferLine {
  id: string;
  teacherId: number;
  /** Null of an offer that was taken back: who was meant is nobody's business any more. */
  name: string | null;
  subject: string | null;
  /** The other school. */
  schoolName: string;
  lastDay: CalendarDate;
  status: "asked" | "accepted" | "declined" | "withdrawn";
  askedAt: Date;
  answeredAt: Date | null;
  note: string | null;
}

export interface Transfers {
  /** Asked of the actor's school: who waits for an answer first. */
  incoming: TransferLine[];
  outgoing: TransferLine[];
}

const SHOWN = 50;

/** The transfers of the actor's school, in both directions, those that wait first and the newest before the others. */
export async function listTransfers(actor: Actor): Promise<Transfers> {
  authorize(actor, "teacher:manage");
  const { cityId, organisationId } = actor;
  const lines = (own: ReturnType<typeof sql>, other: ReturnType<typeof sql>) => sql`
    select x.id, x.teacher_id as "teacherId", m.name, m.subject, o.name as "schoolName", x.last_day as "lastDay", x.status,
      x.asked_at as "askedAt", x.answered_at as "answeredAt", x.note
    from transfers x
    join organisations o on o.city_id = x.city_id and o.id = ${other}
    left join teachers_in_transfer(${cityId}) m on m.transfer_id = x.id
    where x.city_id = ${cityId} and ${own} = ${organisationId}
    order by x.status <> 'asked', x.asked_at desc, x.id limit ${SHOWN}`;
  return transaction(actor, async (tx) => {
    const [incoming, outgoing] = await Promise.all([
      tx.rows<TransferLine>(lines(sql`x.to_school_id`, sql`x.from_school_id`)),
      tx.rows<TransferLine>(lines(sql`x.from_school_id`, sql`x.to_school_id`)),
    ]);
    return { incoming, outgoing };
  });
}
