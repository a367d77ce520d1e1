import { expect, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, signIn } from "./people";

const { city } = DEMO_OFFICERS;
const { wang } = DEMO_TEACHERS;

// What is changed here is changed for the whole city: so these journeys begin when all others have ended
// (playwright.config.ts), and the policy is put back at the end as a further version.
test.describe.configure({ mode: "serial", timeout: 120_000 });

/** From the list to the cycle 2016–2020. */
async function openCycle(page: Page): Promise<void> {
  await page.goto("/city/cycles");
  await page.getByRole("link", { name: /^2016.2020 周期$/ }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("周期");
}

/** Changes numbers of the policy, looks at what it would do and keeps it; answers when all balances are written anew. */
async function changePolicy(page: Page, fields: Record<string, string>, why: string, version: number): Promise<void> {
  await openCycle(page);
  await page.getByRole("link", { name: "修改政策" }).click();
  for (const [label, value] of Object.entries(fields))
    await page.getByLabel(label, { exact: false }).first().fill(value);
  await page.getByLabel("修改原因").fill(why);
  await page.getByRole("button", { name: "计算影响" }).click();
  await expect(page.getByRole("button", { name: `保存为第 ${version} 版` })).toBeVisible({ timeout: 40_000 });
  await page.getByRole("button", { name: `保存为第 ${version} 版` }).click();
  await expect(page.getByText(`已保存为第 ${version} 版，正在重新计算全部结果。`)).toBeVisible();
  await expect(page.getByText("正在按新版政策重新计算全部结果")).toBeHidden({ timeout: 40_000 });
  await page.goto("/city/cycles");
  await expect(page.getByText("正在重新计算")).toBeHidden();
}

test("the city previews a change of the policy, mends what contradicts, keeps it, and every teacher sees it", async ({
  page,
}) => {
  await signIn(page, city);
  await openCycle(page);
  await expect(page.getByText("360 学分").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "修改政策" }).click();
  await expectAccessible(page);
  await page.locator("[name='required.annualTotalTenths']").fill("60");
  await page.getByLabel("修改原因").fill("会议纪要");
  await page.getByRole("button", { name: "计算影响" }).click();
  await expect(page.locator("[id='field-required.annualTotalTenths-error']")).toContainText("乘以周期年数");
  await expect(page.locator("[name='required.annualTotalTenths']")).toHaveValue("60");
  await page.locator("[name='required.totalTenths']").fill("300");
  await page.getByRole("button", { name: "计算影响" }).click();
  await expect(page.getByRole("button", { name: "保存为第 2 版" })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("周期应修学分：360 学分 → 300 学分")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "保存为第 2 版" }).click();
  await expect(page.getByText("已保存为第 2 版")).toBeVisible();
  await expect(page.getByText("正在按新版政策重新计算全部结果")).toBeHidden({ timeout: 40_000 });

  await become(page, wang);
  await expect(page.getByText("/ 300")).toBeVisible();

  await become(page, city);
  const before = { 周期应修学分: "360", 每年应修学分: "72" };
  await changePolicy(page, before, "恢复原政策", 3);
  await openCycle(page);
  await expect(page.getByText("现行政策第 3 版")).toBeVisible();
});

test("the next cycle is made from this one; each teacher has a balance in both", async ({ page }) => {
  await signIn(page, city);
  await openCycle(page);
  await page.getByRole("link", { name: "封存周期" }).click();
  await expect(page.getByText("周期到 2020 年 12 月 31 日结束，此前不能封存")).toBeVisible();
  await expectAccessible(page);
  await openCycle(page);
  await page.getByRole("link", { name: "以本周期为基础建立下一周期" }).click();
  await page.getByLabel("起始年度").fill("2020");
  await page.getByLabel("结束年度").fill("2024");
  await page.getByLabel("建立的依据").fill("新周期文件");
  await page.getByRole("button", { name: "建立周期" }).click();
  await expect(page.locator("[id='field-cycle.fromYear-error']")).toContainText("重叠");
  await page.getByLabel("起始年度").fill("2021");
  await page.getByLabel("结束年度").fill("2025");
  await page.getByLabel("每年最低学分").fill("48");
  await page.getByLabel("每年最多计入的学分").fill("144");
  await page.getByRole("button", { name: "建立周期" }).click();
  await expect(page.getByText("周期已建立")).toBeVisible();
  await expect(page.getByText("48 学分")).toBeVisible();
  await expect(page.getByText("正在按新版政策重新计算全部结果")).toBeHidden({ timeout: 40_000 });
  await page.goto("/city/cycles");
  await expect(page.getByRole("row", { name: /2021.2025 周期/ })).toContainText("未开始");

  await become(page, wang);
  await page.getByRole("link", { name: /2021.2025 周期/ }).click();
  await expect(page).toHaveURL(/cycle=\d+/);
  await expect(page.getByRole("main").getByText("/ 360").first()).toBeVisible();
  await expectAccessible(page);
});
