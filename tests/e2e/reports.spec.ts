import { expect, test } from "@playwright/test";
import { DEMO_HOSTS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { become, openInQueue, signIn, tick } from "./people";

const { gao, li } = DEMO_TEACHERS;
const { technology, research } = DEMO_HOSTS;
const TITLE = "2019年微课制作培训";

test("a teacher reports a training that is missing; the host adds it, the city approves it singly, the teacher sees it", async ({
  page,
}) => {
  await signIn(page, gao);
  await page.getByRole("link", { name: "我的培训" }).first().click();
  await page.getByRole("link", { name: "培训未登记？" }).click();
  await page.getByLabel("培训名称或主办单位").fill("微课制作");
  await page.getByRole("button", { name: "查找" }).click();
  await page.getByRole("link", { name: TITLE, exact: true }).click();
  await page.locator("[name=words]").fill("参加了第二期，签到册第3页。");
  await page.getByRole("button", { name: "提交反映" }).click();
  await expect(page.locator("#field-truthful-error")).toBeVisible();
  await expect(page.locator("[name=words]")).toHaveValue("参加了第二期，签到册第3页。");
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "提交反映" }).click();
  await expect(page.getByText("已送达主办单位。")).toBeVisible();
  await expect(page.getByText(`${technology.office}今天收到，尚未答复`)).toBeVisible();

  await become(page, research);
  await page.getByRole("link", { name: "查看未登记反映" }).click();
  await expect(page.getByRole("row").filter({ hasText: li.name })).toContainText("3 天");

  await become(page, technology);
  await page.goto("/host/reports");
  const report = page.getByRole("row").filter({ hasText: gao.name });
  await expect(report).toContainText("今天");
  await report.getByRole("link").click();
  await expect(page.getByText("参加了第二期，签到册第3页。")).toBeVisible();
  await expect(page.getByText("可以补登，计 16 学分。")).toBeVisible();
  await page.getByRole("button", { name: "补登", exact: true }).click();
  await expect(page.getByText("已补登，送交审核。")).toBeVisible();

  await become(page, DEMO_OFFICERS.citySecond);
  await page.goto("/city?source=project");
  await openInQueue(page, gao.name);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();

  await become(page, gao);
  await page.goto("/teacher/trainings");
  const mine = page.getByRole("listitem").filter({ has: page.getByRole("link", { name: TITLE, exact: true }) });
  await expect(mine.filter({ hasText: "已补登" })).toContainText(`${technology.office} 2019-12-20`);
  await expect(mine.filter({ hasText: "已入账" })).toContainText("16");
});
