import { expect, test } from "@playwright/test";
import { DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, OTHERS, signIn, tick } from "./people";

const { city, citySecond } = DEMO_OFFICERS;

// Serial: the ledger is checked after a credit of the sample was revoked.
test.describe.configure({ mode: "serial", timeout: 180_000 });

const WIDTHS = [360, 1440] as const;

test("the city draws a sample, gives it out, finds one wrong and revokes it; the audit log tells of it", async ({
  page,
}) => {
  await signIn(page, city);
  await page.goto("/city/sampling");
  await expectAccessible(page);
  await page.getByLabel("开始日期").fill("2019-10-01");
  // The oldest of them: other journeys take the newest of their lists.
  await page.getByLabel("结束日期").fill("2019-10-20");
  await page.getByLabel("抽查比例（%）").fill("0");
  await page.getByRole("button", { name: "抽取" }).click();
  await expect(page.locator("#field-share-error")).toContainText("0.1%");
  await page.getByLabel("抽查比例（%）").fill("30");
  await page.getByRole("button", { name: "抽取" }).click();
  await expect(page.getByText("已抽取，请分给核对人员。")).toBeVisible();
  const run = new URL(page.url()).pathname;

  await page.getByRole("link", { name: "重新抽取并比对" }).click();
  await expect(page.getByText("重新抽取的结果与名单一致")).toBeVisible();

  await page.getByRole("button", { name: "平均分配" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toBeVisible();
  for (const officer of [city, citySecond]) await tick(page.getByLabel(officer.name));
  await page.getByRole("button", { name: "平均分配" }).click();
  await expect(page.getByText("已分配，并已通知核对人员。")).toBeVisible();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
  }

  await become(page, citySecond);
  await page.goto("/messages");
  await expect(page.getByText("抽查任务").first()).toBeVisible();
  await page.goto(`${run}?show=mine`);
  // Whom chance drew: but none of those whose credits other journeys count on.
  const named = [...Object.values(DEMO_TEACHERS), ...Object.values(OTHERS)].map(({ name }) => name);
  const first = page
    .locator("tbody th a")
    .filter({ hasNotText: new RegExp(named.join("|")) })
    .first();
  const teacher = ((await first.textContent()) ?? "").replace(/^\d+\. /, "");
  await first.click();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
  }
  await page.getByLabel("有误").check();
  await page.getByRole("button", { name: "登记结果" }).click();
  await expect(page.locator("#field-note-error")).toBeVisible();
  await page.getByLabel("说明").fill("证书编号查询不到");
  await page.getByRole("button", { name: "登记结果" }).click();
  await expect(page).toHaveURL(/\/city\/credits\/[0-9a-f-]{36}\/revoke/);
  await page.locator("[name=reason]").selectOption({ index: 1 });
  await page.locator("[name=note]").fill("抽查发现");
  await page.locator("form:has([name=reason]) button").last().click();
  await expect(page).toHaveURL(/done=revoke/);

  await page.goto(`${run}?show=wrong`);
  await expect(page.locator("tbody tr")).toHaveCount(1);
  await expect(page.locator("tbody tr")).toContainText("已撤销");
  await page.goto(`${run}?redraw=1`);
  await expect(page.getByText("重新抽取的结果与名单一致")).toBeVisible();

  await page.goto("/city/audit");
  await page.getByLabel("涉及的教师").fill(teacher);
  await page.getByLabel("操作人").fill(citySecond.name);
  await page.getByLabel("事项").selectOption("credits.revoke");
  await page.getByRole("button", { name: "查询" }).click();
  await expect(page.locator("tbody tr").first()).toContainText(teacher);
  await expect(page.locator("tbody tr").first()).toContainText("撤销");
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
  }
});

test("the whole ledger is checked from its page, and is whole", async ({ page }) => {
  await signIn(page, citySecond);
  await page.goto("/city/audit/ledger");
  await page.getByRole("button", { name: "开始核对" }).click();
  await expect(page.getByText("账本完整").first()).toBeVisible({ timeout: 90_000 });
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await expectAccessible(page);
  }
  await page.context().addCookies([{ name: "locale", value: "en", url: page.url() }]);
  for (const path of ["/city/audit/ledger", "/city/audit", "/city/sampling"]) {
    await page.goto(path);
    await expectAccessible(page);
  }
});
