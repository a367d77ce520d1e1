import { describe, expect, test } from "vitest";
import { addDays, calendarDate } from "@/rules/calendar";
import type { Reopening, Round } from "@/rules/deadlines";
import { reminderDue } from "@/rules/reminders";
import { deadlinesFor, judgeNewLastDay, judgeReopening, judgeRound, type RoundFacts } from "@/rules/rounds";

const cycle = { fromYear: 2016, toYear: 2020 };
const first = { fromYear: 2016, toYear: 2019 };
const codes = (facts: Partial<RoundFacts>) =>
  judgeRound({ fromYear: 2020, toYear: 2020, cycle, others: [first], reportedOtherwise: false, ...facts }).map(
    ({ code, field, rule }) => `${rule} ${code} ${field}`,
  );

describe("the years of a round: R17", () => {
  test("2020 follows 2016-2019", () => {
    expect(codes({})).toEqual([]);
  });

  test("the first year is not after the last", () => {
    expect(codes({ fromYear: 2020, toYear: 2019 })).toEqual(["R17 round-years toYear"]);
  });

  test.each([
    [2015, 2015, ["R17 round-outside-cycle fromYear"]],
    [2020, 2021, ["R17 round-outside-cycle toYear"]],
    [2021, 2021, ["R17 round-outside-cycle toYear"]],
  ])("%i-%i is not within the cycle", (fromYear, toYear, expected) => {
    expect(codes({ fromYear, toYear })).toEqual(expected);
  });

  test.each([
    [2019, 2020],
    [2016, 2016],
    [2017, 2018],
    [2016, 2020],
  ])("%i-%i has a year of another round, which it names", (fromYear, toYear) => {
    const [violation] = judgeRound({ fromYear, toYear, cycle, others: [first], reportedOtherwise: false });
    expect(violation).toMatchObject({ code: "round-overlaps", params: { fromYear: 2016, toYear: 2019 } });
  });

  test("what is reported keeps its years", () => {
    expect(codes({ reportedOtherwise: true })).toEqual(["R17 round-reported fromYear"]);
  });
});

describe("a last day: R17", () => {
  test("not before the round begins; the first day of its first year is the earliest", () => {
    expect(judgeNewLastDay("mooc", calendarDate("2019-12-31"), { fromYear: 2020 })).toMatchObject({
      code: "deadline-before-round",
      field: "mooc",
      clause: "N3.7",
    });
    expect(judgeNewLastDay("degree", calendarDate("2020-01-01"), { fromYear: 2020 })).toBeNull();
  });
});

describe("letting a school in again: R17", () => {
  const judge = (overrides: Partial<Parameters<typeof judgeReopening>[0]> = {}) =>
    judgeReopening({
      source: "mooc",
      lastDay: calendarDate("2020-01-15"),
      until: calendarDate("2020-01-20"),
      today: calendarDate("2020-01-16"),
      ...overrides,
    }).map(({ code }) => code);

  test("the day after the last day it can be; on the last day it needn't", () => {
    expect(judge()).toEqual([]);
    expect(judge({ today: calendarDate("2020-01-15") })).toEqual(["reopening-not-needed"]);
  });

  test("until today at the earliest", () => {
    expect(judge({ until: calendarDate("2020-01-16") })).toEqual([]);
    expect(judge({ until: calendarDate("2020-01-15") })).toEqual(["reopening-ended"]);
  });

  test("what has no last day isn't reopened", () => {
    expect(judge({ lastDay: null })).toEqual(["deadline-not-needed"]);
  });
});

describe("the last days of one school", () => {
  const rounds: Round[] = [
    {
      id: 1,
      ...first,
      deadlines: [
        { source: "mooc", lastDay: calendarDate("2020-01-15") },
        { source: "degree", lastDay: calendarDate("2020-01-10") },
      ],
    },
  ];
  const reopening = (lastDay: string): Reopening => ({
    roundId: 1,
    schoolId: 10,
    source: "degree",
    lastDay: calendarDate(lastDay),
  });
  const untils = (schoolId: number, reopenings: Reopening[]) =>
    deadlinesFor(schoolId, rounds, reopenings).map(({ source, until }) => `${source} ${until}`);

  test("its own reopening counts, not its neighbour's", () => {
    expect(untils(10, [reopening("2020-02-01")])).toEqual(["mooc 2020-01-15", "degree 2020-02-01"]);
    expect(untils(11, [reopening("2020-02-01")])).toEqual(["degree 2020-01-10", "mooc 2020-01-15"]);
  });

  test("a last day that was moved behind a reopening holds", () => {
    expect(untils(10, [reopening("2020-01-05")])).toEqual(["degree 2020-01-10", "mooc 2020-01-15"]);
  });
});

describe("reminders 14, 7 and 2 days before (S)", () => {
  const lastDay = calendarDate("2020-01-15");
  test.each<[number, number | null]>([
    [30, null],
    [15, null],
    [14, 14],
    [13, 14],
    [8, 14],
    [7, 7],
    [3, 7],
    [2, 2],
    [1, 2],
    [0, 2],
    [-1, null],
  ])("with %i days left the reminder of %s is due", (left, due) => {
    expect(reminderDue(lastDay, addDays(lastDay, -left))).toBe(due);
  });
});
