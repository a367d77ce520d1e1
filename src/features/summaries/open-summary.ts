import type { SummaryLine } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { readCopies } from "./frozen-copy";
import { readHead, type SummaryHead } from "./summary-head";

/** A frozen table as it leaves the house, with ID numbers in the clear. */
export interface OpenedSummary {
  head: SummaryHead;
  superiorName: string;
  lines: SummaryLine[];
  hash: string;
  /** Is what is kept what was closed? */
  intact: boolean;
}

/**
 * Opens a table for a document; that its ID numbers were read, and what for, goes on record.
 * @throws NotFound
 */
export async function openSummary(
  actor: Actor,
  id: string,
  purpose: "xlsx" | "pdf" | "print" | "certificates",
  now: Date,
): Promise<OpenedSummary> {
  authorize(actor, "summary:read");
  return transaction(actor, async (tx) => {
    const [head, [copy]] = await Promise.all([
      readHead(tx, actor, id),
      readCopies(tx, sql`t.city_id = ${actor.cityId} and t.id = ${id}`),
    ]);
    if (!copy) throw new NotFound();
    await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, reason, at)
      values (${actor.cityId}, ${actor.accountId}, 'summary-identities-read', ${id}, ${purpose}, ${now})`);
    const { superiorName, lines, intact } = copy;
    return { head, superiorName, lines, hash: head.hash, intact };
  });
}
