import { readFileSync } from "node:fs";
import { readXlsx } from "hucre/xlsx";
import { describe, expect, test } from "vitest";
import { openArchive } from "@/server/spreadsheet/archive";
import { readTable } from "@/server/spreadsheet/read-table";
import { type Column, safeText, type Value, writeTemplate, writeWorkbook } from "@/server/spreadsheet/write-workbook";
import { fileOf } from "./by-hand";

const COLUMNS: readonly Column[] = [
  { header: "姓名", width: 12, kind: "text" },
  { header: "学时", width: 8, kind: "number" },
  { header: "日期", width: 12, kind: "date" },
];

async function written(rows: readonly (readonly Value[])[], columns = COLUMNS, sheet = "学分") {
  return fileOf(Buffer.from(await new Response(writeWorkbook(sheet, columns, rows)).arrayBuffer()));
}

async function cellsOf(file: string) {
  const read = await readTable(file);
  if (!read.ok) throw new Error(read.code);
  return read.table.rows.map(({ cells }) => cells);
}

async function xmlOf(file: string, name: string): Promise<string> {
  const archive = await openArchive(file, { entries: 99, inflatedBytes: 1 << 24 });
  const chunks: Buffer[] = [];
  const part = archive.entries.find((entry) => entry.name === name);
  for await (const chunk of part?.inflate() ?? []) chunks.push(chunk);
  archive.close();
  return Buffer.concat(chunks).toString();
}

describe("what was written", () => {
  test("is read again byte for byte: rare characters, the dot of names, numbers with zeros in front, dates", async () => {
    const rows = [
      ["𠮷田𬱖", 7.5, "2019-05-20"],
      ["买买提·艾力", null, "2000-02-29"],
      ["0041", 0, null],
      ["410725197003120010", -1, "2019年"],
      ["'a'", 1, null],
      ["a\nb <&>\"' _x0041_ ＝", 1, null],
    ];
    expect(await cellsOf(await written(rows))).toEqual(
      rows.map((row) => row.map((value) => (value === null ? "" : String(value)))),
    );
  });

  test("comes a piece at a time from rows that are still to be made", async () => {
    async function* rows() {
      for (let i = 1; i <= 3; i++) yield [`第${i}人`, i, null];
    }
    const file = fileOf(Buffer.from(await new Response(writeWorkbook("a/b:c", COLUMNS, rows())).arrayBuffer()));
    expect(await cellsOf(file)).toEqual([1, 2, 3].map((i) => [`第${i}人`, String(i), ""]));
  });

  test("has its heading frozen and its text in cells of text", async () => {
    const { sheets } = await readXlsx(readFileSync(await written([["0041", 1, null]])), { readStyles: true });
    expect(sheets[0]?.freezePane).toMatchObject({ rows: 1 });
    expect(sheets[0]?.cells?.get("1,0")?.style?.numFmt).toBe("@");
  });
});

describe("what a person wrote never becomes a formula", () => {
  const HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "﹦1",
    "−1",
    "\0=1",
  ];

  test.each(HOSTILE)("%j is marked as text", (text) => {
    expect(safeText(text)).toMatch(/^'/);
  });

  test("nor does a heading, and no cell holds one", async () => {
    const columns = HOSTILE.map((header) => ({ header, width: 8, kind: "number" as const }));
    const file = await written([HOSTILE], columns);
    const xml = await xmlOf(file, "xl/worksheets/sheet1.xml");
    expect(xml).not.toMatch(/<f[\s>/]/);
    const texts = [...xml.matchAll(/<t(?: [^>]*)?>([^<]*)<\/t>/g)].map(([, text]) => text);
    expect(texts).toHaveLength(2 * HOSTILE.length);
    expect(texts.filter((text) => !text?.startsWith("'"))).toEqual([]);
    expect((await cellsOf(file))[0]?.[0]).toBe("=1+1");
  });

  test("and half a character or a control character does not break the file", async () => {
    expect(await cellsOf(await written([["a\ud842b\u0001", 1, null]]))).toEqual([["a\ufffdb", "1", ""]]);
  });
});

describe("a template", () => {
  const columns: readonly Column[] = [
    { header: "姓名", width: 12, kind: "text" },
    { header: "角色", width: 8, kind: "text", choices: ["学员", "授课"] },
  ];

  test("is read as the table that was filled in, its notes passed over", async () => {
    const notes = { sheet: "说明", lines: ["一行一人。", "=不是公式"] };
    const file = fileOf(await writeTemplate({ sheet: "名册", columns, rows: [["赵一帆", "学员"]], notes }));
    expect(await readTable(file)).toEqual({
      ok: true,
      table: { sheet: "名册", header: ["姓名", "角色"], rows: [{ line: 2, cells: ["赵一帆", "学员"], problems: [] }] },
    });
  });

  test("offers its choices and has cells of text below its last row", async () => {
    const { sheets } = await readXlsx(await writeTemplate({ sheet: "名册", columns }), { readStyles: true });
    expect(sheets[0]?.dataValidations).toMatchObject([{ type: "list", range: "B2:B1001", values: ["学员", "授课"] }]);
    expect(await xmlOf(fileOf(await writeTemplate({ sheet: "名册", columns })), "xl/worksheets/sheet1.xml")).toContain(
      '<c r="A1001" s="1"/>',
    );
  });
});
