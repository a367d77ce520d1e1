import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  canonicalJson,
  creditsOfLines,
  differenceOf,
  foldTables,
  type SummaryLine,
  type SummaryRow,
  type SupportEntry,
  summarySourcesOf,
  supportRows,
} from "@/rules/summary-tables";

const aRow = fc.record({
  key: fc.constantFrom("a", "b", "c", "d", "e", "f", "g"),
  name: fc.constantFrom("王建国", "王建华", "𠮷田·买买提"),
  hours: fc.integer({ min: 0, max: 3 }),
  creditsTenths: fc.integer({ min: 0, max: 50 }),
});
/** The rows of a unit at one time: of each key one. */
const aState = fc.uniqueArray(aRow, { selector: ({ key }) => key, maxLength: 7 }).map((rows) => rows.map(rowOf));

function rowOf({
  key,
  name,
  hours,
  creditsTenths,
}: {
  key: string;
  name: string;
  hours: number;
  creditsTenths: number;
}): SummaryRow {
  return { key, entryIds: [key], teacherId: 1, cells: { name, hours, credits: creditsTenths }, creditsTenths };
}

const byKey = (rows: readonly SummaryRow[]) => [...rows].sort((a, b) => (a.key < b.key ? -1 : 1));
const sumOf = (rows: readonly SummaryRow[]) => rows.reduce((sum, { creditsTenths }) => sum + creditsTenths, 0);

/** The tables that a unit closes, one after each time at which something has changed. */
function tablesOf(states: readonly SummaryRow[][]): SummaryLine[][] {
  const tables: SummaryLine[][] = [];
  for (const present of states) tables.push(differenceOf(foldTables(tables), present));
  return tables;
}

describe("a supplementary table", () => {
  test("added to the tables before it gives exactly what is so now, after any number of them", () => {
    fc.assert(
      fc.property(fc.array(aState, { minLength: 1, maxLength: 6 }), (states) => {
        expect(byKey(foldTables(tablesOf(states)))).toEqual(byKey(states.at(-1) ?? []));
      }),
    );
  });

  test("is empty when, and only when, nothing has changed", () => {
    fc.assert(
      fc.property(aState, aState, fc.array(fc.nat()), (standing, present, order) => {
        const same = canonicalJson(byKey(standing)) === canonicalJson(byKey(present));
        expect(differenceOf(standing, present).length === 0).toBe(same);
        const shuffled = present
          .map((row, index) => [order[index] ?? 0, row] as const)
          .sort(([a], [b]) => a - b)
          .map(([, row]) => row);
        expect(differenceOf(shuffled, present)).toEqual([]);
      }),
    );
  });

  test("tells each row once, as what has become of it, with the row before where it has changed", () => {
    fc.assert(
      fc.property(aState, aState, (standing, present) => {
        const lines = differenceOf(standing, present);
        expect(new Set(lines.map(({ row }) => row.key)).size).toBe(lines.length);
        for (const { change, row, before } of lines) {
          const was = standing.find(({ key }) => key === row.key);
          const is = present.find(({ key }) => key === row.key);
          if (change === "added") expect([was, is, before]).toEqual([undefined, row, null]);
          if (change === "removed") expect([was, is, before]).toEqual([row, undefined, null]);
          if (change === "changed") expect([was, is]).toEqual([before, row]);
        }
      }),
    );
  });

  test("changes the sum by as much as it says", () => {
    fc.assert(
      fc.property(aState, aState, (standing, present) => {
        expect(creditsOfLines(differenceOf(standing, present))).toBe(sumOf(present) - sumOf(standing));
      }),
    );
  });

  test("has new and changed rows in the present order, then those that are gone", () => {
    const row = (key: string, hours = 1) => rowOf({ key, name: "王建国", hours, creditsTenths: 10 });
    const lines = differenceOf(
      [row("c"), row("x"), row("b"), row("a")],
      [row("b", 2), row("d"), row("a", 3), row("c")],
    );
    expect(lines.map(({ change, row: { key } }) => [change, key])).toEqual([
      ["changed", "b"],
      ["added", "d"],
      ["changed", "a"],
      ["removed", "x"],
    ]);
  });
});

describe("canonical JSON", () => {
  test("is the same text for the same value, in whatever order its keys were set, and means the value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(canonicalJson(value));
      }),
    );
  });

  function reversed(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(reversed);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, part]) => [key, reversed(part)]),
    );
  }
});

describe("support teaching (N3.4)", () => {
  const entry = (
    entryId: string,
    halves: number,
    creditsTenths: number,
    cells: Partial<SupportEntry["cells"]> = {},
  ) => ({
    entryId,
    teacherId: 7,
    halves,
    creditsTenths,
    cells: {
      ...{ unit: "原阳一中", name: "王建国", identity: "410725199001011234", kind: "two_districts", place: "封丘县" },
      ...{ school: "封丘一中", startsOn: "2018-09-01", endsOn: "2019-07-10", ...cells },
    },
  });

  test("is one row for a time of service, its half years and credits added up", () => {
    expect(supportRows([entry("1", 2, 360), entry("2", 1, 360)])).toMatchObject([
      { entryIds: ["1", "2"], teacherId: 7, creditsTenths: 720, cells: { years: "1", credits: 720 } },
    ]);
    expect(supportRows([entry("1", 3, 720), entry("2", 1, 360)])).toMatchObject([{ cells: { years: "1.5" } }]);
  });

  test("at another place, or at another time, is another row", () => {
    const rows = supportRows([
      entry("1", 2, 360),
      entry("2", 1, 360, { place: "原阳县" }),
      entry("3", 1, 360, { startsOn: "2019-09-01", endsOn: "2019-12-31" }),
      entry("4", 1, 360, { school: "封丘二中" }),
    ]);
    expect(rows.map(({ entryIds }) => entryIds)).toEqual([["1"], ["2"], ["3"], ["4"]]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(4);
  });
});

test.each([
  ["school", null, ["degree", "mooc"]],
  ["host", "personnel", ["support_teaching"]],
  ["city", null, ["support_teaching"]],
  ["host", "research", []],
  ["county", null, []],
  ["teacher", null, []],
] as const)("as %s (%s) a place reports %j", (role, office, sources) => {
  expect(summarySourcesOf(role, office)).toEqual(sources);
});
