import { expect, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, OTHERS, signIn, tick } from "./people";

const { yao, yin } = OTHERS;
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };
const WORDS = "证书上的结课日期在本周期内，编号可以在平台上查到。\n请再核对一次。";

async function openRefused(page: Page): Promise<void> {
  await page.goto("/teacher/credits");
  await page.locator("li", { hasText: "不予认定" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/credits\/[0-9a-f]{8}/);
}

test("a teacher objects to a refusal; the city grants it and verifies the credit; the teacher sees it posted", async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize(PHONE);
  await signIn(page, yao);
  await openRefused(page);
  await expect(page.getByText("由市教育局决定。")).toBeVisible();
  await page.getByRole("button", { name: "提交复核申请" }).click();
  await expect(page.locator("#objectfield-objectionWords-error")).toBeVisible();
  await expectAccessible(page);
  await page.locator("[name=objectionWords]").fill(WORDS);
  await page.getByRole("button", { name: "提交复核申请" }).click();
  await expect(page.getByText("复核申请已提交")).toBeVisible();
  await expect(page.getByText("待复核")).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize(DESK);
  await become(page, DEMO_OFFICERS.city);
  await page.goto("/city/objections");
  await expectAccessible(page);
  await page.getByRole("row").filter({ hasText: yao.name }).getByRole("link").click();
  await expect(page.getByText("编号可以在平台上查到")).toBeVisible();
  await page.getByRole("button", { name: "维持不予认定" }).click();
  await expect(page.getByText("请写明维持不予认定的理由").first()).toBeVisible();
  await expectAccessible(page);
  await page.locator("[name=answer]").fill("已在平台核对，证书属实。");
  await page.getByRole("button", { name: "复核成立" }).click();
  await expect(page.getByText("已认定复核成立")).toBeVisible();
  await expect(page.getByText("复核成立，重新审核")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "去审核这条学分" }).click();
  await expect(page.getByRole("heading", { name: new RegExp(`^${yao.name} · `) })).toBeVisible();
  await tick(page.locator("[name=contentConfirmed]"));
  // Where the school was wrong to refuse, whoever decides looks into the account, too.
  const account = page.locator("[name=accountChecked]");
  if (await account.count()) await tick(account);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();

  await page.setViewportSize(PHONE);
  await become(page, yao);
  await page.goto("/messages");
  await page.getByRole("button", { name: /复核申请成立/ }).click();
  await expect(page.getByText("已在平台核对，证书属实。")).toBeVisible();
  await expect(page.getByText("已入账").first()).toBeVisible();
});

test("what waits one level up is seen, and not decided, by the county that refused it", async ({ page }) => {
  await signIn(page, yin);
  await openRefused(page);
  await expect(page.getByText("待复核")).toBeVisible();
  const path = new URL(page.url()).pathname.replace("/teacher/", "/county/");
  await become(page, DEMO_OFFICERS.yuanyang);
  await page.goto(path);
  await expect(page.getByText("属于教育教学内容")).toBeVisible();
  await expect(page.getByRole("button", { name: "复核成立" })).toHaveCount(0);
  await page.goto("/county/objections?show=decided");
  await expectAccessible(page);
});

test("before a credit is taken back the city sees what hangs on it", async ({ page }) => {
  await signIn(page, DEMO_OFFICERS.citySecond);
  await page.goto("/city/credits?status=posted&source=degree");
  await page.locator("tbody a").first().click();
  await page.getByRole("link", { name: "撤销学分" }).click();
  await expect(page.getByText("撤销后会发生什么")).toBeVisible();
  await expect(page.getByText("没有有效的证书")).toBeVisible();
  await expectAccessible(page);
});
