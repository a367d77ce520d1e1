import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";
import { ownMessages } from "./messages";

/** More than this many are not counted: each page asks, and «99+» says enough. */
export const MOST_COUNTED = 100;

/** How many messages the account has not read in its present role, up to MOST_COUNTED. */
export async function countUnread(actor: Actor): Promise<number> {
  authorize(actor, "account:own");
  const counted = await transaction(actor, (tx) =>
    tx.first<{ unread: number }>(sql`
      select count(*) as unread from (
        select 1 from inbox_messages m where ${ownMessages(actor)} and m.read_at is null limit ${MOST_COUNTED}) counted`),
  );
  return counted?.unread ?? 0;
}
