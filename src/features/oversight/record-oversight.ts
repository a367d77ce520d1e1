import type { DeskEvent } from "@/rules/audit-kinds";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

interface OversightEvent {
  kind: Extract<DeskEvent, `sample-${string}` | "ledger-checked">;
  /** The sample or the check, and the place in it; keys alone. */
  subject: string;
  teacherId?: number;
  reason?: string;
}

/** Those who oversee are overseen, too. */
export async function recordOversight(
  tx: Tx,
  { cityId, accountId }: Actor,
  { kind, subject, teacherId, reason }: OversightEvent,
  now: Date,
): Promise<void> {
  await tx.run(sql`insert into audit_events (city_id, account_id, teacher_id, kind, subject, reason, at)
    values (${cityId}, ${accountId}, ${teacherId ?? null}, ${kind}, ${subject}, ${reason ?? null}, ${now})`);
}
