import { expect, type Page } from "@playwright/test";
import { IMPORT_FIELDS, type ImportFieldName, type ImportKind } from "../../src/rules/import-layouts";
import { readTable } from "../../src/server/spreadsheet/read-table";
import { writeWorkbook } from "../../src/server/spreadsheet/write-workbook";
import { tick } from "./people";

export type Row = Partial<Record<ImportFieldName, string | number>>;

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook as a spreadsheet program saves it, with the headings of the template; row 2 is the first. */
export async function aWorkbook(name: string, kind: ImportKind, rows: readonly Row[]) {
  const columns = IMPORT_FIELDS[kind].map(({ headings }) => ({
    header: headings[0],
    width: 20,
    kind: "text" as const,
  }));
  const cells = rows.map((row) => IMPORT_FIELDS[kind].map((field) => row[field.name] ?? null));
  const bytes = await new Response(writeWorkbook(name, columns, cells)).arrayBuffer();
  return { name: `${name}.xlsx`, mimeType: XLSX, buffer: Buffer.from(bytes) };
}

type File = Awaited<ReturnType<typeof aWorkbook>>;

/** Brings a table by the form of the page, and waits until the worker has read and judged it. */
export async function bring(page: Page, kind: ImportKind, file: File, scans?: Buffer): Promise<void> {
  const form = page.locator("form").filter({ has: page.locator(`[name=kind][value=${kind}]`) });
  await form.locator("[name=file]").setInputFiles(file);
  if (scans) {
    const zip = { name: "扫描件.zip", mimeType: "application/zip", buffer: scans };
    await form.locator("[name=scans]").setInputFiles(zip);
  }
  await form.getByRole("button", { name: "上传并核对" }).click();
  await expect(page).toHaveURL(/imports\/[0-9a-f]{8}/);
  await judged(page);
}

/** The page renews itself while the worker is at it; without JavaScript the reader does. */
export async function judged(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "核对结果" })).toBeVisible({ timeout: 20_000 });
}

/** What the dry run counts: so many rows, right ones, wrong ones. */
export async function expectCounts(page: Page, rows: number, right: number, wrong: number): Promise<void> {
  const verdicts = page.getByRole("list", { name: "按核对结果筛选" });
  await expect(verdicts).toContainText(`全部（${rows}）`);
  await expect(verdicts).toContainText(`有误（${wrong}）`);
  await expect(verdicts).toContainText(`正确（${right}）`);
}

/** The row of the dry run that stands on a line of the table. */
export const rowOf = (page: Page, line: number) =>
  page.getByRole("row").filter({ has: page.getByRole("link", { name: `改正第${line}行`, exact: true }) });

export async function mend(page: Page, line: number, fields: Record<string, string>): Promise<void> {
  await page.getByRole("link", { name: `改正第${line}行`, exact: true }).click();
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByRole("button", { name: "保存并核对" }).click();
  await expect(page.getByText("已保存并重新核对。")).toBeVisible();
}

export async function remove(page: Page, line: number): Promise<void> {
  await page.getByRole("link", { name: `改正第${line}行`, exact: true }).click();
  await page.getByRole("button", { name: "删去这一行" }).click();
  await expect(page.getByText("已删去。")).toBeVisible();
}

/** Takes the table out again, with its column of problems, and reads it as our own import would. */
export async function takeOut(page: Page) {
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "下载核对结果" }).click();
  const download = await waiting;
  const read = await readTable(await download.path());
  if (!read.ok) throw new Error(`the table can't be read: ${read.code}`);
  return { name: download.suggestedFilename(), ...read.table };
}

/** Confirms the table and waits until the worker has registered it. */
export async function confirmTable(page: Page, button: string): Promise<void> {
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: button }).click();
  await expect(page.getByText(/^已登记 \d+ 行/)).toBeVisible({ timeout: 20_000 });
}

/** Fills the form of a training, from the choice of its kind on, and keeps it. */
export async function makeProject(
  page: Page,
  base: string,
  kind: string,
  fields: Record<string, string>,
): Promise<void> {
  await page.goto(`${base}/projects/new`);
  await page.getByRole("link", { name: kind, exact: true }).click();
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByRole("button", { name: "保存项目" }).click();
  await expect(page.getByText("已保存。")).toBeVisible();
}

/** Opens a training that waits for the office of whoever is signed in. */
export async function openWaiting(page: Page, queue: string, title: string): Promise<void> {
  await page.goto(queue);
  await page.getByRole("link", { name: title, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
}

export async function approveProject(page: Page): Promise<void> {
  await page.getByRole("button", { name: "通过", exact: true }).click();
  await expect(page.getByText("已通过。")).toBeVisible();
}
