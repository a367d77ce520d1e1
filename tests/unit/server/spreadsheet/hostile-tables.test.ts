import { randomBytes } from "node:crypto";
import { writeXlsx } from "hucre/xlsx";
import { describe, expect, test, vi } from "vitest";
import { readTable } from "@/server/spreadsheet/read-table";
import { type Part, zipOf } from "../../../factories/zip";
import { fileOf, partsOf, textRow, workbookOf } from "./by-hand";

// Making the large ones takes longer than reading them may.
vi.setConfig({ testTimeout: 30_000 });

const ROSTER = { sheets: [{ name: "名册", rows: textRow(1, "姓名", "学时") + textRow(2, "赵一帆", "8") }] };
const SHEET = "xl/worksheets/sheet0.xml";

const withPart = (part: Part) => zipOf([...partsOf(ROSTER), part]);
/** The roster with one of its parts in place of its own. */
const instead = (name: string, change: (part: Part) => Partial<Part>) =>
  zipOf(partsOf(ROSTER).map((part) => (part.name === name ? { ...part, ...change(part) } : part)));
const withSheet = (change: (xml: string) => string) => instead(SHEET, ({ data }) => ({ data: change(String(data)) }));
const withRows = (rows: string) => workbookOf({ sheets: [{ name: "名册", rows }] });

const SOON = 10_000;

/** Code, and whether the answer came at once: nothing large may have been inflated or gone through. */
async function answerTo(bytes: Uint8Array | string) {
  const file = fileOf(bytes);
  const began = performance.now();
  const read = await readTable(file);
  return { code: read.ok ? "read" : read.code, soon: performance.now() - began < SOON };
}

test("the roster that the hostile ones are made from is read", async () => {
  expect(await answerTo(workbookOf(ROSTER))).toEqual({ code: "read", soon: true });
});

describe("by its directory alone is refused", () => {
  test.each<[string, () => Buffer, string]>([
    [
      "a part that shrinks a thousandfold",
      () => withPart({ name: "xl/a.xml", data: Buffer.alloc(5_000_000) }),
      "sheet-bomb",
    ],
    [
      "a lot that is 300 MB when inflated",
      () => zipOf([...partsOf(ROSTER), ...[1, 2, 3].map((i) => ({ name: `${i}.bin`, data: "x", told: 100 << 20 }))]),
      "sheet-bomb",
    ],
    [
      "twenty thousand parts",
      () => zipOf(Array.from({ length: 20_000 }, (_, i) => ({ name: `xl/${i}.xml`, data: "" }))),
      "sheet-bomb",
    ],
    ["a way out of the folder", () => withPart({ name: "../../etc/passwd", data: "x" }), "sheet-unsafe"],
    ["a way out in the manner of Windows", () => withPart({ name: "xl\\..\\..\\x", data: "x" }), "sheet-unsafe"],
    ["an absolute path", () => withPart({ name: "/etc/passwd", data: "x" }), "sheet-unsafe"],
    ["a drive", () => withPart({ name: "C:/x", data: "x" }), "sheet-unsafe"],
    ["a link", () => withPart({ name: "xl/x", data: "/etc/passwd", unixMode: 0o120777 }), "sheet-unsafe"],
    ["the same part twice", () => withPart({ name: SHEET.toUpperCase(), data: "x" }), "sheet-unsafe"],
    ["a part with a password", () => withPart({ name: "xl/x.xml", data: "x", flags: 1 }), "sheet-encrypted"],
  ])("%s", async (_, bytes, code) => {
    expect(await answerTo(bytes())).toEqual({ code, soon: true });
  });
});

describe("while inflating is refused", () => {
  test("a part that is larger than the directory told", async () => {
    const bytes = instead(SHEET, () => ({ data: `<worksheet>${" ".repeat(20_000_000)}`, told: 400 }));
    expect(await answerTo(bytes)).toEqual({ code: "sheet-bomb", soon: true });
  });

  test("a part that is smaller than told, or cut off", async () => {
    expect((await answerTo(instead(SHEET, () => ({ told: 4_000 })))).code).toBe("sheet-broken");
    const whole = workbookOf(ROSTER);
    expect((await answerTo(whole.subarray(0, whole.length / 2))).code).toBe("sheet-broken");
  });

  const ENTITY = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
  test.each<[string, () => Buffer]>([
    ["in the sheet", () => withSheet((xml) => xml.replace("<worksheet", `${ENTITY}<worksheet`))],
    ["between cells", () => withSheet((xml) => xml.replace("</sheetData>", `${ENTITY}</sheetData>`))],
    ["in a part that nobody reads", () => withPart({ name: "docProps/core.xml", data: `<?xml?>${ENTITY}<x/>` })],
    ["behind a long comment", () => withPart({ name: "a.rels", data: `<!--${"x".repeat(99_999)}-->${ENTITY}<x/>` })],
    ["in UTF-16", () => withPart({ name: "a.xml", data: Buffer.from(`\ufeff${ENTITY}<x/>`, "utf16le") })],
  ])("a document type %s", async (_, bytes) => {
    expect(await answerTo(bytes())).toEqual({ code: "sheet-unsafe", soon: true });
  });

  test("an entity that nobody declared", async () => {
    expect((await answerTo(withSheet((xml) => xml.replace("赵一帆", "&a;")))).code).toBe("sheet-broken");
  });

  test.each<[string, string, string]>([
    ["at XFD1048576", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "sheet-too-many-columns"],
    ["at XFD1", '<row r="1"><c r="XFD1"><v>1</v></c></row>', "sheet-too-many-columns"],
    ["at CW1, the hundred and first column", '<row r="1"><c r="CW1"><v>1</v></c></row>', "sheet-too-many-columns"],
    ["beyond the last column", '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "sheet-broken"],
    ["below the last line", '<row r="1048577"><c><v>1</v></c></row>', "sheet-too-many-rows"],
    ["in line 1e308", '<row r="1e308"><c><v>1</v></c></row>', "sheet-too-many-rows"],
    ["in a line of its own", '<row r="1"><c r="A2"><v>1</v></c></row>', "sheet-broken"],
    ["twice", '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>', "sheet-broken"],
    ["in rows in no order", textRow(2, "a") + textRow(1, "b"), "sheet-broken"],
    ["with a text that is not there", '<row r="1"><c t="s"><v>7</v></c></row>', "sheet-broken"],
    ["of a million signs", textRow(1, "x".repeat(1_000_000)), "sheet-broken"],
    ["of a million signs in pieces", textRow(1, "xxxxx<!---->".repeat(200_000)), "sheet-broken"],
    ["a thousand elements deep", `<row>${"<c>".repeat(1_000)}${"</c>".repeat(1_000)}</row>`, "sheet-broken"],
    ["in a tag that never ends", `<row r="1"><c ${"a".repeat(2_000_000)}`, "sheet-broken"],
    ["with attributes without values", `<row ${"a".repeat(200_000)}></row>`.repeat(5), "sheet-empty"],
    ["that closes another", "<row><c></row></c>", "sheet-broken"],
  ])("a cell %s", async (_, rows, code) => {
    expect(await answerTo(withRows(rows))).toEqual({ code, soon: true });
  });

  test("a sheet that ends in the middle, which would pass for a shorter one", async () => {
    expect((await answerTo(withSheet((xml) => xml.slice(0, xml.indexOf("</sheetData>"))))).code).toBe("sheet-broken");
  });

  test("merges that lie over each other, which could be gone through without end", async () => {
    const rows = textRow(1, "a") + textRow(2, "b");
    const behind = `<mergeCells>${'<mergeCell ref="A1:B9"/>'.repeat(2)}</mergeCells>`;
    expect((await answerTo(workbookOf({ sheets: [{ name: "表", rows, behind }] }))).code).toBe("sheet-broken");
  });

  test("a text that a thousand cells refer to, which would be that many once it is stored", async () => {
    const strings = `<si><t>${"长".repeat(50_000)}</t></si>`;
    const rows = textRow(1, "a") + Array.from({ length: 1_000 }, () => '<row><c t="s"><v>0</v></c></row>').join("");
    expect((await answerTo(workbookOf({ sheets: [{ name: "表", rows }], strings }))).code).toBe("sheet-bomb");
  });

  test("a tag of eleven million signs, which could be looked through again with every piece of it", async () => {
    expect(await answerTo(withRows(`<row ${randomBytes(8_000_000).toString("base64")}`))).toEqual({
      code: "sheet-broken",
      soon: true,
    });
  });

  test("many sheets of one part", async () => {
    const target = (xml: string) => xml.replaceAll("sheet1.xml", "sheet0.xml");
    const bytes = zipOf(
      partsOf({ sheets: [...ROSTER.sheets, { name: "二", rows: "" }] }).map((part) =>
        part.name === "xl/_rels/workbook.xml.rels" ? { ...part, data: target(String(part.data)) } : part,
      ),
    );
    expect((await answerTo(bytes)).code).toBe("sheet-broken");
  });

  test("rows, text and bytes beyond the limits that are given", async () => {
    const rows = Array.from({ length: 5 }, (_, i) => textRow(i + 1, "x")).join("");
    const file = fileOf(withRows(rows));
    expect((await readTable(file, { limits: { rows: 4 } })).ok).toBe(true);
    expect(await readTable(file, { limits: { rows: 3 } })).toEqual({
      ok: false,
      code: "sheet-too-many-rows",
      params: { most: 3 },
    });
    expect(await readTable(file, { limits: { inflatedBytes: 1_000 } })).toEqual({ ok: false, code: "sheet-bomb" });
    expect(await readTable(file, { limits: { fileBytes: 1_000 } })).toMatchObject({ code: "sheet-too-large" });
  });
});

describe("what is taken", () => {
  test("a cell in the last line of all", async () => {
    const read = await readTable(
      fileOf(withRows(`${textRow(1, "a")}<row r="1048576"><c r="A1048576"><v>1</v></c></row>`)),
    );
    expect(read).toMatchObject({ ok: true, table: { rows: [{ line: 1_048_576, cells: ["1"] }] } });
  });

  test("a format that reaches to the last column, with nothing in its cells", async () => {
    expect((await answerTo(withRows(`${textRow(1, "a")}<row r="2"><c r="XFD2" s="0"/></row>`))).code).toBe("read");
  });

  test("macros and pictures, which are never looked at", async () => {
    expect((await answerTo(withPart({ name: "xl/vbaProject.bin", data: Buffer.alloc(99) }))).code).toBe("read");
  });
});

test("a workbook with a password is told so", async () => {
  const sheets = [{ name: "表", rows: [["姓名"], ["赵一帆"]] }];
  const bytes = await writeXlsx({ sheets, encryption: { password: "x", spinCount: 10 } });
  expect(await answerTo(bytes)).toEqual({ code: "sheet-encrypted", soon: true });
});

test("a .zip of something else is no spreadsheet", async () => {
  expect((await answerTo(zipOf([{ name: "word/document.xml", data: "<document/>" }]))).code).toBe(
    "sheet-not-a-spreadsheet",
  );
  expect((await answerTo(instead("xl/workbook.xml", () => ({ data: "<document/>" })))).code).toBe(
    "sheet-not-a-spreadsheet",
  );
});
