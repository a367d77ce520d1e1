import { lockRounds, readRounds } from "@/ledger/registration-rounds";
import type { Round } from "@/rules/deadlines";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/** Two that change the rounds of a city wait for each other until the transaction ends. */
export async function holdRounds(tx: Tx, { cityId }: Actor): Promise<Round[]> {
  await lockRounds(tx, cityId);
  return (await readRounds(tx, cityId)).rounds;
}

/** @throws NotFound */
export function roundOf(rounds: readonly Round[], roundId: number): Round {
  const round = rounds.find(({ id }) => id === roundId);
  if (!round) throw new NotFound();
  return round;
}

type RoundEventKind = "round-made" | "round-changed" | "deadline-changed" | "school-reopened";

/** @param told what was changed: the round, then what of it, by keys and days alone */
export async function auditRound(
  tx: Tx,
  { cityId, accountId }: Actor,
  kind: RoundEventKind,
  told: readonly (string | number | null)[],
  reason: string | null,
  now: Date,
): Promise<void> {
  await tx.run(sql`insert into audit_events (city_id, account_id, kind, subject, reason, at)
    values (${cityId}, ${accountId}, ${kind}, ${told.map((part) => part ?? "").join("/")}, ${reason}, ${now})`);
}
