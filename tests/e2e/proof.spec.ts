import { expect, type Locator, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, MENGZHUANG, OTHERS, openInQueue, signIn, tick } from "./people";
import { aScan } from "./scan";

const teacher = OTHERS.fu;
const { city, citySecond } = DEMO_OFFICERS;
const county = { as: "staff", name: "", loginName: "county410782", office: "辉县市", shows: "" } as const;

const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };

async function expectPdf(page: Page, link: Locator): Promise<void> {
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toBe("application/pdf");
  expect((await answer.body()).subarray(0, 5).toString()).toBe("%PDF-");
}

async function approve(page: Page): Promise<void> {
  await openInQueue(page, teacher.name);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();
}

test("a teacher completes and has the certificate; a stranger verifies it; the city revokes the credit, and the stranger sees it", async ({
  page,
  browser,
}) => {
  test.slow();
  await page.setViewportSize(DESK);
  await signIn(page, teacher);
  await page.goto("/teacher/certificates");
  await expect(page.getByText("还差网络校本研修 36 学分")).toBeVisible();
  await expect(page.getByRole("button", { name: "领取证书" })).toHaveCount(0);

  await become(page, MENGZHUANG);
  await page.goto("/school/credits/new");
  await page.getByLabel("姓名、拼音首字母").fill(teacher.teacherNumber);
  await page.getByRole("button", { name: "查找" }).click();
  await page.getByRole("link", { name: new RegExp(teacher.name) }).click();
  await page.getByRole("link", { name: "学历提升（学历教育）" }).click();
  await page.getByLabel("原学历").selectOption({ label: "专科" });
  await page.getByLabel("取得的学历").selectOption({ label: "本科" });
  await page.getByLabel("毕业院校").fill("河南师范大学");
  await page.getByLabel("专业").fill("小学教育");
  await page.getByLabel("毕业日期").fill("2019-06-30");
  await page.getByLabel("毕业证书编号").fill("104765201905009001");
  await page.locator("[name='file:diploma']").setInputFiles(await aScan(41));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "登记并提交" }).click();
  await expect(page.getByText("已登记并提交上级。")).toBeVisible();

  await become(page, county);
  await page.goto("/county?source=degree");
  await approve(page);
  await become(page, city);
  await page.goto("/city?source=degree");
  await approve(page);

  await page.setViewportSize(PHONE);
  await become(page, teacher);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("本周期学分已完成");
  await expectPdf(page, page.getByRole("link", { name: "学分证明 PDF" }));
  await page.goto("/teacher/certificates");
  await page.getByRole("button", { name: "领取证书" }).click();
  await expect(page.getByText(/新继教证（2016-2020）第 \d+ 号/).first()).toBeVisible();
  await expectAccessible(page);
  await expectPdf(page, page.getByRole("link", { name: "证书 PDF" }));
  const verify = (await page.getByRole("link", { name: "公开核验页面" }).getAttribute("href")) ?? "";

  // Somebody else's browser, that nobody has signed in with.
  const elsewhere = await browser.newContext({ viewport: PHONE, locale: "zh-CN" });
  const stranger = await elsewhere.newPage();
  await stranger.goto("/verify");
  await expectAccessible(stranger);
  await stranger.getByLabel("核验码").fill(verify.replace("/verify/", "").toLowerCase().replaceAll("-", " "));
  await stranger.getByRole("button", { name: "核验" }).click();
  await expect(stranger.getByText("证书有效")).toBeVisible();
  await expect(stranger.getByText("傅*琳")).toBeVisible();
  expect(await stranger.content()).not.toContain(teacher.name);
  expect(await stranger.content()).not.toContain(teacher.teacherNumber);
  await expectAccessible(stranger);
  const wrong = await stranger.goto("/verify/0000-0000-0000-0000-0000-0000");
  expect(wrong?.status()).toBe(404);
  await expect(stranger.getByText("没有找到这张证书")).toBeVisible();
  await stranger.getByLabel("核验码").fill("0000 0000");
  await stranger.getByRole("button", { name: "核验" }).click();
  await expect(stranger.getByText("没有找到这张证书")).toBeVisible();
  await expect(stranger.getByLabel("核验码")).toHaveValue("0000 0000");
  const plain = await browser.newContext({ javaScriptEnabled: false, locale: "zh-CN" });
  const unscripted = await plain.newPage();
  const refusal = await unscripted.goto("/verify/0000-0000-0000-0000-0000-0000");
  expect(refusal?.status()).toBe(404);
  await expect(unscripted.getByText("没有找到这张证书")).toBeVisible();
  await plain.close();

  await page.setViewportSize(DESK);
  await become(page, citySecond);
  await page.goto("/city/credits?status=posted&source=degree");
  await page.getByLabel("查找教师（姓名、拼音或首字母）").fill(teacher.name);
  await page.getByRole("button", { name: "筛选" }).click();
  await page.getByRole("rowheader", { name: teacher.name }).getByRole("link").click();
  await page.getByRole("link", { name: "撤销学分" }).click();
  await expect(page.getByRole("main")).toContainText("证书");
  await page.getByLabel("理由").selectOption("not-an-upgrade");
  await page.getByRole("button", { name: "确认撤销" }).click();
  await expect(page.getByText("已撤销。")).toBeVisible();

  await stranger.goto(verify);
  await expect(stranger.getByText(/证书已于 \d{4}-\d{2}-\d{2} 撤销/)).toBeVisible();
  await expect(stranger.getByText("证书有效")).toHaveCount(0);
  await elsewhere.close();

  await become(page, teacher);
  await page.goto("/messages");
  await expect(page.getByText("证书已撤销").first()).toBeVisible();
  await page.goto("/teacher/certificates");
  await page.getByText("以前的证书").click();
  await expect(page.getByText("所记载的学分有变动")).toBeVisible();
});
