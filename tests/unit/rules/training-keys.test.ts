import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { openingTrainingKey, projectTrainingKey, provincialTrainingKey } from "@/rules/projects";

describe("one training: R16", () => {
  const key = (overrides: Partial<Parameters<typeof projectTrainingKey>[0]> = {}) =>
    projectTrainingKey({
      kind: "county",
      hostId: 7,
      title: "2019年 小学语文 ICT 培训",
      startsOn: calendarDate("2019-07-10"),
      year: 2019,
      ...overrides,
    });

  test.each(["2019年小学语文ICT培训", "２０１９年　小学语文 ict 培训", "2019年小学语文\u200bICT培训"])(
    "%s is the same training, however it is written",
    (title) => {
      expect(key({ title })).toBe(key());
      expect(provincialTrainingKey(2019, title)).toBe(provincialTrainingKey(2019, "2019年 小学语文 ICT 培训"));
    },
  );

  test("another host, day, title or year is another training", () => {
    const title = "2019年小学语文ICT培训";
    const keys = [
      key(),
      key({ hostId: 8 }),
      key({ startsOn: calendarDate("2019-07-11") }),
      key({ title: "2019年小学数学ICT培训" }),
      provincialTrainingKey(2019, title),
      provincialTrainingKey(2018, title),
      openingTrainingKey(2019, title),
      openingTrainingKey(2018, title),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("what the province or the former bank may tell, too, is known by what they tell", () => {
    const title = "2019年小学语文ICT培训";
    for (const kind of ["national", "provincial"] as const)
      expect(key({ kind, title })).toBe(provincialTrainingKey(2019, title));
    expect(key({ kind: "opening", title })).toBe(openingTrainingKey(2019, title));
  });

  test("no title can pass for another host's or day's training", () => {
    const day = fc.constantFrom("2019-07-10", "2018-01-01").map(calendarDate);
    const place = fc.record({ hostId: fc.integer({ min: 1, max: 30 }), startsOn: day, title: fc.string() });
    fc.assert(
      fc.property(place, place, (a, b) => {
        if (key(a) !== key(b)) return;
        expect([a.hostId, a.startsOn]).toEqual([b.hostId, b.startsOn]);
      }),
    );
  });
});
