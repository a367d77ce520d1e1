import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ReconciledLine, reconcile } from "@/rules/reconciliation";

const line = (teacherId: number, trainingKey: string, tenths: number): ReconciledLine => ({
  teacherId,
  trainingKey,
  tenths,
});

describe("a table set against the bank", () => {
  test("each row has its standing, in the table's order, and what only the bank has is told", () => {
    const there = [line(1, "a", 160), line(2, "a", 160), line(1, "b", 80), line(3, "a", 10)];
    const here = [line(1, "a", 160), line(2, "a", 150), line(9, "a", 160), line(1, "c", 80)];
    expect(reconcile(there, here)).toEqual({
      standings: ["same", "different", "only-there", "only-there"],
      onlyHere: [line(9, "a", 160), line(1, "c", 80)],
    });
  });

  test("a tenth is a difference", () => {
    expect(reconcile([line(1, "a", 160)], [line(1, "a", 161)]).standings).toEqual(["different"]);
  });

  test("an empty table, an empty bank", () => {
    expect(reconcile([], [line(1, "a", 1)])).toEqual({ standings: [], onlyHere: [line(1, "a", 1)] });
    expect(reconcile([line(1, "a", 1)], [])).toEqual({ standings: ["only-there"], onlyHere: [] });
  });

  test("a teacher's number and a training's key never run into each other", () => {
    expect(reconcile([line(1, "2a", 5)], [line(12, "a", 5)]).standings).toEqual(["only-there"]);
    expect(reconcile([line(1, "2/a", 5)], [line(12, "a", 5)]).standings).toEqual(["only-there"]);
  });
});

describe("what always holds", () => {
  const keyOf = (one: ReconciledLine) => JSON.stringify([one.teacherId, one.trainingKey]);
  const lines = fc.uniqueArray(
    fc.record({
      teacherId: fc.integer({ min: 1, max: 12 }),
      trainingKey: fc.constantFrom("a", "b", "1/a", "/"),
      tenths: fc.constantFrom(80, 160),
    }),
    { selector: keyOf, maxLength: 30 },
  );

  test("the two sides are parted without rest: nothing is lost, nothing is told twice", () => {
    fc.assert(
      fc.property(lines, lines, (there, here) => {
        const { standings, onlyHere } = reconcile(there, here);
        expect(standings).toHaveLength(there.length);
        const found = standings.filter((standing) => standing !== "only-there").length;
        expect(found + onlyHere.length).toBe(here.length);
        const known = new Map(here.map((one) => [keyOf(one), one.tenths]));
        there.forEach((one, index) => {
          const other = known.get(keyOf(one));
          expect(standings[index]).toBe(
            other === undefined ? "only-there" : other === one.tenths ? "same" : "different",
          );
        });
      }),
    );
  });

  test("a table that says what the bank has leaves nothing to do", () => {
    fc.assert(
      fc.property(lines, (all) => {
        const { standings, onlyHere } = reconcile(all, [...all].reverse());
        expect(standings.every((standing) => standing === "same")).toBe(true);
        expect(onlyHere).toEqual([]);
      }),
    );
  });
});
