import { type Balance, dutyYearsOf } from "./balance";
import type { CyclePolicy } from "./policy";

/** What a kept balance says of each year of the cycle. In bits the first year is the lowest. */
export interface KeptYears {
  yearTotalTenths: number[];
  /** Adds up to `onlineMetTenths`. */
  yearOnlineMetTenths: number[];
  dutyYears: number[];
  dutyBits: number;
  /** Of the years of duty: those whose credits reach what a year asks for (R1); all, when the cycle is complete (R3, R5). */
  totalReachedBits: number;
  /** The same of the year's online part, earned or deemed (R6). */
  onlineReachedBits: number;
}

/** The years of a balance as they are kept with it. */
export function keptYears({ required }: CyclePolicy, balance: Pick<Balance, "years" | "complete">): KeptYears {
  const { years, complete } = balance;
  return {
    yearTotalTenths: years.map(({ totalTenths }) => totalTenths),
    yearOnlineMetTenths: years.map(({ onlineMetTenths }) => onlineMetTenths),
    dutyYears: dutyYearsOf(balance),
    dutyBits: bitsOf(years.map(({ duty }) => duty)),
    totalReachedBits: bitsOf(
      years.map(({ duty, totalTenths }) => duty && (complete || totalTenths >= required.annualTotalTenths)),
    ),
    onlineReachedBits: bitsOf(
      years.map(({ duty, onlineMetTenths }) => duty && (complete || onlineMetTenths >= required.annualOnlineTenths)),
    ),
  };
}

const bitsOf = (years: readonly boolean[]): number =>
  years.reduce((bits, holds, place) => (holds ? bits | bitOf(place) : bits), 0);

/** The bit of a year, by its place in the cycle. */
export const bitOf = (place: number): number => 1 << place;

/** How many years of the bits come after that place. */
export function yearsAfter(bits: number, place: number): number {
  let count = 0;
  for (let rest = bits >> (place + 1); rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
