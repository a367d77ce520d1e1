import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { placeBounds, placesFor, placesOf, placeTenths, plannedYear } from "@/rules/planning";
import { type CyclePolicy, defaultPolicy2016 } from "@/rules/policy";

const policy = defaultPolicy2016;
const noMakeUp: CyclePolicy = { ...policy, online: { ...policy.online, makeUp: false } };

describe("the places that a year has to offer", () => {
  test("are for the next year of the cycle, in its last year for that one, outside it for none", () => {
    expect(plannedYear(policy, calendarDate("2019-12-20"))).toBe(2020);
    expect(plannedYear(policy, calendarDate("2020-02-01"))).toBe(2020);
    expect(plannedYear(policy, calendarDate("2021-01-01"))).toBeNull();
    expect(plannedYear(policy, calendarDate("2015-12-31"))).toBeNull();
  });

  test.each([
    ["nobody who lacks nothing", 0, 0, 0, { online: 0, training: 0 }],
    ["the last year alone: one study year, one year's training", 720, 160, 0, { online: 1, training: 1 }],
    ["a begun study year whole", 10, 10, 0, { online: 1, training: 0 }],
    ["one credit beside: a training", 10, 0, 0, { online: 0, training: 1 }],
    ["57 credits beside: two", 570, 0, 0, { online: 0, training: 2 }],
    ["nothing done in five years", 3600, 800, 0, { online: 5, training: 5 }],
    ["nothing done, and two years of duty still come after", 3600, 800, 2, { online: 3, training: 3 }],
    ["all done so far, and two years of duty come after", 1440, 320, 2, { online: 0, training: 0 }],
    ["the total reached, the online part not", 0, 320, 0, { online: 2, training: 0 }],
  ])("%s", (_, total, online, dutyYearsAfter, expected) => {
    expect(placesFor(policy, { missing: { total, online }, dutyYearsAfter })).toEqual({
      ...expected,
      lostOnlineTenths: 0,
    });
  });

  test("offer no study year for what nobody may make up; the credits have to come from elsewhere", () => {
    expect(placesFor(noMakeUp, { missing: { total: 960, online: 400 }, dutyYearsAfter: 0 })).toEqual({
      online: 1,
      training: 2,
      lostOnlineTenths: 240,
    });
  });

  test("are told by the bounds as by the division", () => {
    const worth = placeTenths(policy);
    const shortage = fc.integer({ min: 0, max: 360 }).map((tens) => tens * 10);
    fc.assert(
      fc.property(shortage, shortage, fc.integer({ min: 0, max: 4 }), (a, b, dutyYearsAfter) => {
        const missing = { total: Math.max(a, b), online: Math.min(a, b, 800) };
        const units = (tenths: number, of: number, most: number) =>
          placeBounds(of, most).filter((bound) => bound <= tenths).length;
        const places = placesFor(policy, { missing, dutyYearsAfter });
        expect(places.online).toBe(placesOf(units(missing.online, worth.online, 800), dutyYearsAfter));
        expect(places.training).toBe(
          placesOf(units(missing.total - missing.online, worth.training, 3600), dutyYearsAfter),
        );
      }),
    );
  });

  test("suffice: whoever takes them all lacks no more than the years after ask for", () => {
    const worth = placeTenths(policy);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3600 }),
        fc.integer({ min: 0, max: 800 }),
        fc.integer({ min: 0, max: 4 }),
        (total, online, dutyYearsAfter) => {
          const places = placesFor(policy, { missing: { total, online }, dutyYearsAfter });
          expect(online - places.online * worth.online).toBeLessThanOrEqual(dutyYearsAfter * 160);
          const earned = Math.min(online, places.online * worth.online) + places.training * worth.training;
          expect(total - earned).toBeLessThanOrEqual(dutyYearsAfter * 720);
        },
      ),
    );
  });
});
