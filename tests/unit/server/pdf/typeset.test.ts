import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, expect, test, vi } from "vitest";
import { type PrintedSummary, typesetCertificates, typesetSummary } from "@/server/pdf/summary-pdf";
import { countPages, TypesettingBusy, typeset } from "@/server/pdf/typeset";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../../factories/pdf";

// Each document is a process of its own.
vi.setConfig({ testTimeout: 60_000 });

const folder = mkdtempSync(path.join(os.tmpdir(), "typeset-"));
afterAll(() => rmSync(folder, { recursive: true }));

const aSummary = (rows: readonly (readonly string[])[]): PrintedSummary => ({
  lang: "zh",
  title: "慕课研修学员信息汇总表",
  facts: [["填报单位", "原阳县第一中学"]],
  columns: [
    { header: "序号", width: 6, kind: "number" },
    { header: "姓名", width: 12, kind: "text" },
    { header: "证书编号", width: 22, kind: "text" },
  ],
  rows,
  total: ["", "合计", ""],
  signatures: ["填表人", "审核人", "单位负责人（公章）", "日期"],
  hash: ["校验码", "ab".repeat(32)],
  page: ["第 ", " 页 共 ", " 页"],
});
const rowsOf = (count: number) => Array.from({ length: count }, (_, at) => [String(at + 1), "王建国", `A-${at}`]);
const isTagged = (pdf: Buffer) => /\/Marked true/.test(pdf.toString("latin1"));

test("a table is a tagged PDF that holds to PDF/UA-1", async () => {
  const pdf = await typesetSummary(aSummary(rowsOf(3)));
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
  expect(isTagged(pdf)).toBe(true);
  expect(pdf.toString("latin1")).toContain("pdfuaid:part");
});

test.skipIf(!HAS_PDFTOTEXT)("no text of the data is a command, however it looks", async () => {
  const hostile = [
    "#sys.version",
    '#read("/etc/passwd")',
    "$x^2$",
    "*a* _b_ `c`",
    '")]}; #panic()',
    "\\u{41}",
    "= 标题",
  ];
  const [page] = pagesOf(await typesetSummary(aSummary(hostile.map((text, at) => [String(at), text, ""]))));
  for (const text of hostile) expect(withoutSpaces(page ?? "")).toContain(withoutSpaces(text));
});

test.skipIf(!HAS_PDFTOTEXT)("the heading, the number of the page and the check code stand on every page", async () => {
  const pages = pagesOf(await typesetSummary(aSummary(rowsOf(90))));
  expect(pages.length).toBeGreaterThan(2);
  for (const [at, page] of pages.entries()) {
    expect(withoutSpaces(page)).toContain("序号姓名证书编号");
    expect(withoutSpaces(page)).toContain(`第${at + 1}页共${pages.length}页`);
    expect(page).toContain("ab".repeat(32));
  }
});

test.skipIf(!HAS_PDFTOTEXT)("seal and signatures never stand on a page without rows", async () => {
  for (let count = 27; count <= 34; count++) {
    const last = pagesOf(await typesetSummary(aSummary(rowsOf(count)))).at(-1) ?? "";
    expect(withoutSpaces(last)).toMatch(/王建国A-\d+合计填表人：审核人：单位负责人（公章）：日期：/);
  }
});

test.skipIf(!HAS_PDFTOTEXT)(
  "minority and rare names are shown; a sign that no font has is told by its number",
  async () => {
    const [page = ""] = pagesOf(
      await typesetSummary(
        aSummary([
          ["1", "买买提·艾力", "𬱖䶮㛃"],
          ["2", "𠮷\u{10fffd}", ""],
        ]),
      ),
    );
    expect(withoutSpaces(page)).toContain("买买提·艾力");
    expect(withoutSpaces(page)).toContain("𬱖䶮㛃");
    expect(withoutSpaces(page)).toMatch(/𠮷|〔U\+20BB7〕/u);
    expect(withoutSpaces(page)).toContain("〔U+10FFFD〕");
  },
);

test("pages of a PDF are counted; what is none, is cut off or can't be placed has none", async () => {
  const pdf = await typesetSummary(aSummary(rowsOf(60)));
  const files = { whole: pdf, half: pdf.subarray(0, pdf.length / 2), words: Buffer.from("%PDF-1.7\nno\n%%EOF") };
  for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, name), bytes);
  const placed = Object.fromEntries(Object.keys(files).map((name) => [`${name}.pdf`, path.join(folder, name)]));
  expect(await countPages(placed)).toEqual({ "whole.pdf": expect.any(Number), "half.pdf": 0, "words.pdf": 0 });
  expect((await countPages(placed))["whole.pdf"]).toBeGreaterThan(1);
});

test("a document that can't be made is a fault that quotes nothing of its data", async () => {
  const order = { template: "summary-table" as const, data: { title: "王建国" } };
  await expect(typeset(order)).rejects.toThrow(/typesetting ended with 1/);
  await expect(typeset(order)).rejects.not.toThrow(/王建国/);
});

test("a few wait for their turn, the next one is told that it is busy", async () => {
  const orders = Array.from({ length: 12 }, () => typesetSummary(aSummary(rowsOf(2))).catch((error) => error));
  const answers = await Promise.all(orders);
  expect(answers.filter((answer) => answer instanceof TypesettingBusy)).toHaveLength(4);
  expect(answers.filter((answer) => Buffer.isBuffer(answer))).toHaveLength(8);
  expect(Buffer.isBuffer(await typesetSummary(aSummary(rowsOf(2))))).toBe(true);
});

test("whoever goes away takes the work along, and the place is free for the next", async () => {
  const gone = new AbortController();
  const order = typesetSummary(aSummary(rowsOf(3_000)), gone.signal);
  setTimeout(() => gone.abort(), 300);
  await expect(order).rejects.toThrow(/abort/i);
  expect(Buffer.isBuffer(await typesetSummary(aSummary(rowsOf(2))))).toBe(true);
});

test("the program ends with its parent, in the middle of its work", async () => {
  const child = spawn(process.execPath, ["src/server/pdf/typeset-child.mjs"], {
    stdio: ["pipe", "pipe", "pipe", "ipc"],
  });
  const { columns, ...rest } = aSummary(rowsOf(5_000));
  const data = { ...rest, columns: columns.map((column) => ({ ...column, numeric: false })) };
  const template = path.resolve("src/server/pdf/summary-table.typ");
  child.stdin?.end(JSON.stringify({ do: "typeset", template, data, files: {}, accessible: true }));
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  child.disconnect();
  const [code, signal] = await once(child, "exit");
  expect([code, signal]).toEqual([null, "SIGKILL"]);
});

test.skipIf(!HAS_PDFTOTEXT)("certificates stand behind the table, each on its own page under its number", async () => {
  const picture = path.join(folder, "a.jpg");
  await sharp({ create: { width: 900, height: 600, channels: 3, background: "#fc8" } })
    .jpeg()
    .toFile(picture);
  const document = path.join(folder, "b.pdf");
  writeFileSync(document, await typesetSummary(aSummary(rowsOf(60))));
  const sheets = [
    { heading: "附件 1 · 王建国", first: true, file: "a.jpg", page: null, says: null },
    { heading: "附件 2 · 古丽·阿依", first: true, file: "b.pdf", page: 2, says: null },
    { heading: "附件 3 · 刘洋", first: true, file: null, page: null, says: "不能排入" },
  ];
  const files = { "a.jpg": picture, "b.pdf": document };
  const pages = pagesOf(await typesetCertificates(aSummary(rowsOf(2)), { sheets, files, withTable: true }));
  expect(pages.map(withoutSpaces)).toEqual([
    expect.stringContaining("序号姓名证书编号"),
    expect.stringMatching(/^附件1·王建国.*第2页共4页$/),
    expect.stringMatching(/^附件2·古丽·阿依.*序号姓名证书编号.*第3页共4页$/),
    expect.stringMatching(/^附件3·刘洋不能排入.*第4页共4页$/),
  ]);
});
