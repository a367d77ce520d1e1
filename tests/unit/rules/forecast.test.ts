import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate, daysBetween } from "@/rules/calendar";
import { forecastQueue, PACE_DAYS, waitingClass } from "@/rules/forecast";

const today = calendarDate("2019-12-20");
const lastDay = calendarDate("2020-01-15");

describe("where a queue leads", () => {
  test("an empty one is empty, whatever its pace", () => {
    expect(forecastQueue({ waiting: 0, arrived: 9, decided: 0 }, today, lastDay)).toEqual({ kind: "empty" });
  });

  test("without a decision in four weeks nothing is foretold", () => {
    expect(forecastQueue({ waiting: 5, arrived: 0, decided: 0 }, today, lastDay)).toEqual({ kind: "no-decisions" });
  });

  test("one that grows as fast as it is decided is never empty", () => {
    expect(forecastQueue({ waiting: 5, arrived: 28, decided: 28 }, today, lastDay)).toEqual({
      kind: "grows",
      daysIfNoneArrive: 5,
    });
    expect(forecastQueue({ waiting: 5, arrived: 29, decided: 3 }, today, lastDay)).toEqual({
      kind: "grows",
      daysIfNoneArrive: 47,
    });
  });

  test("else it is the division, and whether that is before the last day, which counts whole", () => {
    const facts = { waiting: 26, arrived: 28, decided: 56 };
    expect(forecastQueue(facts, today, lastDay)).toEqual({ kind: "clears", days: 26, on: "2020-01-15", inTime: true });
    expect(forecastQueue({ ...facts, waiting: 27 }, today, lastDay)).toMatchObject({ days: 27, inTime: false });
    expect(forecastQueue(facts, today, null)).toMatchObject({ inTime: null });
  });

  test("a longer queue never clears sooner, and its day is so many days away", () => {
    const count = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(count, count, count, (waiting, arrived, decided) => {
        const now = forecastQueue({ waiting, arrived, decided }, today, lastDay);
        if (now.kind !== "clears") return;
        expect(daysBetween(today, now.on)).toBe(now.days);
        expect(now.days).toBeGreaterThanOrEqual((waiting * PACE_DAYS) / (decided - arrived));
        const longer = forecastQueue({ waiting: waiting + 1, arrived, decided }, today, lastDay);
        expect(longer).toMatchObject({ kind: "clears" });
        if (longer.kind === "clears") expect(longer.days).toBeGreaterThanOrEqual(now.days);
      }),
    );
  });

  test("the ages are told apart at 3, 7 and 14 days", () => {
    expect([0, 3, 4, 7, 8, 14, 15, 300].map(waitingClass)).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
  });
});
