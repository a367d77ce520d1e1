import { describe, expect, test } from "vitest";
import { businessTime } from "@/server/clock";
import { BusinessDate } from "@/server/env";

const HOUR = 3_600_000;
const at = (instant: string) => Date.parse(instant);
const shown = (setting: string, startedAt: string, real: string) =>
  new Date(businessTime(setting, at(startedAt), at(real)) + 8 * HOUR).toISOString().slice(0, 19);

describe("business time", () => {
  test("of a date has the time of day of clocks in Xinxiang, whatever the server's zone", () => {
    expect(shown("2019-12-20", "2026-11-24T06:00:00Z", "2026-11-24T06:30:15Z")).toBe("2019-12-20T14:30:15");
    expect(shown("2019-12-20", "2026-11-24T23:00:00+08:00", "2026-11-24T23:59:59+08:00")).toBe("2019-12-20T23:59:59");
    expect(shown("2019-12-20", "2026-11-24T00:00:00+08:00", "2026-11-24T00:00:00+08:00")).toBe("2019-12-20T00:00:00");
  });

  test("of a date goes on over real midnight, to the next day, and never backwards", () => {
    const started = "2026-11-24T15:00:00Z";
    expect(shown("2019-12-20", started, "2026-11-24T15:59:59Z")).toBe("2019-12-20T23:59:59");
    expect(shown("2019-12-20", started, "2026-11-24T16:00:00Z")).toBe("2019-12-21T00:00:00");
    let before = 0;
    for (let hours = 0; hours < 72; hours += 1) {
      const now = businessTime("2019-12-20", at(started), at(started) + hours * HOUR);
      expect(now).toBeGreaterThan(before);
      before = now;
    }
  });

  test("of an instant begins there with the process and runs on", () => {
    const setting = "2020-01-15T23:59:30+08:00";
    const started = "2026-11-24T03:00:00Z";
    expect(shown(setting, started, started)).toBe("2020-01-15T23:59:30");
    expect(shown(setting, started, "2026-11-24T03:00:29Z")).toBe("2020-01-15T23:59:59");
    expect(shown(setting, started, "2026-11-24T03:00:30Z")).toBe("2020-01-16T00:00:00");
  });

  test.each([
    ["2019-12-20", true],
    ["2020-01-15T23:59:30+08:00", true],
    ["2020-01-15T15:59:30Z", true],
    ["2020-01-15T23:59:30", false],
    ["2019-02-30", false],
    ["2019-02-30T10:00:00+08:00", false],
    ["today", false],
  ])("BUSINESS_DATE=%s is taken: %s", (setting, taken) => {
    expect(BusinessDate.safeParse(setting).success).toBe(taken);
  });
});
