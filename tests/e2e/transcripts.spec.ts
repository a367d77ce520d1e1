import { expect, type Locator, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, signIn } from "./people";

const { zhang } = DEMO_ADMINISTRATORS;
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };

/** What a link leads to is a PDF; a browser without a window has no viewer to show it in. */
async function expectPdf(page: Page, link: Locator, name: string): Promise<void> {
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect(answer.headers()["content-disposition"]).toContain(encodeURIComponent(name));
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
}

test("a teacher takes the transcript from the home, the school and the county from the teacher's page", async ({
  page,
}) => {
  const { wang } = DEMO_TEACHERS;
  const link = page.getByRole("link", { name: "学分证明 PDF" });
  await page.setViewportSize(PHONE);
  await signIn(page, wang);
  await expectPdf(page, link, `学分证明 ${wang.name}`);
  for (const [staff, list] of [
    [zhang, "/school/teachers"],
    [DEMO_OFFICERS.yuanyang, "/county/teachers"],
  ] as const) {
    await become(page, staff);
    await page.goto(`${list}?q=${wang.teacherNumber}`);
    await page.getByRole("main").getByRole("link", { name: wang.name }).click();
    await expect(page).toHaveURL(/teachers\/\d+$/);
    await expectAccessible(page);
    await expectPdf(page, link, `学分证明 ${wang.name}`);
  }
});

test("a school prints the transcripts of all its teachers: ordered, made by the worker, opened as a PDF", async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize(DESK);
  await signIn(page, zhang);
  await page.goto("/school/teachers");
  await page.getByRole("link", { name: "打印全校学分证明" }).click();
  await expect(page.getByRole("heading", { name: /^在岗教师 \d+ 人$/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /生成/ }).click();
  await expect(page).toHaveURL(/order=/);
  const link = page.getByRole("link", { name: "打开学分证明 PDF" });
  await expect(link).toBeVisible({ timeout: 90_000 });
  await expectPdf(page, link, "学分证明");
  await expectAccessible(page);
  await page.setViewportSize(PHONE);
  await expectAccessible(page);
  await expect(page.getByRole("button", { name: "重新生成" })).toBeVisible();
});
