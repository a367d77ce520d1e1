import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readTable } from "@/server/spreadsheet/read-table";
import type { ReadOptions, Table } from "@/server/spreadsheet/table";
import { fileOf, textRow, type Workbook, workbookOf } from "./by-hand";

const fixture = (name: string) => `tests/fixtures/spreadsheet/${name}`;
const isHeader: ReadOptions["isHeader"] = (cells) => cells.includes("姓名");

async function tableOf(file: string, options: ReadOptions = { isHeader }): Promise<Table> {
  const read = await readTable(file, options);
  if (!read.ok) throw new Error(read.code);
  return read.table;
}

/** The cells below a heading of as many columns. */
async function cellsOf(cells: string, more: Omit<Workbook, "sheets"> = {}) {
  const heading = textRow(1, ...Array.from({ length: 8 }, (_, i) => `列${i}`));
  const rows = `${heading}<row r="2">${cells}</row>`;
  const { rows: read } = await tableOf(fileOf(workbookOf({ ...more, sheets: [{ name: "表", rows }] })), {});
  return { cells: read[0]?.cells.filter((text) => text !== "") ?? [], problems: read[0]?.problems ?? [] };
}

describe("a table from a spreadsheet program", () => {
  test("comes as a person sees it, with the lines of the program, below its title, from the one visible sheet with a table", async () => {
    const { sheet, header, rows } = await tableOf(fixture("roster.xlsx"));
    expect(sheet).toBe("名册");
    expect(header).toEqual(["姓名", "身份证号", "教师编号", "学校", "学时", "角色", "日期"]);
    expect(rows.map(({ line, cells }) => [line, ...cells])).toEqual([
      [3, "赵一帆", "410725197003120010", "4107250101", "原阳县第一小学", "8", "学员", "2019-05-20"],
      [4, "钱二妹", "410725198111051221", "4107250102", "原阳县第一小学", "7.5", "学员", "2019年5月20日"],
      [
        5,
        "𠮷田秀",
        "４１０７２５１９９５０６３０２０３４",
        "4107250103",
        "原阳县第二中学",
        "0.3",
        "学员",
        "2019-12-31",
      ],
      [7, "买买提·艾力", "410725197809210349", "0107250104", "原阳县第二中学", "#DIV/0!", "学员", "2019.5.20"],
      [8, "孙三妹", "410725198812304000", "4107250105", "原阳县第三中学", "8", "授课", "2016-02-29"],
      [9, "𬱖文", "41072519850101109X", "4107250106", "", "8", "学员", "TRUE"],
    ]);
  });

  test("names a formula without a value, a rounded number and every cell under a merge, and no other", async () => {
    const { rows } = await tableOf(fixture("roster.xlsx"));
    expect(rows.flatMap(({ line, problems }) => problems.map(({ column, code }) => [line, column, code]))).toEqual([
      [7, 4, "cell-formula"],
      [8, 1, "cell-digits-lost"],
      [8, 3, "cell-merged"],
      [9, 3, "cell-merged"],
    ]);
  });

  test("with days counted from 1904 has the same dates", async () => {
    const { rows } = await tableOf(fixture("dates-1904.xlsx"));
    expect(rows.map(({ cells }) => cells[1])).toEqual(["2019-09-01", "1904-01-01"]);
  });

  test("on two visible sheets is refused by their names", async () => {
    expect(await readTable(fixture("two-sheets.xlsx"))).toEqual({
      ok: false,
      code: "sheet-several",
      params: { sheets: "小学、中学" },
    });
  });

  test("behind hidden sheets and empty ones is found", async () => {
    const table = await tableOf(
      fileOf(
        workbookOf({
          sheets: [
            { name: "代码", rows: textRow(1, "姓名"), state: "veryHidden" },
            { name: "旧", rows: textRow(1, "姓名"), state: "hidden" },
            { name: "空", rows: '<row r="1"><c r="A1" s="0"/></row>' },
            { name: "名册", rows: textRow(1, "姓名") + textRow(4, "赵一帆") },
            { name: "说明", rows: textRow(1, "填表") },
          ],
        }),
      ),
    );
    expect(table).toEqual({ sheet: "名册", header: ["姓名"], rows: [{ line: 4, cells: ["赵一帆"], problems: [] }] });
  });

  test("of a sheet of notes alone is read; without any it is empty", async () => {
    const notes = { name: "说明", rows: textRow(1, "姓名") + textRow(2, "赵一帆") };
    expect((await tableOf(fileOf(workbookOf({ sheets: [notes] })))).rows).toHaveLength(1);
    expect(await readTable(fileOf(workbookOf({ sheets: [{ name: "表", rows: "" }] })))).toEqual({
      ok: false,
      code: "sheet-empty",
    });
  });

  test("without a heading among its first six rows is refused; without a wish for one the first row is it", async () => {
    const titles = (count: number) => Array.from({ length: count }, (_, i) => textRow(i + 1, `第${i}行`)).join("");
    const under = (count: number) =>
      fileOf(workbookOf({ sheets: [{ name: "表", rows: titles(count) + textRow(count + 1, "姓名") }] }));
    expect((await tableOf(under(5))).header).toEqual(["姓名"]);
    expect(await readTable(under(6), { isHeader })).toEqual({ ok: false, code: "sheet-no-header" });
    expect((await tableOf(under(5), {})).header).toEqual(["第0行"]);
    const few = fileOf(workbookOf({ sheets: [{ name: "表", rows: titles(2) }] }));
    expect(await readTable(few, { isHeader })).toEqual({ ok: false, code: "sheet-no-header" });
  });
});

describe("a cell", () => {
  test("of text has its runs put together, how it is pronounced left out, its escapes resolved", async () => {
    const strings =
      "<si><r><t>孙</t></r><r><rPr/><t>三妹</t></r><rPh><t>sun</t></rPh><phoneticPr/></si><si><t>_x0041_&amp;&#x20BB7;<![CDATA[<b>]]></t></si>";
    expect(await cellsOf('<c t="s"><v>0</v></c><c t="s"><v>1</v></c>', { strings })).toEqual({
      cells: ["孙三妹", "A&𠮷<b>"],
      problems: [],
    });
  });

  test("with a formula is its value, and a problem where that is missing or an error", async () => {
    const { cells, problems } = await cellsOf(
      '<c><f>1+1</f><v>2</v></c><c t="str"><f>A1</f><v>甲</v></c><c t="str"><f>B1</f><v></v></c><c><f>A2</f></c>' +
        '<c><f t="shared" si="0"/><v/></c><c t="e"><f>A9</f><v>#REF!</v></c><c t="str"><f>A9</f><v>#N/A</v></c><c t="e"><v>#NUM!</v></c>',
    );
    expect(cells).toEqual(["2", "甲", "#REF!", "#N/A", "#NUM!"]);
    expect(problems).toEqual([
      { column: 3, code: "cell-formula" },
      { column: 4, code: "cell-formula" },
      { column: 5, code: "cell-formula" },
      { column: 6, code: "cell-formula" },
      { column: 7, code: "cell-unreadable" },
    ]);
  });

  test("with NUL, a control character or half a character is unreadable, and what is left of it can be stored", async () => {
    const { cells, problems } = await cellsOf(
      textRow(2, "a_x0000_b", "c&#xD842;", "d&#1;", "e\u202e")
        .replace(/^<row[^>]*>/, "")
        .replace("</row>", ""),
    );
    expect(cells).toEqual(["a\ufffdb", "c\ufffd", "d\ufffd", "e\ufffd"]);
    expect(problems.map(({ code }) => code)).toEqual(Array(4).fill("cell-unreadable"));
  });

  test("of a truth or a date in ISO form is read", async () => {
    const cells =
      '<c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="d"><v>2019-05-20T08:00:00</v></c><c t="d"><v>x</v></c>';
    expect(await cellsOf(cells)).toEqual({
      cells: ["TRUE", "FALSE", "2019-05-20", "x"],
      problems: [{ column: 3, code: "cell-unreadable" }],
    });
  });

  test("is shown as a date by the formats that show one, and by no other", async () => {
    const formats = [14, 31, "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", "[$-804]mmmm", 22];
    const others = [0, 20, "[h]:mm", "mm:ss", "0.00E+00", "&quot;day&quot;0", "[Red]0", "General"];
    const row = (count: number) => Array.from({ length: count }, (_, i) => `<c s="${i}"><v>43605</v></c>`).join("");
    expect((await cellsOf(row(formats.length), { formats })).cells).toEqual(formats.map(() => "2019-05-20"));
    expect((await cellsOf(row(others.length), { formats: others })).cells).toEqual(others.map(() => "43605"));
  });

  test("of a number has the digits that a spreadsheet program keeps, zeros in front where its format shows them", async () => {
    const numbers = ["7.4999999999999996", "0.30000000000000004", "-3", "123456789012345", "1E2", "4107250104"];
    const row = numbers.map((number) => `<c><v>${number}</v></c>`).join("");
    expect(await cellsOf(`${row}<c s="1"><v>12</v></c>`, { formats: [0, "000000"] })).toEqual({
      cells: ["7.5", "0.3", "-3", "123456789012345", "100", "4107250104", "000012"],
      problems: [],
    });
    expect(await cellsOf("<c><v>4.10725197001011E+17</v></c><c><v>1000000000000000</v></c>")).toEqual({
      cells: ["410725197001011000", "1000000000000000"],
      problems: [
        { column: 0, code: "cell-digits-lost" },
        { column: 1, code: "cell-digits-lost" },
      ],
    });
  });

  test("under a merge is marked also where the merge begins in the heading, but the heading is read", async () => {
    const rows = textRow(1, "姓名", "学校") + textRow(2, "", "第一小学") + textRow(3, "赵一帆", "第二小学");
    const behind =
      '<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B3:XFD1048576"/><mergeCell ref="A3"/></mergeCells>';
    const table = await tableOf(fileOf(workbookOf({ sheets: [{ name: "表", rows, behind }] })));
    expect(table.header).toEqual(["姓名", "学校"]);
    expect(table.rows.map(({ problems }) => problems)).toEqual([
      [{ column: 0, code: "cell-merged" }],
      [{ column: 1, code: "cell-merged" }],
    ]);
  });
});

describe("a .csv", () => {
  test.each(["roster-utf8.csv", "roster-gb18030.csv"])(
    "%s is read by its content, with lines as a program shows them",
    async (name) => {
      const { header, rows } = await tableOf(fixture(name));
      expect(header).toEqual(["姓名", "身份证号", "教师编号", "学校", "学时", "角色"]);
      expect(rows).toEqual([
        {
          line: 2,
          cells: ["赵一帆", "410725197003120010", "0107250101", "原阳县第一小学", "8", "学员"],
          problems: [],
        },
        {
          line: 4,
          cells: ["买买提·艾力", "410725197809210349", "4107250104", '原阳县,第二"中学"', "7.5", "学员"],
          problems: [],
        },
        {
          line: 5,
          cells: ["𠮷田秀", "4.10725E+17", "4107250103", "原阳县\n第三中学", "8", "授课"],
          problems: [{ column: 1, code: "cell-digits-lost" }],
        },
        {
          line: 6,
          cells: ["𬱖文", "41072519850101109X", "4107250106", "原阳县第三中学", "8", "学员"],
          problems: [],
        },
      ]);
    },
  );

  test("in UTF-16, with tabs, with old line ends, is read", async () => {
    const bytes = Buffer.from("\ufeff姓名\t学时\r𠮷\t'8\r", "utf16le");
    for (const file of [fileOf(bytes), fileOf(Buffer.from(bytes).swap16())]) {
      expect((await tableOf(file)).rows).toEqual([{ line: 2, cells: ["𠮷", "8"], problems: [] }]);
    }
  });

  test.each<[string, Uint8Array | string, object]>([
    ["with a quote that never ends", 'a,b\n1,"2\n3,4', { code: "sheet-csv-broken", params: { line: 2 } }],
    ["with signs behind a quote", 'a,b\n"1"x,2', { code: "sheet-csv-broken", params: { line: 2 } }],
    ["in no encoding that is known", Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), { code: "sheet-encoding" }],
    ["of nothing", "", { code: "sheet-empty" }],
    ["of blanks", " ,\n\u3000,\n", { code: "sheet-empty" }],
    [
      "of a hundred and one columns",
      `a\n${",".repeat(100)}x`,
      { code: "sheet-too-many-columns", params: { most: 100 } },
    ],
  ])("%s is refused", async (_, bytes, refused) => {
    expect(await readTable(fileOf(bytes))).toEqual({ ok: false, ...refused });
  });

  test("with a NUL keeps its other cells", async () => {
    const { rows } = await tableOf(fileOf("姓名,学时\n张\0三,8"));
    expect(rows).toEqual([{ line: 2, cells: ["张\ufffd三", "8"], problems: [{ column: 0, code: "cell-unreadable" }] }]);
  });
});

describe("what is no table", () => {
  test.each<[string, Uint8Array | string, string]>([
    ["an old .xls", readFileSync(fixture("roster.xls")), "sheet-old-xls"],
    [
      "an old .doc",
      Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(600)]),
      "sheet-not-a-spreadsheet",
    ],
    ["a PDF", "%PDF-1.4\n1 0 obj", "sheet-not-a-spreadsheet"],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), "sheet-not-a-spreadsheet"],
    ["a web page that is named .xls", "<html><table><tr><td>1", "sheet-not-a-spreadsheet"],
  ])("%s is told so", async (_, bytes, code) => {
    expect(await readTable(fileOf(bytes))).toEqual({ ok: false, code });
  });
});
