import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeBalance } from "@/rules/balance";
import { CREDIT_SOURCES, type CreditSource } from "@/rules/credit-entry";
import { type CyclePolicy, creditsOfHours, cycleYears, defaultPolicy2016, parseCyclePolicy } from "@/rules/policy";
import { employments, fact, facts, withItsOrders } from "./arbitrary-facts";
import { BETWEEN_48_AND_144, SIX_OR_EIGHT_HOURS, TEN_OR_TWENTY_HOURS } from "./other-policies";

const WITHOUT_CAP: readonly CreditSource[] = ["online", "degree", "self_run"];
const CAPPED = CREDIT_SOURCES.filter((source) => !WITHOUT_CAP.includes(source));
const sum = (numbers: number[]) => numbers.reduce((total, one) => total + one, 0);

/** The notice's policy with any limits that fit it. */
const limited: fc.Arbitrary<CyclePolicy> = fc
  .record({
    annualMinimumTenths: fc.integer({ min: 0, max: 720 }),
    annualMaximumTenths: fc.option(fc.integer({ min: 720, max: 5000 }), { nil: null }),
    annualCaps: fc.dictionary(fc.constantFrom(...CAPPED), fc.integer({ min: 0, max: 2000 })),
    coversOnline: fc.boolean(),
    owesOnline: fc.boolean(),
    onlineCap: fc.integer({ min: 0, max: 3000 }),
  })
  .map(({ annualMinimumTenths, annualMaximumTenths, annualCaps, coversOnline, owesOnline, onlineCap }) => {
    const { required, online, supportTeaching, degree, ...rest } = defaultPolicy2016;
    return parseCyclePolicy({
      ...rest,
      annualCaps,
      required: {
        ...required,
        annualMinimumTenths,
        annualMaximumTenths,
        ...(owesOnline ? {} : { onlineTenths: 0, annualOnlineTenths: 0 }),
      },
      online: { ...online, ...(owesOnline ? {} : { annualCapTenths: onlineCap }) },
      supportTeaching: { ...supportTeaching, ...(owesOnline ? {} : { onlineHalfTenths: 0 }) },
      degree: { ...degree, coversOnline },
    });
  });
const published = [BETWEEN_48_AND_144, SIX_OR_EIGHT_HOURS, TEN_OR_TWENTY_HOURS].map(parseCyclePolicy);
const policies = fc.oneof(limited, fc.constantFrom(...published));

describe("what always holds under the limits of any policy", () => {
  test("nothing counts more than was recorded, and what is lost is told to the tenth", () => {
    fc.assert(
      fc.property(policies, employments, facts, (policy, periods, all) => {
        for (const line of computeBalance(policy, periods, all).lines) {
          expect(line.countedTenths).toBeGreaterThanOrEqual(0);
          expect(line.countedTenths + (line.loss?.lostTenths ?? 0)).toBe(line.recordedTenths);
        }
      }),
    );
  });

  test("no kind counts above its cap in a year, and no year above its maximum, but for a degree", () => {
    fc.assert(
      fc.property(policies, employments, facts, (policy, periods, all) => {
        const { lines } = computeBalance(policy, periods, all);
        for (const year of cycleYears(policy)) {
          const ofYear = lines.filter((line) => line.year === year && line.source !== "degree");
          for (const [source, cap] of Object.entries(policy.annualCaps))
            expect(
              sum(ofYear.filter((line) => line.source === source).map((line) => line.countedTenths)),
            ).toBeLessThanOrEqual(cap);
          expect(sum(ofYear.map((line) => line.countedTenths))).toBeLessThanOrEqual(
            policy.required.annualMaximumTenths ?? Number.MAX_SAFE_INTEGER,
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  test("a limit takes nothing that has room: a cut line stands in a year or kind that is full", () => {
    fc.assert(
      fc.property(policies, employments, facts, (policy, periods, all) => {
        const { lines } = computeBalance(policy, periods, all);
        for (const { year, source, loss } of lines) {
          const ofYear = lines.filter((line) => line.year === year && line.source !== "degree");
          if (loss?.code === "above-annual-maximum")
            expect(sum(ofYear.map((line) => line.countedTenths))).toBe(policy.required.annualMaximumTenths);
          // What the cap left may yet be cut by the year, so the kind is full or the year is.
          const ofKind = sum(ofYear.filter((line) => line.source === source).map((line) => line.countedTenths));
          if (loss?.code === "above-kind-cap")
            expect(
              ofKind === policy.annualCaps[source] ||
                sum(ofYear.map((line) => line.countedTenths)) === policy.required.annualMaximumTenths,
            ).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("what is owed online is cut by no other kind: it counts as it would without the limits", () => {
    fc.assert(
      fc.property(policies, employments, facts, (policy, periods, all) => {
        fc.pre(policy.required.onlineTenths > 0);
        const free = { ...policy, annualCaps: {}, required: { ...policy.required, annualMaximumTenths: null } };
        const [bound, unbound] = [policy, free].map((one) => computeBalance(one, periods, all));
        expect(bound?.onlineTenths).toBe(unbound?.onlineTenths);
        expect(bound?.onlineMetTenths).toBe(unbound?.onlineMetTenths);
        expect(bound?.missingOnlineTenths).toBe(unbound?.missingOnlineTenths);
      }),
    );
  });

  test("the order of entries doesn't matter", () => {
    fc.assert(
      fc.property(policies, employments, withItsOrders, (policy, periods, [all, shuffled]) => {
        expect(computeBalance(policy, periods, shuffled)).toEqual(computeBalance(policy, periods, all));
      }),
    );
  });

  test("complete is what misses nothing: not in all, not online, not in any year of duty", () => {
    const rich = fc.array(
      fc.record({ year: fc.integer({ min: 2016, max: 2020 }), tenths: fc.integer({ min: 0, max: 1500 }) }),
      { maxLength: 12 },
    );
    const fuller = fc.tuple(facts, rich).map(([all, more]) => [
      ...all,
      ...more.map((one, index) => ({
        ...one,
        id: `more ${index}`,
        source: index % 3 === 0 ? ("online" as const) : ("project" as const),
        endedOn: null,
        trainingKey: null,
        halves: 0 as const,
      })),
    ]);
    fc.assert(
      fc.property(policies, employments, fuller, (policy, periods, all) => {
        const balance = computeBalance(policy, periods, all);
        const { complete, missingTotalTenths, missingOnlineTenths, shortYears, years, deemed } = balance;
        expect(complete).toBe(
          missingTotalTenths + missingOnlineTenths + sum(shortYears.map((one) => one.missingTenths)) === 0,
        );
        const least = policy.required.annualMinimumTenths;
        expect(shortYears).toEqual(
          deemed
            ? []
            : years.flatMap(({ year, duty, totalTenths }) =>
                duty && totalTenths < least ? [{ year, missingTenths: least - totalTenths }] : [],
              ),
        );
      }),
      { numRuns: 500 },
    );
  });

  test("one more training, told once, never lowers a year, a total or completion", () => {
    const once = facts.map((all) => all.map((one) => ({ ...one, trainingKey: null })));
    fc.assert(
      fc.property(policies, employments, once, fact, (policy, periods, all, more) => {
        fc.pre(all.every((one) => one.id !== more.id));
        const [before, after] = [all, [...all, { ...more, trainingKey: null }]].map((one) =>
          computeBalance(policy, periods, one),
        );
        // Of two degrees the larger counts, which may be another year's.
        if (more.source !== "degree")
          for (const [place, { totalTenths }] of (before?.years ?? []).entries())
            expect(after?.years[place]?.totalTenths).toBeGreaterThanOrEqual(totalTenths);
        expect(after?.totalTenths).toBeGreaterThanOrEqual(before?.totalTenths ?? 0);
        expect(after?.complete || !before?.complete).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test("class hours become as many tenths of a credit as are full, for any hours and any kind", () => {
  const hours = fc.integer({ min: 0, max: 100_000 });
  fc.assert(
    fc.property(
      hours,
      fc.integer({ min: 1, max: 100 }),
      fc.constantFrom(...CREDIT_SOURCES),
      (tenths, perCredit, kind) => {
        const policy = { ...defaultPolicy2016, classHoursPerCredit: { [kind]: perCredit } };
        const credits = creditsOfHours(policy, kind, tenths);
        expect(Number.isInteger(credits)).toBe(true);
        expect(credits * perCredit).toBeLessThanOrEqual(tenths);
        expect((credits + 1) * perCredit).toBeGreaterThan(tenths);
      },
    ),
  );
});
