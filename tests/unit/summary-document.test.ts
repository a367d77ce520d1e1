import { describe, expect, test } from "vitest";
import { LOCALES, messagesFor } from "@/messages";
import { type FrozenSummary, summaryDocument } from "@/messages/summary-document";
import { SUMMARY_SOURCES, type SummaryLine, type SummaryRow } from "@/rules/summary-tables";

const messages = messagesFor("zh-CN");

function aRow(name: string, creditsTenths: number): SummaryRow {
  const cells = {
    ...{ unit: "原阳县第一中学", name, identity: "410725199003120011", course: "课程", university: "河南师范大学" },
    ...{ hours: creditsTenths, score: 865, certificateNumber: "00123", realName: "yes", credits: creditsTenths },
  };
  return { key: name, entryIds: [name], teacherId: 1, cells, creditsTenths };
}

const frozen = (number: number, lines: SummaryLine[], creditsTenths: number): FrozenSummary => ({
  head: {
    ...{ source: "mooc", fromYear: 2016, toYear: 2019, unitName: "原阳县第一中学", number, creditsTenths },
    ...{ closedAt: new Date("2020-01-15T23:30:00+08:00"), hash: "ab".repeat(32) },
  },
  superiorName: "原阳县教育局",
  lines,
});
const added = (row: SummaryRow): SummaryLine => ({ change: "added", row, before: null });

describe("a table in words", () => {
  test("numbers its rows, says its sum, and on which day in Xinxiang it was reported", () => {
    const lines = [added(aRow("王建国", 240)), added(aRow("李秀兰", 125))];
    const document = summaryDocument(frozen(1, lines, 365), messages, "zh-CN");
    expect(document.title).toBe("慕课研修学员信息汇总表（2016—2019年）");
    expect(document.rows.map((row) => [row[0], row[2], row.at(-1)])).toEqual([
      ["1", "王建国", "24"],
      ["2", "李秀兰", "12.5"],
    ]);
    expect(document.total).toEqual(["", "合计 2 条", ...Array.from({ length: 8 }, () => ""), "36.5"]);
    expect(document.facts).toContainEqual(["上报日期", "2020-01-15"]);
  });

  test("that is supplementary says what was added, removed and changed, and of a change what it was", () => {
    const lines: SummaryLine[] = [
      added(aRow("王建国", 240)),
      { change: "changed", row: aRow("李秀兰", 160), before: aRow("李秀兰", 240) },
      { change: "removed", row: aRow("刘洋", 240), before: null },
    ];
    const document = summaryDocument(frozen(2, lines, -80), messages, "zh-CN");
    expect(document.title).toContain(messages.summaries.numbered(2));
    expect(document.columns[1]?.header).toBe("变化");
    expect(document.rows.map((row) => [row[0], row[1], row[3], row.at(-1)])).toEqual([
      ["1", "新增", "王建国", "24"],
      ["2", "修改前", "李秀兰", "24"],
      ["2", "修改后", "李秀兰", "16"],
      ["3", "删去", "刘洋", "24"],
    ]);
    expect(document.total.at(-1)).toBe("-8");
    for (const row of [...document.rows, document.total]) expect(row).toHaveLength(document.columns.length);
  });

  test.each(LOCALES.flatMap((locale) => SUMMARY_SOURCES.map((source) => [locale, source] as const)))(
    "has in %s, of %s, a heading for each column, and room for an ID number on one line",
    (locale, source) => {
      for (const number of [1, 2]) {
        const { head, ...rest } = frozen(number, [], 0);
        const { columns } = summaryDocument({ ...rest, head: { ...head, source } }, messagesFor(locale), locale);
        expect(columns.every(({ header }) => header !== "")).toBe(true);
        const all = columns.reduce((sum, { width }) => sum + width, 0);
        const identity = columns.find(({ header }) => header === messagesFor(locale).summaries.columns.identity);
        // A4 landscape has 269 mm between its margins; eighteen digits of 8.5 points take 30, and the lines 2.
        expect((269 * (identity?.width ?? 0)) / all).toBeGreaterThan(32);
      }
    },
  );
});
