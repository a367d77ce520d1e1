import fc from "fast-check";
import { calendarDate } from "@/rules/calendar";
import { CREDIT_SOURCES } from "@/rules/credit-entry";
import type { CreditFact, Halves } from "@/rules/postings";

const day = fc
  .record({
    year: fc.integer({ min: 2010, max: 2021 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month, day: of }) =>
    calendarDate(`${year}-${String(month).padStart(2, "0")}-${String(of).padStart(2, "0")}`),
  );

/** Any credit, also one outside the cycle. */
export const fact: fc.Arbitrary<CreditFact> = fc
  .record({
    id: fc.uuid(),
    source: fc.constantFrom(...CREDIT_SOURCES),
    year: fc.integer({ min: 2015, max: 2021 }),
    tenths: fc.integer({ min: 0, max: 4000 }),
    endedOn: fc.option(day, { nil: null }),
    trainingKey: fc.option(fc.constantFrom("a", "b", "c"), { nil: null }),
    halves: fc.constantFrom<Halves>(1, 2, 3),
  })
  .map((one) => ({ ...one, halves: one.source === "support_teaching" ? one.halves : 0 }));

export const facts = fc.uniqueArray(fact, { selector: (one) => one.id, maxLength: 25 });
export const employments = fc
  .array(day, { minLength: 1, maxLength: 2 })
  .map((days) => days.map((from) => ({ from, to: null })));

/** The same facts twice, the second time in another order. */
export const withItsOrders = facts.chain((all) =>
  fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
);
