import type { Balance } from "./balance";
import { invariant } from "./invariant";
import { type CyclePolicy, cycleYears } from "./policy";

/** What a teacher can lack: credits in all, and the online part of them (R1, R3). */
export const SHORTAGE_KINDS = ["total", "online"] as const;
export type ShortageKind = (typeof SHORTAGE_KINDS)[number];

/** The figures of a balance that are kept; enough to say what is missing. */
export type KeptFigures = Pick<
  Balance,
  "requiredTotalTenths" | "totalTenths" | "requiredOnlineTenths" | "onlineMetTenths" | "complete"
>;

/** Tenths of a credit, by kind; both 0 where nothing is missing. */
export type Shortage = Record<ShortageKind, number>;

/**
 * What a kept balance lacks (R3): nothing when it is complete, by credits or deemed (R5); else what is missing to each duty.
 * The same as `computeBalance` says, without the entries.
 */
export function shortageOf(balance: KeptFigures): Shortage {
  if (balance.complete) return { total: 0, online: 0 };
  return {
    total: Math.max(0, balance.requiredTotalTenths - balance.totalTenths),
    online: Math.max(0, balance.requiredOnlineTenths - balance.onlineMetTenths),
  };
}

/** One class of a distribution: shortages from `fromTenths` up to `upToTenths`, both included. */
export interface ShortageBucket {
  fromTenths: number;
  upToTenths: number;
}

/**
 * The classes in which shortages are shown (S): nothing; then of online credits up to one year's 16, two years' and so on;
 * in total up to 16, up to one year's 72, two years' and so on. Every shortage is in exactly one.
 */
export function shortageBuckets(policy: CyclePolicy, kind: ShortageKind): ShortageBucket[] {
  const { annualTotalTenths, annualOnlineTenths } = policy.required;
  const years = cycleYears(policy).map((_, index) => index + 1);
  const limits =
    kind === "online"
      ? years.map((count) => count * annualOnlineTenths)
      : [annualOnlineTenths, ...years.map((count) => count * annualTotalTenths)];
  const ascending = [...new Set(limits)].filter((limit) => limit > 0).sort((a, b) => a - b);
  return [0, ...ascending].map((upToTenths, index, all) => ({
    fromTenths: index === 0 ? 0 : (all[index - 1] ?? 0) + 1,
    upToTenths,
  }));
}

/** The place of a shortage among the buckets. */
export function bucketOf(buckets: readonly ShortageBucket[], tenths: number): number {
  const place = buckets.findIndex(({ upToTenths }) => tenths <= upToTenths);
  invariant(place >= 0, `a shortage of ${tenths} is above all that can be owed`);
  return place;
}
