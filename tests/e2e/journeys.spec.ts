import { expect, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { reasons } from "../../src/messages/zh-CN/reasons";
import { become, fillMooc, openInQueue, signIn, tick } from "./people";
import { aScan } from "./scan";

const { wang, li, chen } = DEMO_TEACHERS;
const { zhang, he } = DEMO_ADMINISTRATORS;
const { yuanyang, city, citySecond } = DEMO_OFFICERS;

// The journeys go through one city one after the other, as its people do; each begins where its people's credits stand.
test.describe.configure({ mode: "serial" });
const PHONE = { width: 360, height: 740 };
const DESK = { width: 1440, height: 900 };

test("1 a teacher sees the balance with its explanation on a phone, and declares a MOOC with a scan", async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await signIn(page, wang);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("还差 88 学分");
  await expect(page.getByText("已入账 272 / 360")).toBeVisible();
  await expect(page.getByText("网络校本研修 64 / 80")).toBeVisible();
  await expect(page.getByText("登记 20，计 16")).toBeVisible();
  await page.getByRole("link", { name: "依据 三.5" }).first().click();
  await expect(page.locator("[id='N3.5']")).toContainText("此80学分为必修学分，不能以其它学分顶替");
  await page.goto("/teacher");
  await page.getByRole("link", { name: "申报特殊学分" }).last().click();
  await page.getByRole("link", { name: "社会培训机构的证书" }).click();
  await expect(page.getByRole("link", { name: "依据 三.8" })).toBeVisible();
  await page.getByRole("link", { name: "中国大学MOOC（自主选学）" }).click();

  await fillMooc(page, { score: "59.9", certificateHours: "13.55" });
  await page.locator("[name=certificateHours]").fill("24");
  await page.locator("[name=certificateHours]").blur();
  await expect(page.getByRole("status").filter({ hasText: "60" })).toContainText("三.7");
  await page.locator("[name=score]").fill("91.5");
  await page.locator("[name=score]").blur();
  await expect(page.getByText("按证书学时登记：24 学分")).toBeVisible();
  await page.locator("[name=score]").fill("59.9");
  await page.locator("[name=certificateHours]").fill("13.55");
  await page.locator("[name='file:certificate']").setInputFiles(await aScan(1));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expect(page.locator("[name=courseName]")).toHaveValue("学与教的心理学");
  await page.locator("[name=certificateHours]").fill("24");
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("#field-score-error")).toContainText("60");
  await page.locator("[name=score]").fill("91.5");
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();
  await expect(page.getByText("原阳县第一中学审核中")).toBeVisible();
});

test("2 the school returns it with a reason, the teacher mends it, the school approves; a degree for a colleague", async ({
  page,
}) => {
  await signIn(page, zhang);
  await page.getByRole("link", { name: "去初审" }).click();
  await openInQueue(page, wang.name);
  await expect(page.getByRole("img", { name: /证书扫描件/ })).toBeVisible();
  await page.getByText("退回修改（可改正的问题）").click();
  const returning = page.locator("details", { hasText: "退回修改（可改正的问题）" });
  await returning.getByRole("button", { name: "退回修改" }).click();
  await expect(returning.getByRole("alert")).toBeVisible();
  await returning.getByLabel("理由").selectOption("hours-differ");
  await returning.getByLabel("说明").fill("证书上是 18 学时。");
  await returning.getByRole("button", { name: "退回修改" }).click();
  await expect(page.getByText("已退回。")).toBeVisible();

  await become(page, wang);
  await page.getByRole("link", { name: "学与教的心理学" }).click();
  await expect(page.getByText("证书上是 18 学时。")).toBeVisible();
  await page.getByRole("link", { name: "修改并重新提交" }).click();
  await expect(page.locator("[name=score]")).toHaveValue("91.5");
  await page.locator("[name=certificateHours]").fill("18");
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "重新提交" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();

  await become(page, zhang);
  await page.goto("/school/queue");
  await openInQueue(page, wang.name);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();

  await page.goto("/school/credits/new");
  await page.getByLabel("姓名、拼音首字母").fill("lxl");
  await page.getByRole("button", { name: "查找" }).click();
  await page.getByRole("link", { name: new RegExp(li.name) }).click();
  await page.getByRole("link", { name: "学历提升（学历教育）" }).click();
  await page.getByLabel("原学历").selectOption({ label: "专科" });
  await page.getByLabel("取得的学历").selectOption({ label: "本科" });
  await page.getByLabel("毕业院校").fill("河南师范大学");
  await page.getByLabel("专业").fill("汉语言文学");
  await page.getByLabel("毕业日期").fill("2018-07-01");
  await page.getByLabel("毕业证书编号").fill("104765201805000001");
  await page.locator("[name='file:diploma']").setInputFiles(await aScan(2));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "登记并提交" }).click();
  await expect(page.getByText("已登记并提交上级。")).toBeVisible();
  await expect(page.getByText("学校登记并初审")).toBeVisible();
});

test("3 the county reviews both with the scan beside the facts: refuses one with a reason, approves the other", async ({
  page,
}) => {
  await page.setViewportSize(DESK);
  await signIn(page, yuanyang);
  await page.goto("/county?source=mooc");
  await page.locator("main section a", { hasText: wang.name }).last().click();
  await expect(page.getByRole("definition").filter({ hasText: "学与教的心理学" })).toBeVisible();
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByRole("alert").first()).toContainText("确认");
  await tick(page.getByLabel("内容属于教育教学"));
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();

  await page.goto("/county?source=mooc");
  await openInQueue(page, wang.name);
  await page.getByText("不予认定（终局）").click();
  const refusing = page.locator("details", { hasText: "不予认定（终局）" });
  await refusing.getByLabel("理由").selectOption("not-about-education");
  await refusing.getByRole("button", { name: "不予认定" }).click();
  await expect(page.getByText("已不予认定。")).toBeVisible();

  await page.goto("/county?source=degree");
  await openInQueue(page, li.name);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();

  await become(page, wang);
  await page.goto("/teacher/credits");
  await page.getByRole("link", { name: "教育技术与教学设计" }).click();
  await expect(page.getByText(reasons["not-about-education"])).toBeVisible();
  await expect(page.getByRole("link", { name: "依据 三.7" }).first()).toBeVisible();
});

test("4 the city verifies; balance, bars and timeline show it; a city-direct school goes without the county", async ({
  page,
}) => {
  await signIn(page, city);
  for (const name of [wang.name, li.name]) {
    await page.goto("/city");
    await openInQueue(page, name);
    await page.getByRole("button", { name: /^通过/ }).click();
    await expect(page.getByText("已通过。")).toBeVisible();
  }
  await become(page, wang);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("还差 70 学分");
  await expect(page.getByText("已入账 290 / 360")).toBeVisible();
  await page.getByRole("link", { name: "学与教的心理学" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: "林芳" })).toContainText("通过");

  await become(page, li);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("本周期学分已完成");
  await expect(page.getByText("视同完成（实际取得 64 学分）")).toBeVisible();

  await become(page, chen);
  await page.goto("/teacher/credits/new?kind=mooc");
  await fillMooc(page, { certificateNumber: "E2E-XF-0002", certificateHours: "16" });
  await page.locator("[name='file:certificate']").setInputFiles(await aScan(3));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();
  await become(page, he);
  await page.goto("/school/queue");
  await openInQueue(page, chen.name);
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();
  await become(page, city);
  await openInQueue(page, chen.name);
  await tick(page.getByLabel("内容属于教育教学"));
  await page.getByRole("button", { name: /^通过/ }).click();
  await expect(page.getByText("已通过。")).toBeVisible();
  await become(page, chen);
  await expect(page.getByText("已入账 176 / 360")).toBeVisible();
});

test("5 the city revokes a posted credit with a reason: the balance falls, the history shows both", async ({
  page,
}) => {
  await signIn(page, citySecond);
  await page.goto("/city/credits?status=posted&source=mooc");
  await page.getByLabel("查找教师（姓名、拼音或首字母）").fill(wang.name);
  await page.getByRole("button", { name: "筛选" }).click();
  await page.getByRole("rowheader", { name: wang.name }).getByRole("link").click();
  await page.getByRole("link", { name: "撤销学分" }).click();
  await expect(page.getByText("学分减少 18")).toBeVisible();
  await page.getByRole("button", { name: "确认撤销" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await page.getByLabel("理由").selectOption("falsified");
  await page.getByRole("button", { name: "确认撤销" }).click();
  await expect(page.getByText("已撤销。")).toBeVisible();
  await become(page, wang);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("还差 88 学分");
  await page.goto("/teacher/credits");
  await page.getByRole("link", { name: "学与教的心理学" }).click();
  await expect(page.getByText(reasons.falsified)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "林芳" })).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "韩冰" })).toContainText("撤销");
});
