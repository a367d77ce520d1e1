import { expect, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, type DemoTeacher, YUANYANG_FIRST } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, fillMooc, openInQueue, signIn, tick } from "./people";
import { aScan } from "./scan";

const { zhang } = DEMO_ADMINISTRATORS;
/** Nobody else's journey tells her anything. */
const peng: DemoTeacher = {
  as: "teacher",
  name: "彭爱",
  teacherNumber: "4107250075",
  school: YUANYANG_FIRST,
  shows: "",
};
const COURSE = "中小学课堂观察";

test.describe.configure({ mode: "serial" });
test.use({ viewport: { width: 360, height: 740 } });

async function returnIt(page: Page): Promise<void> {
  await page.goto("/school/queue");
  await openInQueue(page, peng.name);
  await page.getByText("退回修改（可改正的问题）").click();
  const returning = page.locator("details", { hasText: "退回修改（可改正的问题）" });
  await returning.getByLabel("理由").selectOption("hours-differ");
  await returning.getByRole("button", { name: "退回修改" }).click();
  await expect(page.getByText("已退回。")).toBeVisible();
}

const inbox = (page: Page) => page.locator("header").first().getByRole("link", { name: /^消息/ }).first();

test("what the school returns reaches the teacher's phone: the count, the message, the claim to be mended; then the count is gone", async ({
  page,
}) => {
  await signIn(page, peng);
  await expect(inbox(page)).toHaveText("消息");
  await page.goto("/teacher/credits/new?kind=mooc");
  await fillMooc(page, { courseName: COURSE, certificateNumber: "E2E-MSG-1", certificateHours: "24" });
  await page.locator("[name='file:certificate']").setInputFiles(await aScan(61));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();

  await become(page, zhang);
  await returnIt(page);

  await become(page, peng);
  await expect(inbox(page)).toContainText("1 条未读");
  await inbox(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${peng.name} · 消息`);
  await expectAccessible(page);
  await page.getByRole("button", { name: new RegExp(`《${COURSE}》被退回.*填写的学时与证书不一致`) }).click();
  await expect(page).toHaveURL(/\/teacher\/credits\/[0-9a-f-]{36}$/);
  await expect(inbox(page)).toHaveText("消息");
  await page.getByRole("link", { name: "修改并重新提交" }).click();
  await page.locator("[name=certificateHours]").fill("18");
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "重新提交" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();

  await page.goto("/messages");
  await expect(page.getByRole("link", { name: new RegExp(`《${COURSE}》被退回`) })).toBeVisible();
  await page.getByRole("link", { name: "未读 0" }).click();
  await expect(page.getByText("没有未读消息。")).toBeVisible();
  await page.goto("/messages/settings");
  await expect(page.getByText("本系统暂未开通邮件发送")).toBeVisible();
  await expectAccessible(page);
});

test("without JavaScript it is read and marked as read as well", async ({ browser, page }) => {
  await signIn(page, zhang);
  await returnIt(page);
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const plain = await context.newPage();
  await signIn(plain, peng);
  await expect(inbox(plain)).toContainText("1 条未读");
  await inbox(plain).click();
  await plain.getByRole("button", { name: "全部标为已读" }).click();
  await expect(inbox(plain)).toHaveText("消息");
  await plain
    .getByRole("link", { name: new RegExp(`《${COURSE}》被退回`) })
    .first()
    .click();
  await expect(plain).toHaveURL(/\/teacher\/credits\/[0-9a-f-]{36}$/);
  await context.close();
});
