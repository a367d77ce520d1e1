import { readRounds } from "@/ledger/registration-rounds";
import type { Reopening, Round } from "@/rules/deadlines";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";

interface KnownRounds {
  rounds: Round[];
  reopenings: Reopening[];
}

declare global {
  // Pages and actions may be bundled apart: what one forgets, the other must not remember.
  var creditBankRounds: Map<number, KnownRounds & { until: number }> | undefined;
}

// Rounds change a few times a year and every page names the next last day: a minute's memory of them spares each page a query.
const MEMORY_MS = 60_000;

function memory() {
  globalThis.creditBankRounds ??= new Map();
  return globalThis.creditBankRounds;
}

/** The rounds and reopenings of the actor's city, as they were a minute ago at the earliest. */
export async function knownRounds(actor: Actor): Promise<KnownRounds> {
  const known = memory().get(actor.cityId);
  if (known && known.until > Date.now()) return known;
  const read = await transaction(actor, (tx) => readRounds(tx, actor.cityId));
  memory().set(actor.cityId, { ...read, until: Date.now() + MEMORY_MS });
  return read;
}

/** After a change that was committed. Other processes go on for a minute. */
export function forgetRounds(cityId: number): void {
  memory().delete(cityId);
}
