import { type BalanceLine, countFacts } from "./counting";
import { dutyYears, type Employment, requiredOf } from "./duty";
import { type CyclePolicy, cycleYears } from "./policy";
import type { CreditFact } from "./postings";
import { deemedOnlineOf } from "./support-teaching";

export interface BalanceYear {
  year: number;
  /** A year in which credits are owed. */
  duty: boolean;
  totalTenths: number;
  onlineTenths: number;
  /** Online duty that support teaching deems complete (R6). */
  deemedOnlineTenths: number;
  /** What meets the year's online duty: the earned or the deemed, whichever is more (R6). */
  onlineMetTenths: number;
}

/** A year of duty below the policy's minimum for each year (R1). */
export interface ShortYear {
  year: number;
  missingTenths: number;
}

/** What a teacher has, owes and lacks in a cycle; all sums in tenths of a credit. */
export interface Balance {
  requiredTotalTenths: number;
  requiredOnlineTenths: number;
  totalTenths: number;
  /** Earned on the online platform and counted. */
  onlineTenths: number;
  /** What meets the online duty: for each year the earned or the deemed, whichever is more (R6). */
  onlineMetTenths: number;
  /** A degree upgrade deems the cycle complete (R5). */
  deemed: { rule: "R5"; clause: "N3.3"; coversOnline: boolean; factId: string } | null;
  complete: boolean;
  /** No year of duty in the cycle (R4). */
  owesNothing: boolean;
  missingTotalTenths: number;
  missingOnlineTenths: number;
  /** Years of duty that haven't reached the least that each of them needs, ascending; none once a degree deems the cycle complete. */
  shortYears: ShortYear[];
  years: BalanceYear[];
  lines: BalanceLine[];
}

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

/**
 * The balance of one teacher in one cycle (R1-R6, R14-R16): pure, and the same whatever order the facts come in.
 * @param facts the credits that stand (see netFacts), and those kept on record that count nothing
 */
export function computeBalance(
  policy: CyclePolicy,
  employments: readonly Employment[],
  facts: readonly CreditFact[],
): Balance {
  const duty = dutyYears(policy, employments);
  const required = requiredOf(policy, duty);
  const lines = countFacts(policy, duty, facts);
  const deemedOnline = deemedOnlineOf(policy, facts);

  const years = cycleYears(policy).map((year): BalanceYear => {
    const ofYear = lines.filter((line) => line.year === year);
    const onlineTenths = sum(ofYear.filter((line) => line.source === "online").map((line) => line.countedTenths));
    const deemedOnlineTenths = duty.includes(year) ? (deemedOnline.get(year) ?? 0) : 0;
    return {
      year,
      duty: duty.includes(year),
      totalTenths: sum(ofYear.map((line) => line.countedTenths)),
      onlineTenths,
      deemedOnlineTenths,
      onlineMetTenths: Math.max(onlineTenths, deemedOnlineTenths),
    };
  });
  const totalTenths = sum(years.map((year) => year.totalTenths));
  const onlineMetTenths = sum(years.map((year) => year.onlineMetTenths));

  const degree = lines.find((line) => line.source === "degree" && line.loss === null);
  const { coversOnline } = policy.degree;
  const deemed = degree ? ({ rule: "R5", clause: "N3.3", coversOnline, factId: degree.factId } as const) : null;
  const missingTotalTenths = deemed ? 0 : Math.max(0, required.totalTenths - totalTenths);
  const missingOnlineTenths = deemed?.coversOnline ? 0 : Math.max(0, required.onlineTenths - onlineMetTenths);
  const shortYears = deemed ? [] : shortYearsOf(policy, years);
  return {
    requiredTotalTenths: required.totalTenths,
    requiredOnlineTenths: required.onlineTenths,
    totalTenths,
    onlineTenths: sum(years.map((year) => year.onlineTenths)),
    onlineMetTenths,
    deemed,
    complete: missingTotalTenths === 0 && missingOnlineTenths === 0 && shortYears.length === 0,
    owesNothing: duty.length === 0,
    missingTotalTenths,
    missingOnlineTenths,
    shortYears,
    years,
    lines,
  };
}

function shortYearsOf({ required }: CyclePolicy, years: readonly BalanceYear[]): ShortYear[] {
  return years
    .filter(({ duty, totalTenths }) => duty && totalTenths < required.annualMinimumTenths)
    .map(({ year, totalTenths }) => ({ year, missingTenths: required.annualMinimumTenths - totalTenths }));
}

/** The years of the cycle in which credits are owed, ascending (R0, R4). */
export const dutyYearsOf = (balance: Pick<Balance, "years">): number[] =>
  balance.years.filter(({ duty }) => duty).map(({ year }) => year);
