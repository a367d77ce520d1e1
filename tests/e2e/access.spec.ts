import { expect, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible, expectEach } from "./accessible";
import { signIn } from "./people";

test.describe.configure({ timeout: 120_000 });

// Runs on the desk and on the phone.

test("public pages", async ({ page }) => {
  await expectEach(page, ["/sign-in", "/sign-in?as=school", "/sign-in?as=staff", "/notice", "/nothing-here"]);
});

test("a teacher's pages, in both languages", async ({ page }) => {
  await signIn(page, DEMO_TEACHERS.wang);
  const pages = ["/teacher", "/teacher/credits", "/teacher/credits/new", "/teacher/credits/new?kind=social-training"];
  await expectEach(page, [...pages, "/teacher/credits/new?kind=mooc", "/teacher/credits/new?kind=degree"]);
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page);
  await page.goto("/teacher/credits");
  await page.getByRole("link", { name: "教育技术与教学设计" }).click();
  await expect(page).toHaveURL(/credits\/[0-9a-f]{8}/);
  await expectAccessible(page);
  await page.context().addCookies([{ name: "locale", value: "en", url: page.url() }]);
  await expectEach(page, pages);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a returned claim, to be mended, and one's own password", async ({ page }) => {
  await signIn(page, DEMO_TEACHERS.zhou);
  await page.goto("/teacher/credits");
  await page.locator("li", { hasText: "已退回" }).getByRole("link").first().click();
  await expect(page).toHaveURL(/credits\/[0-9a-f]{8}/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "修改并重新提交" }).click();
  await expect(page).toHaveURL(/mend/);
  await expectAccessible(page);
  await expectEach(page, ["/messages", "/messages/settings", "/password"]);
});

test("a school's pages", async ({ page }) => {
  await signIn(page, DEMO_ADMINISTRATORS.zhang);
  await expectEach(page, ["/school", "/school/queue", "/school/credits", "/school/teachers", "/school/credits/new"]);
  await expectEach(page, [
    "/school/teachers/2",
    "/school/credits/new?teacher=2",
    "/school/credits/new?teacher=2&kind=mooc",
  ]);
  await page.goto("/school/queue");
  await page.locator("main section li a").last().click();
  await expect(page).toHaveURL(/entry=/);
  await expectAccessible(page);
});

test("a county's pages", async ({ page }) => {
  await signIn(page, DEMO_OFFICERS.yuanyangSecond);
  await expectEach(page, ["/county", "/county/credits", "/county/teachers"]);
  await page.goto("/county?flagged=1");
  await page.locator("main section li a").last().click();
  await expect(page).toHaveURL(/entry=/);
  await expectAccessible(page);
});

test("the city's pages", async ({ page }) => {
  await signIn(page, DEMO_OFFICERS.citySecond);
  await expectEach(page, ["/city", "/city/credits?status=posted&source=degree", "/city/teachers", "/city/teachers/1"]);
  await page.goto("/city/credits?status=posted&source=degree");
  await page.locator("tbody a").first().click();
  await expect(page).toHaveURL(/credits\/[0-9a-f]{8}/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "撤销学分" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("撤销已入账学分");
  await expectAccessible(page);
});
