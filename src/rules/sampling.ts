import { type CalendarDate, compareDates } from "./calendar";
import { misshapen, type Violation } from "./verdict";

/** One of those that may be drawn: its key is SHA-256 of «seed:id» in hex, so nobody can know the order before the seed is known. */
export interface Keyed {
  id: string;
  key: string;
}

/** How many are drawn: a share in permille, rounded up. */
export const sampleSize = (population: number, permille: number): number => Math.ceil((population * permille) / 1000);

/**
 * Draws a share of a population: those with the smallest keys, in the order of the keys. The order in which the population is
 * read says nothing, the same seed draws the same, and a larger share holds the smaller one.
 */
export function drawSample(population: readonly Keyed[], permille: number): string[] {
  const inOrder = [...population].sort((a, b) => compareText(a.key, b.key) || compareText(a.id, b.id));
  return inOrder.slice(0, sampleSize(population.length, permille)).map(({ id }) => id);
}

const compareText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** One drawn credit that somebody shall look at. */
export interface Drawn {
  position: number;
  /** Who can't: whoever posted it, and whose credit it is. */
  barred: readonly number[];
}

/**
 * Gives each to one of the officers, as evenly as can be; an officer gets none that they posted. Those with the smallest choice
 * are given first.
 * @param held how many each has already
 * @returns positions by officer; what nobody may look at is given to nobody
 */
export function shareOut(
  drawn: readonly Drawn[],
  officers: readonly number[],
  held: ReadonlyMap<number, number> = new Map(),
): Map<number, number[]> {
  const shares = new Map(officers.map((officer) => [officer, [] as number[]]));
  const load = new Map(officers.map((officer) => [officer, held.get(officer) ?? 0]));
  const mayOf = ({ barred }: Drawn) => officers.filter((officer) => !barred.includes(officer));
  const narrowest = drawn
    .map((one) => ({ position: one.position, may: mayOf(one) }))
    .sort((a, b) => a.may.length - b.may.length || a.position - b.position);
  for (const { position, may } of narrowest) {
    const [first, ...others] = may;
    if (first === undefined) continue;
    const loadOf = (officer: number) => load.get(officer) ?? 0;
    const least = others.reduce((one, other) => (loadOf(other) < loadOf(one) ? other : one), first);
    load.set(least, loadOf(least) + 1);
    shares.get(least)?.push(position);
  }
  return shares;
}

export interface DrawTerms {
  permille: number;
  fromDay: CalendarDate;
  toDay: CalendarDate;
}

/** Can it be drawn so? The days have to be over: what is still being posted would make another draw of the same seed. */
export function judgeDraw({ permille, fromDay, toDay }: DrawTerms, today: CalendarDate): Violation[] {
  const against: Violation[] = [];
  if (permille < 1 || permille > 1000) against.push(system("sample-share", "share"));
  if (compareDates(toDay, fromDay) < 0) against.push(system("sample-days", "toDay"));
  else if (compareDates(toDay, today) >= 0) against.push(system("sample-days-not-over", "toDay"));
  return against;
}

export const SAMPLE_RESULTS = ["in_order", "wrong"] as const;
export type SampleResult = (typeof SAMPLE_RESULTS)[number];

/** May this officer write this result down now? */
export function judgeResult(
  { checked, barred }: { checked: boolean; barred: readonly number[] },
  officer: number,
  result: SampleResult,
  note: string | null,
): Violation | null {
  if (checked) return system("sample-checked-already", null);
  if (barred.includes(officer)) return system("sample-own-decision", null);
  return result === "wrong" && note === null ? misshapen("required", "note") : null;
}

type SampleCode = Extract<Violation["code"], `sample-${string}`>;
const system = (code: SampleCode, field: string | null): Violation => ({ rule: null, clause: "S", code, field });

/** Nobody of the officers may look at it. */
export const ownDecision = (field: string): Violation => system("sample-own-decision", field);
export const checkedAlready: Violation = system("sample-checked-already", null);
export const nothingToDraw: Violation = system("sample-empty", null);
