import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { type Message, type MessageTarget, messageColumns, ownMessages, targetOf } from "./messages";

/**
 * Marks a message as read, from the first time on, and answers where it leads; null where it leads nowhere.
 * @throws NotFound for what isn't the account's own in its present role
 */
export async function openMessage(actor: Actor, id: number, now: Date): Promise<MessageTarget | null> {
  authorize(actor, "account:own");
  const message = await transaction(actor, (tx) =>
    tx.first<Message>(sql`
      update inbox_messages m set read_at = coalesce(m.read_at, ${now}) where ${ownMessages(actor)} and m.id = ${id}
      returning ${messageColumns}`),
  );
  if (!message) throw new NotFound();
  return targetOf(message, actor.role);
}

/**
 * Marks all as read that the person had before them: what was told meanwhile stays unread.
 * @param upTo the newest message of the page
 */
export async function markAllRead(actor: Actor, upTo: number, now: Date): Promise<void> {
  authorize(actor, "account:own");
  await transaction(actor, (tx) =>
    tx.run(sql`
      update inbox_messages m set read_at = ${now} where ${ownMessages(actor)} and m.read_at is null and m.id <= ${upTo}`),
  );
}
