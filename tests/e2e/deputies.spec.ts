import { expect, test } from "@playwright/test";
import { DEMO_HOSTS, DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, signIn } from "./people";

const { yuanyang: absent } = DEMO_OFFICERS;
const { yuanyang: deputy } = DEMO_HOSTS;

test("a county officer who is away names a deputy, who reviews in the county's name until it is ended", async ({
  page,
}) => {
  await signIn(page, absent);
  await page.getByRole("link", { name: "代办" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("原阳县教育局 · 代办");
  await page.locator("[name=deputy]").selectOption({ label: `${deputy.name} · ${deputy.office}` });
  await page.locator("[name=toDay]").fill("2019-12-19");
  await page.getByRole("button", { name: "指定代办人" }).click();
  await expect(page.getByRole("alert").first()).toContainText("结束日期不能早于");
  await expectAccessible(page);
  await page.locator("[name=toDay]").fill("2019-12-31");
  await page.getByRole("button", { name: "指定代办人" }).click();
  await expect(page.getByText("已指定，代办人会收到消息。")).toBeVisible();

  const other = await (await page.context().browser())?.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai" });
  if (!other) throw new Error("the browser opens another window");
  const theirs = await other.newPage();
  await signIn(theirs, deputy);
  await theirs.getByRole("link", { name: /^消息/ }).first().click();
  await expect(theirs.getByText(/代办/).first()).toBeVisible();
  await theirs.goto("/deputies");
  await theirs.getByRole("button", { name: "切换到原阳县教育局" }).click();
  await expect(theirs.getByRole("heading", { level: 1 })).toHaveText(/^原阳县教育局 · 待审核/);

  await page.getByText("结束代办", { exact: true }).first().click();
  await page.getByRole("button", { name: "结束代办" }).click();
  await expect(page.getByText("已结束代办。")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/sign-in/);
  await other.close();
  await become(page, deputy);
  await page.goto("/deputies");
  await expect(page.getByRole("button", { name: "切换到原阳县教育局" })).toBeHidden();
  await expectAccessible(page);
});
