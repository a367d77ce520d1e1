import { expect, test } from "@playwright/test";
import { DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { fillMooc, signIn } from "./people";
import { aScan } from "./scan";

test.use({ javaScriptEnabled: false });
test("without JavaScript: a claim with an error keeps everything, the scan included, and then goes through", async ({
  page,
}) => {
  await signIn(page, DEMO_TEACHERS.sun);
  await page.goto("/teacher/credits/new?kind=mooc");
  await fillMooc(page, { score: "50", certificateNumber: "E2E-XF-0009" });
  await page.locator("[name='file:certificate']").setInputFiles(await aScan(9));
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await expect(page.locator("[name=courseName]")).toHaveValue("学与教的心理学");
  await expect(page.getByText("证书9.png")).toBeVisible();
  await page.locator("[name=score]").fill("75");
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();
  await page.getByText("撤回申报").click();
  await page.getByRole("button", { name: "确认撤回" }).click();
  await expect(page.getByText("已撤回").first()).toBeVisible();
});

test("without JavaScript: a file that is no scan is refused in words beside its field, and nothing is lost", async ({
  page,
}) => {
  await signIn(page, DEMO_TEACHERS.sun);
  await page.goto("/teacher/credits/new?kind=mooc");
  await fillMooc(page, { certificateNumber: "E2E-XF-0010", term: "第9次开课" });
  const text = { name: "证书.jpg", mimeType: "image/jpeg", buffer: Buffer.from("just text, whatever its name says") };
  await page.locator("[name='file:certificate']").setInputFiles(text);
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("#field-certificate-error")).toContainText("JPEG");
  await expect(page.locator("[name=term]")).toHaveValue("第9次开课");
  const large = { name: "大图.png", mimeType: "image/png", buffer: Buffer.alloc(11 * 1024 * 1024, 1) };
  await page.locator("[name='file:certificate']").setInputFiles(large);
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("#field-certificate-error")).toContainText("10MB");
});
