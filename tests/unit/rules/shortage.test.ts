import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import type { CreditSource } from "@/rules/credit-entry";
import { type CyclePolicy, defaultPolicy2016 } from "@/rules/policy";
import type { CreditFact, Halves } from "@/rules/postings";
import { bucketOf, SHORTAGE_KINDS, shortageBuckets, shortageOf } from "@/rules/shortage";

const policy = defaultPolicy2016;
const strict: CyclePolicy = {
  ...policy,
  degree: { ...policy.degree, coversOnline: false },
  supportTeaching: { ...policy.supportTeaching, coversOnline: false },
};

const fact: fc.Arbitrary<CreditFact> = fc
  .record({
    id: fc.uuid(),
    source: fc.constantFrom<CreditSource>(
      "mooc",
      "degree",
      "online",
      "project",
      "lecture",
      "support_teaching",
      "opening",
    ),
    year: fc.integer({ min: 2016, max: 2020 }),
    tenths: fc.integer({ min: 0, max: 900 }),
    trainingKey: fc.option(fc.constantFrom("a", "b", "c"), { nil: null }),
    halves: fc.constantFrom<Halves>(1, 2, 3),
  })
  .map((one) => ({
    ...one,
    endedOn: calendarDate(`${one.year}-11-20`),
    tenths: one.source === "degree" ? policy.degree.creditsTenths : one.tenths,
    halves: one.source === "support_teaching" ? one.halves : 0,
  }));
const facts = fc.uniqueArray(fact, { selector: (one) => one.id, maxLength: 12 });
const hired = fc.constantFrom("2010-09-01", "2016-03-01", "2017-09-01", "2019-09-01", "2020-09-01");

describe("what a kept balance lacks", () => {
  test.each([
    ["a degree covers the online part", policy],
    ["it doesn't", strict],
  ])("is what the balance with all its entries says, where %s", (_, under) => {
    fc.assert(
      fc.property(hired, facts, (from, all) => {
        const balance = computeBalance(under, [{ from: calendarDate(from), to: null }], all);
        expect(shortageOf(balance)).toEqual({
          total: balance.missingTotalTenths,
          online: balance.missingOnlineTenths,
        });
      }),
    );
  });

  test("is in exactly one bucket, of which the first is «nothing»", () => {
    for (const kind of SHORTAGE_KINDS) {
      const buckets = shortageBuckets(policy, kind);
      expect(buckets[0]).toEqual({ fromTenths: 0, upToTenths: 0 });
      const most = kind === "total" ? policy.required.totalTenths : policy.required.onlineTenths;
      for (let tenths = 0; tenths <= most; tenths++) {
        const holding = buckets.filter(({ fromTenths, upToTenths }) => tenths >= fromTenths && tenths <= upToTenths);
        expect(holding).toEqual([buckets[bucketOf(buckets, tenths)]]);
      }
      expect(() => bucketOf(buckets, most + 1)).toThrow();
    }
  });

  test("is classed by 16 and 72, and by years of them", () => {
    const limits = (kind: "total" | "online") => shortageBuckets(policy, kind).map(({ upToTenths }) => upToTenths);
    expect(limits("total")).toEqual([0, 160, 720, 1440, 2160, 2880, 3600]);
    expect(limits("online")).toEqual([0, 160, 320, 480, 640, 800]);
  });
});
