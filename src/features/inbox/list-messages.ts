import { z } from "zod";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { type Message, type MessageTarget, messageColumns, ownMessages, targetOf } from "./messages";

/** Which messages, and the place of the page, as they stand in the URL. */
export const MessageQuery = z.object({
  show: z.enum(["all", "unread"]).catch("all"),
  /** The last message of the page before. */
  after: z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .optional()
    .catch(undefined),
});
export type MessageQuery = z.output<typeof MessageQuery>;

export interface MessageLine extends Message {
  target: MessageTarget | null;
  /** Whose credit it is about, for those who may see it; null where it is the reader's own. */
  teacherName: string | null;
}

const PAGE = 50;

/** The account's messages in its present role, the newest first. */
export async function listMessages(
  actor: Actor,
  { show, after }: MessageQuery,
): Promise<{ messages: MessageLine[]; next: number | null; unread: number }> {
  authorize(actor, "account:own");
  return transaction(actor, async (tx) => {
    // The name is nobody's who may not see the entry now: it isn't kept with the message.
    const [found, counted] = await Promise.all([
      tx.rows<Message & { teacherName: string | null }>(sql`
        select ${messageColumns}, case when m.role <> 'teacher' then t.name end as "teacherName"
        from (
          select * from inbox_messages m
          where ${ownMessages(actor)} ${show === "unread" ? sql`and m.read_at is null` : sql``}
            ${after === undefined ? sql`` : sql`and m.id < ${after}`}
          order by m.id desc limit ${PAGE + 1}
        ) m
        left join credit_entries e on e.city_id = m.city_id and e.id = m.subject_id
        left join teachers t on t.city_id = e.city_id and t.id = e.teacher_id
        order by m.id desc`),
      tx.first<{ unread: number }>(sql`
        select count(*) as unread from inbox_messages m where ${ownMessages(actor)} and m.read_at is null`),
    ]);
    const messages = found.slice(0, PAGE).map((message) => ({ ...message, target: targetOf(message, actor.role) }));
    return {
      messages,
      next: found.length > PAGE ? (messages.at(-1)?.id ?? null) : null,
      unread: counted?.unread ?? 0,
    };
  });
}
