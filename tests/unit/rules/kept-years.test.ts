import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeBalance, dutyYearsOf } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import { bitOf, keptYears, yearsAfter } from "@/rules/kept-years";
import { cycleYears, defaultPolicy2016 } from "@/rules/policy";
import type { CreditFact } from "@/rules/postings";

const policy = defaultPolicy2016;
const years = cycleYears(policy);

const aFact = (year: number, tenths: number, source: "project" | "online" | "degree" = "project"): CreditFact => ({
  id: `${source}-${year}`,
  source,
  year,
  tenths,
  endedOn: calendarDate(`${year}-11-20`),
  trainingKey: null,
  halves: 0,
});

describe("the years that are kept with a balance", () => {
  test("say by year whether its credits and its online part are reached", () => {
    const facts = [aFact(2017, 719), aFact(2018, 720), aFact(2018, 160, "online"), aFact(2019, 150, "online")];
    const balance = computeBalance(policy, [{ from: calendarDate("2017-02-01"), to: null }], facts);
    expect(keptYears(policy, balance)).toEqual({
      yearTotalTenths: [0, 719, 880, 150, 0],
      yearOnlineMetTenths: [0, 0, 160, 150, 0],
      dutyYears: [2017, 2018, 2019, 2020],
      dutyBits: 0b11110,
      totalReachedBits: 0b00100,
      onlineReachedBits: 0b00100,
    });
  });

  test("are all reached once the cycle is complete, also by a degree", () => {
    const balance = computeBalance(
      policy,
      [{ from: calendarDate("2010-09-01"), to: null }],
      [aFact(2018, 3600, "degree")],
    );
    expect(keptYears(policy, balance)).toMatchObject({ totalReachedBits: 0b11111, onlineReachedBits: 0b11111 });
  });

  test("have in bits the same years of duty as in words", () => {
    const hired = fc.record({ year: fc.integer({ min: 2014, max: 2021 }), month: fc.integer({ min: 1, max: 12 }) });
    fc.assert(
      fc.property(hired, fc.option(fc.integer({ min: 2014, max: 2022 }), { nil: null }), ({ year, month }, left) => {
        const from = calendarDate(`${year}-${String(month).padStart(2, "0")}-01`);
        const to = left === null || left < year ? null : calendarDate(`${left}-12-31`);
        const balance = computeBalance(policy, [{ from, to }], []);
        const { dutyBits } = keptYears(policy, balance);
        const duty = dutyYearsOf(balance);
        expect(years.filter((_, place) => (dutyBits & bitOf(place)) !== 0)).toEqual(duty);
        for (const [place, each] of years.entries())
          expect(yearsAfter(dutyBits, place)).toBe(duty.filter((one) => one > each).length);
      }),
    );
  });
});
