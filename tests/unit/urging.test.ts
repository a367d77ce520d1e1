import { describe, expect, it } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { judgeUrge, mayUrge, URGE_AFTER_DAYS } from "@/rules/urging";

const today = calendarDate("2019-12-20");
const since = (text: string) => new Date(`${text}+08:00`);
const waits = { step: "county", waitingSince: since("2019-12-13T23:59:59"), lastUrgedAt: null, today } as const;

describe("an entry can be urged", () => {
  it("from the seventh calendar day in Asia/Shanghai, and not before", () => {
    expect(judgeUrge(waits)).toBeNull();
    expect(judgeUrge({ ...waits, waitingSince: since("2019-12-14T00:00:00") })?.code).toBe("urge-too-early");
  });

  it("only while it waits for somebody", () => {
    expect(judgeUrge({ ...waits, step: null })?.code).toBe("urge-nobody-waits");
    expect(judgeUrge({ ...waits, waitingSince: null })?.code).toBe("urge-nobody-waits");
  });

  it("again after as many days, and told how many are left", () => {
    const waitingSince = since("2019-12-01T08:00:00");
    const urged = (text: string) => judgeUrge({ ...waits, waitingSince, lastUrgedAt: since(text) });
    expect(urged("2019-12-18T08:00:00")).toMatchObject({ code: "urge-again-too-early", params: { days: 5 } });
    expect(urged("2019-12-14T00:00:00")?.code).toBe("urge-again-too-early");
    expect(urged("2019-12-13T23:59:59")).toBeNull();
  });

  it("at each step anew: what an earlier office was asked counts no more", () => {
    expect(judgeUrge({ ...waits, lastUrgedAt: since("2019-12-13T20:00:00") })).toBeNull();
    expect(URGE_AFTER_DAYS).toBe(7);
  });

  it("by a teacher at each step, by a school and a county at those above them, by nobody else", () => {
    const steps = (role: Parameters<typeof mayUrge>[0]) =>
      (["school", "county", "city"] as const).filter((step) => mayUrge(role, step));
    expect(steps("teacher")).toEqual(["school", "county", "city"]);
    expect(steps("school")).toEqual(["county", "city"]);
    expect(steps("county")).toEqual(["city"]);
    expect([steps("city"), steps("host"), steps("platform")]).toEqual([[], [], []]);
  });
});
