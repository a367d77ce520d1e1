import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { readTable } from "@/server/spreadsheet/read-table";
import { type PrintedTable, writePrintedTable } from "@/server/spreadsheet/write-printed-table";
import { safeText } from "@/server/spreadsheet/write-workbook";
import { fileOf } from "./by-hand";

const HOSTILE = [
  "=cmd|'/C calc'!A0",
  "+1+1",
  "-2",
  "@SUM(1)",
  "\t=1",
  "＝1+1",
  "－1",
  "'单引号",
  "𠮷田",
  "买买提·艾力",
  "_x0041_",
  "410725199003120011",
  "0012345678901234567890",
];

const aTable = (texts: readonly string[]): PrintedTable => ({
  sheet: "慕课研修学员信息汇总表",
  title: "慕课研修学员信息汇总表（2016—2019年）",
  above: ["填报单位：原阳县第一中学", "登记批次：2016—2019年", `校验码：${"ab".repeat(32)}`],
  columns: [
    { header: "序号", width: 6, kind: "number" },
    { header: "姓名", width: 12, kind: "text" },
    { header: "毕业日期", width: 12, kind: "date" },
    { header: "学分", width: 8, kind: "number" },
  ],
  rows: texts.map((text, at) => [at + 1, text, "2019-06-30", 24.5]),
  total: ["", "合计", "", 318.5],
  below: ["", "填表人：　　审核人："],
  foot: "第 &P 页 共 &N 页",
});
const written = async (texts = HOSTILE) => fileOf(Buffer.from(await writePrintedTable(aTable(texts))));
const expected = HOSTILE.map((text, at) => [String(at + 1), text, "2019-06-30", "24.5"]);

test("is read again as it was written, hostile texts, ID numbers and rare names among them, below its title", async () => {
  const read = await readTable(await written(), { isHeader: (cells) => cells[0] === "序号" });
  if (!read.ok) throw new Error(read.code);
  expect(read.table.header).toEqual(["序号", "姓名", "毕业日期", "学分"]);
  expect(read.table.rows.slice(0, HOSTILE.length).map(({ cells, problems }) => [cells, problems])).toEqual(
    expected.map((cells) => [cells, []]),
  );
  expect(read.table.rows[HOSTILE.length]?.cells).toEqual(["", "合计", "", "318.5"]);
});

test("no cell is a formula; texts are cells of text, numbers are numbers", async () => {
  const { sheets } = await readXlsx(readFileSync(await written()), { readStyles: true });
  const [sheet] = sheets;
  for (const cell of sheet?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
  for (const [at] of HOSTILE.entries()) {
    expect(typeof sheet?.rows[at + 5]?.[1]).toBe("string");
    expect(typeof sheet?.rows[at + 5]?.[3]).toBe("number");
    expect(sheet?.cells?.get(`${at + 5},1`)?.style?.numFmt).toBe("@");
  }
});

test("prints on A4 landscape, as wide as the page, its heading on each page", async () => {
  const { sheets } = await readXlsx(readFileSync(await written()), { readStyles: true });
  expect(sheets[0]?.pageSetup).toMatchObject({
    paperSize: "a4",
    orientation: "landscape",
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: "$5:$5",
  });
  expect(sheets[0]?.headerFooter?.oddFooter).toBe("第 &P 页 共 &N 页");
  expect(sheets[0]?.columns?.map(({ width }) => Math.round(width ?? 0))).toEqual([6, 12, 12, 8]);
});

const HAS_LIBREOFFICE = spawnSync("soffice", ["--version"]).error === undefined;

test.skipIf(!HAS_LIBREOFFICE)("opens in LibreOffice with the same values", { timeout: 120_000 }, async () => {
  const file = await written();
  const folder = path.dirname(file);
  const settings = `-env:UserInstallation=file://${folder}/office`;
  // Semicolons, UTF-8, each text in quotes.
  const filter = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true";
  spawnSync("soffice", [settings, "--headless", "--convert-to", filter, "--outdir", folder, file]);
  const lines = readFileSync(`${file}.csv`, "utf8").split("\n");
  const rows = lines.slice(5, 5 + HOSTILE.length).map((line) => line.split(";"));
  expect(rows.map(([, name, day, credits]) => [name?.replace(/^"|"$/g, ""), day, credits])).toEqual(
    HOSTILE.map((text) => [safeText(text).replace("_x005F_", "_"), "2019-06-30", "24.5"]),
  );
});
