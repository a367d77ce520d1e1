import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type CalendarDate, calendarDate, compareDates } from "@/rules/calendar";
import { onPostOn } from "@/rules/duty";
import { defaultPolicy2016 } from "@/rules/policy";
import { judgeRecordMerge, type RecordEmployment, unitedEmployments } from "@/rules/record-merge";

const at = (schoolId: number, from: string, to: string | null = null): RecordEmployment => ({
  schoolId,
  countyId: 1,
  from: calendarDate(from),
  to: to === null ? null : calendarDate(to),
  ended: to === null ? null : "left",
});

describe("employments of two records", () => {
  test("times at one school that overlap are one; what follows at another school stays", () => {
    expect(
      unitedEmployments([at(1, "2010-09-01", "2015-08-31")], [at(1, "2012-09-01", "2016-08-31"), at(2, "2016-09-01")]),
    ).toEqual([at(1, "2010-09-01", "2016-08-31"), at(2, "2016-09-01")]);
    expect(unitedEmployments([at(1, "2010-09-01")], [at(1, "2012-09-01", "2013-08-31")])).toEqual([
      at(1, "2010-09-01"),
    ]);
  });

  test("one person isn't at two schools on one day", () => {
    expect(unitedEmployments([at(1, "2010-09-01", "2015-08-31")], [at(2, "2015-08-31")])).toBeNull();
    expect(unitedEmployments([at(1, "2010-09-01")], [at(2, "2012-09-01", "2012-12-31")])).toBeNull();
  });

  const FIRST = calendarDate("2010-01-01");
  const DAYS = 120;
  const employment = fc
    .record({ school: fc.integer({ min: 1, max: 2 }), from: fc.nat(DAYS), days: fc.option(fc.nat(40)) })
    .map(({ school, from, days }): RecordEmployment => {
      const start = addDays(FIRST, from);
      return at(school, start, days === null ? null : addDays(start, days));
    });

  test("united, they never overlap, are in order, and cover just the days that either record has, at the same school", () => {
    const days: CalendarDate[] = Array.from({ length: DAYS + 45 }, (_, day) => addDays(FIRST, day));
    const schoolsOn = (employments: readonly RecordEmployment[], day: CalendarDate) =>
      new Set(employments.filter((one) => onPostOn([one], day)).map((one) => one.schoolId));
    fc.assert(
      fc.property(fc.array(employment, { maxLength: 4 }), fc.array(employment, { maxLength: 4 }), (one, other) => {
        const united = unitedEmployments(one, other);
        const both = [...one, ...other];
        if (united === null) return days.some((day) => schoolsOn(both, day).size > 1);
        for (const [place, { to }] of united.entries()) {
          const next = united[place + 1];
          if (next) expect(to !== null && compareDates(to, next.from) < 0).toBe(true);
        }
        for (const day of days) expect(schoolsOn(united, day)).toEqual(schoolsOn(both, day));
        return united.every(({ to, ended }) => (to === null) === (ended === null));
      }),
    );
  });

  test("it doesn't matter which of the two stays", () => {
    fc.assert(
      fc.property(fc.array(employment, { maxLength: 4 }), fc.array(employment, { maxLength: 4 }), (one, other) => {
        const times = (all: RecordEmployment[] | null) => all?.map(({ from, to, schoolId }) => [from, to, schoolId]);
        expect(times(unitedEmployments(one, other))).toEqual(times(unitedEmployments(other, one)));
      }),
    );
  });
});

describe("whether two records can be one", () => {
  const record = (id: number, employments: RecordEmployment[] = []) => ({
    id,
    mergedIntoId: null as number | null,
    employments,
    transferOpen: false,
    correctionOpen: false,
    postedInClosedCycle: false,
  });
  const judge = (facts: Partial<Parameters<typeof judgeRecordMerge>[0]>) =>
    judgeRecordMerge({
      kept: record(1),
      merged: record(2),
      registeredTwice: [],
      closedPolicies: [],
      ...facts,
    }).map(({ code }) => code);

  test("each thing that stands against it is named", () => {
    expect(judge({})).toEqual([]);
    expect(judge({ merged: record(1) })).toEqual(["merge-same-record"]);
    expect(judge({ merged: { ...record(2), mergedIntoId: 3 } })).toEqual(["record-merged"]);
    expect(judge({ kept: { ...record(1), mergedIntoId: 3 } })).toEqual(["record-merged"]);
    expect(judge({ merged: { ...record(2), postedInClosedCycle: true } })).toEqual(["merge-closed-cycle"]);
    expect(judge({ kept: { ...record(1), transferOpen: true } })).toEqual(["transfer-open"]);
    expect(judge({ merged: { ...record(2), correctionOpen: true } })).toEqual(["correction-open"]);
    expect(judge({ registeredTwice: ["甲", "乙"] })).toEqual(["merge-registered-twice", "merge-registered-twice"]);
  });

  test("what somebody owed in a closed cycle stays as it was", () => {
    const closed = { closedPolicies: [defaultPolicy2016] };
    const kept = record(1, [at(1, "2018-09-01")]);
    expect(judge({ ...closed, kept, merged: record(2, [at(1, "2010-09-01")]) })).toEqual(["merge-closed-cycle"]);
    expect(judge({ ...closed, kept, merged: record(2, [at(1, "2018-10-01")]) })).toEqual([]);
  });
});
