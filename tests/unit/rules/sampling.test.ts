import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import { drawSample, judgeDraw, judgeResult, sampleSize, shareOut } from "@/rules/sampling";

const keyed = (seed: string, ids: readonly string[]) =>
  ids.map((id) => ({ id, key: createHash("sha256").update(`${seed}:${id}`).digest("hex") }));
const someIds = fc.uniqueArray(fc.uuid(), { maxLength: 200 });
const seeds = fc.stringMatching(/^[0-9a-f]{32}$/);
const shares = fc.integer({ min: 1, max: 1000 });
const numbered = (count: number) => Array.from({ length: count }, (_, i) => `entry ${i}`);

describe("a draw", () => {
  test("is the same of the same seed, in whatever order the population is read", () => {
    fc.assert(
      fc.property(someIds, seeds, shares, fc.infiniteStream(fc.nat()), (ids, seed, permille, order) => {
        const places = new Map(ids.map((id) => [id, order.next().value ?? 0]));
        const shuffled = [...ids].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
        expect(drawSample(keyed(seed, shuffled), permille)).toEqual(drawSample(keyed(seed, ids), permille));
      }),
    );
  });

  test("has exactly the share, rounded up, each once and all of the population", () => {
    fc.assert(
      fc.property(someIds, seeds, shares, (ids, seed, permille) => {
        const drawn = drawSample(keyed(seed, ids), permille);
        expect(drawn.length).toBe(Math.ceil((ids.length * permille) / 1000));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((id) => ids.includes(id))).toBe(true);
      }),
    );
    expect([sampleSize(0, 50), sampleSize(1, 1), sampleSize(1000, 50), sampleSize(1001, 50)]).toEqual([0, 1, 50, 51]);
    expect(sampleSize(7, 1000)).toBe(7);
  });

  test("of a larger share holds the smaller one, and begins with it", () => {
    fc.assert(
      fc.property(someIds, seeds, shares, shares, (ids, seed, one, other) => {
        const [small, large] = [Math.min(one, other), Math.max(one, other)].map((p) => drawSample(keyed(seed, ids), p));
        expect(large?.slice(0, small?.length)).toEqual(small);
      }),
    );
  });

  test("leaves nobody out: over many seeds each is drawn about as often as another", () => {
    const ids = numbered(40);
    const drawn = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed += 1)
      for (const id of drawSample(keyed(String(seed), ids), 250)) drawn.set(id, (drawn.get(id) ?? 0) + 1);
    // 500 of 2000 is expected of each; six standard deviations are 116.
    for (const id of ids) expect(Math.abs((drawn.get(id) ?? 0) - 500), id).toBeLessThan(116);
  });

  test("needs a share of a permille at least, and days that are over", () => {
    const [fromDay, toDay, today] = [
      calendarDate("2019-11-01"),
      calendarDate("2019-12-19"),
      calendarDate("2019-12-20"),
    ];
    const codes = (terms: Parameters<typeof judgeDraw>[0]) => judgeDraw(terms, today).map(({ code }) => code);
    expect(codes({ permille: 1, fromDay, toDay })).toEqual([]);
    expect(codes({ permille: 1000, fromDay: toDay, toDay })).toEqual([]);
    expect(codes({ permille: 0, fromDay, toDay })).toEqual(["sample-share"]);
    expect(codes({ permille: 1001, fromDay, toDay: today })).toEqual(["sample-share", "sample-days-not-over"]);
    expect(codes({ permille: 50, fromDay: toDay, toDay: fromDay })).toEqual(["sample-days"]);
  });
});

describe("sharing out", () => {
  const drawnBy = fc.array(fc.subarray([1, 2, 3, 4]), { maxLength: 40 });

  test("gives each to one who didn't post it, where there is one, and to nobody else", () => {
    fc.assert(
      fc.property(drawnBy, fc.subarray([1, 2, 3, 4], { minLength: 1 }), (barred, officers) => {
        const drawn = barred.map((by, i) => ({ position: i + 1, barred: by }));
        const shares = shareOut(drawn, officers);
        const given = [...shares].flatMap(([officer, positions]) =>
          positions.map((position) => ({ officer, position })),
        );
        for (const { officer, position } of given) expect(barred[position - 1]).not.toContain(officer);
        const possible = drawn.filter((one) => officers.some((officer) => !one.barred.includes(officer)));
        expect(given.map(({ position }) => position).sort((a, b) => a - b)).toEqual(
          possible.map((one) => one.position),
        );
      }),
    );
  });

  test("is even where nothing stands against it, also to those who hold some already", () => {
    const shares = shareOut(
      Array.from({ length: 11 }, (_, i) => ({ position: i + 1, barred: [] })),
      [1, 2, 3],
      new Map([[1, 4]]),
    );
    expect([...shares.values()].map((positions) => positions.length)).toEqual([1, 5, 5]);
  });

  test("is even though one of two posted the last half of them", () => {
    const drawn = Array.from({ length: 10 }, (_, i) => ({ position: i + 1, barred: i < 5 ? [] : [1] }));
    expect([...shareOut(drawn, [1, 2]).values()].map((positions) => positions.length)).toEqual([5, 5]);
  });
});

describe("a result", () => {
  test("is written down once, by somebody else than who posted it, and what is wrong is said in words", () => {
    const open = { checked: false, barred: [7] };
    expect(judgeResult(open, 8, "in_order", null)).toBeNull();
    expect(judgeResult(open, 8, "wrong", "学时不符")).toBeNull();
    expect(judgeResult(open, 8, "wrong", null)).toMatchObject({ code: "required", field: "note" });
    expect(judgeResult(open, 7, "in_order", null)?.code).toBe("sample-own-decision");
    expect(judgeResult({ ...open, checked: true }, 8, "in_order", null)?.code).toBe("sample-checked-already");
  });
});
