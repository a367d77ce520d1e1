import { expect, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_HOSTS, DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible, expectEach } from "./accessible";
import { become, signIn, tick } from "./people";

test.describe.configure({ timeout: 120_000 });

// Runs on the desk and on the phone, like the other pages. Each width reports a table of its own.

const { zhang } = DEMO_ADMINISTRATORS;
const TABLES = { desk: "学历提升教师信息汇总表", phone: "慕课研修学员信息汇总表" };

async function inEnglish(page: Page): Promise<void> {
  await page.context().addCookies([{ name: "locale", value: "en", url: page.url() }]);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expectAccessible(page);
}

test("a school's tables: the overview, a draft, a table that was reported and one that was returned", async ({ page }, {
  project,
}) => {
  const table = project.name === "phone" ? TABLES.phone : TABLES.desk;
  const source = project.name === "phone" ? "mooc" : "degree";
  await signIn(page, zhang);
  await expectEach(page, ["/school/summaries", "/school/summaries/draft/1/degree", "/school/summaries/draft/1/mooc"]);
  await page.goto(`/school/summaries/draft/1/${source}`);
  await page.getByRole("button", { name: /^上报 \d+ 条$/ }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page);
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: /^上报 \d+ 条$/ }).click();
  await expect(page.getByText("已上报。")).toBeVisible();
  await expectAccessible(page);
  await inEnglish(page);

  await become(page, DEMO_OFFICERS.yuanyangSecond);
  await expectEach(page, ["/county/summaries", `/county/summaries?source=${source}&status=reported`]);
  await page.goto(`/county/summaries?source=${source}&status=reported`);
  await page.getByRole("link", { name: zhang.school }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${zhang.school} · ${table}`);
  await page.locator("summary", { hasText: "退回更正" }).click();
  await expectAccessible(page);
  await page.getByLabel("理由").selectOption("table-other");
  await page.getByLabel("说明").fill("请核对后重新上报。");
  await page.getByRole("button", { name: "退回更正" }).click();
  await expect(page.getByText("已退回。")).toBeVisible();
  await become(page, zhang);
  await page.goto("/school/summaries");
  await expectAccessible(page);
  await page.locator(`#${source}-table`).getByRole("link", { name: "首次上报" }).click();
  await expect(page.getByText("此表已退回")).toBeVisible();
  await expectAccessible(page);
});

test("the tables of support teaching, of their hosts and of the city", async ({ page }) => {
  await signIn(page, DEMO_HOSTS.personnel);
  await page.getByRole("link", { name: "支教人员信息汇总表" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("新乡市教育局人事科 · 汇总表");
  await expectEach(page, ["/host/summaries", "/host/summaries/draft/1/support_teaching"]);
  await become(page, DEMO_OFFICERS.city);
  await expectEach(page, [
    "/city/summaries",
    "/city/summaries/draft/1/support_teaching",
    "/city/summaries?source=degree",
  ]);
  await inEnglish(page);
});
