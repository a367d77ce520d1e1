import { expect, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { readTable } from "../../src/server/spreadsheet/read-table";
import { become, signIn } from "./people";

/** «12 / 283，4%» */
const FIGURES = /(\d+) \/ (\d+)，\d+%$/;

async function countOf(page: Page): Promise<number> {
  const text = (await page.getByText(/^共 \d+ 人$/).textContent()) ?? "";
  return Number(/\d+/.exec(text)?.[0]);
}

test("the city follows a bar to the teachers behind it, and takes exactly those out; a county sees its own alone", async ({
  page,
}) => {
  await signIn(page, DEMO_OFFICERS.citySecond);
  await page.getByRole("link", { name: "统计", exact: true }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("统计");
  const card = page.locator("section").filter({ has: page.getByRole("heading", { name: "各县（市、区）完成情况" }) });
  const bar = card.getByRole("link", { name: /^红旗区教育局 / }).first();
  const [, complete = "", teachers = ""] = FIGURES.exec((await bar.getAttribute("aria-label")) ?? "") ?? [];
  await bar.click();
  await expect(page).toHaveURL(/teachers\?.*behind=1/);
  const behind = Number(teachers) - Number(complete);
  expect(await countOf(page)).toBe(behind);
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 Excel" }).click();
  const read = await readTable(await (await waiting).path());
  if (!read.ok) throw new Error(`the list can't be read: ${read.code}`);
  expect(read.table.rows).toHaveLength(behind);

  await page.goto("/city/planning");
  await expect(page.getByText("需要的名额")).toBeVisible();
  const cell = page
    .getByRole("row", { name: /^红旗区教育局/ })
    .last()
    .getByRole("link")
    .nth(3);
  const shown = Number(await cell.textContent());
  await cell.click();
  await expect(page).toHaveURL(/missing=total\.3/);
  expect(await countOf(page)).toBe(shown);

  await become(page, DEMO_OFFICERS.yuanyangSecond);
  await page.goto("/county/statistics");
  await expect(page.getByText("各学校完成情况").first()).toBeVisible();
  await expect(page.getByText("各县（市、区）完成情况")).toBeHidden();
  const school = page.getByRole("link", { name: /^原阳县/ }).first();
  await expect(school).toBeAttached();
  await expect(page.getByRole("link", { name: /^封丘县/ })).toHaveCount(0);
});
