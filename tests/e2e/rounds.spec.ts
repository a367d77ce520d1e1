import { expect, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, OTHERS, signIn, tick } from "./people";
import { aScan } from "./scan";

const { he, zhang } = DEMO_ADMINISTRATORS;
const { city, citySecond } = DEMO_OFFICERS;
const { liu } = DEMO_TEACHERS;
const { wang, wen } = OTHERS;

// What is moved here is moved for the whole city: so these journeys begin when all others have ended (playwright.config.ts).
test.describe.configure({ mode: "serial" });

/** The card of a round, on the city's page or at a school's home. */
const card = (page: Page, title: string) => page.locator("main section", { hasText: title }).first();

async function moveDegrees(page: Page, lastDay: string, why: string): Promise<void> {
  await page.goto("/city/rounds");
  await page.getByRole("link", { name: "调整2016—2019年批次学历提升的截止日期" }).click();
  await page.getByLabel("截止日期").fill(lastDay);
  await page.getByRole("button", { name: "调整截止日期" }).click();
  await expect(page.locator("#field-why-error")).toBeVisible();
  await page.getByLabel("原因").fill(why);
  await page.getByRole("button", { name: "调整截止日期" }).click();
  await expect(page.getByText("截止日期已调整，立即生效。")).toBeVisible();
}

async function fillDegree(page: Page, diplomaNumber: string, scan: number): Promise<void> {
  await page.getByLabel("原学历").selectOption({ label: "专科" });
  await page.getByLabel("取得的学历").selectOption({ label: "本科" });
  await page.getByLabel("毕业院校").fill("河南师范大学");
  await page.getByLabel("专业").fill("汉语言文学");
  await page.getByLabel("毕业证书编号").fill(diplomaNumber);
  await page.getByLabel("毕业日期").fill("2018-07-01");
  await page.getByLabel("毕业日期").blur();
  await page.locator("[name='file:diploma']").setInputFiles(await aScan(scan));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await tick(page.locator("[name=truthful]"));
}

test("the city makes round 2 for 2020; every school sees its last days", async ({ page }) => {
  await signIn(page, city);
  await page.goto("/city/rounds");
  await expectAccessible(page);
  const form = card(page, "2020年还没有批次");
  await form.getByLabel("起始年度").selectOption("2019");
  await form.getByLabel("学历提升截止日期").fill("2021-01-10");
  await form.getByLabel("慕课截止日期").fill("2021-01-15");
  await form.getByRole("button", { name: "新增批次" }).click();
  await expect(page.locator("#makefield-fromYear-error")).toContainText("2016—2019年的批次重叠");
  await expect(form.getByLabel("慕课截止日期")).toHaveValue("2021-01-15");
  await form.getByLabel("起始年度").selectOption("2020");
  await form.getByRole("button", { name: "新增批次" }).click();
  await expect(page.getByText("批次已新增")).toBeVisible();
  await expect(card(page, "2020年批次")).toContainText("2021-01-15");
  await expect(page.getByText("新增2020年批次：学历提升 2021-01-10 · 慕课 2021-01-15")).toBeVisible();
  await expect(page.getByText("本周期的各个年度都已归入批次")).toBeVisible();

  await become(page, zhang);
  await expect(card(page, "登记和上报期限")).toContainText("慕课（2020年）2021-01-15 截止，还有 392 天");
});

test("after a last day a school is late, and told whom to ask; the city lets it in again, and not its neighbour", async ({
  page,
}) => {
  // Nine people sign in, one after the other.
  test.slow();
  await signIn(page, city);
  await moveDegrees(page, "2019-12-19", "提前汇总");

  await become(page, zhang);
  await expect(card(page, "登记和上报期限")).toContainText("学历提升（2016—2019年）已于 2019-12-19 截止");
  await expect(card(page, "登记和上报期限")).toContainText("逾期");
  await expect(card(page, "登记和上报期限")).toContainText("市教师教育科");

  await become(page, wen);
  await page.goto("/teacher/credits/new?kind=degree");
  await fillDegree(page, "104765201805000077", 77);
  // Told while it is filled in, and once more when it is sent.
  await expect(page.getByRole("status").filter({ hasText: "2019-12-19截止" })).toBeVisible();
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByRole("alert").first()).toContainText("登记已于2019-12-19截止");
  await expect(page.getByRole("alert").first()).toContainText("由学校向市教师教育科申请重新开放");

  await become(page, citySecond);
  await page.goto("/city/rounds");
  await page.getByLabel("学校名称或十位代码").fill(zhang.schoolCode);
  await page.getByRole("button", { name: "查找学校" }).click();
  await page.getByRole("link", { name: zhang.school }).click();
  await expect(page.getByText(/系统通知该校 \d+ 名管理员/)).toBeVisible();
  await expect(page.getByText("慕课到 2020-01-15 才截止")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("开放至").fill("2019-12-19");
  await page.getByLabel("原因").fill("毕业证书补办，学校书面申请");
  await page.getByRole("button", { name: "重新开放", exact: true }).click();
  await expect(page.locator("#field-until-error")).toContainText("不能早于今天");
  await page.getByLabel("开放至").fill("2019-12-31");
  await page.getByRole("button", { name: "重新开放", exact: true }).click();
  await expect(page.getByText("已重新开放，并已通知该校管理员。")).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(zhang.school) })).toContainText("开放中");

  await become(page, zhang);
  await expect(card(page, "登记和上报期限")).toContainText("已为本校重新开放至 2019-12-31，还有 11 天");
  await page.getByRole("link", { name: /^消息/ }).first().click();
  await expect(page.getByText("到 2019-12-31 为止").first()).toBeVisible();

  await become(page, wang);
  await page.goto("/teacher/credits/new?kind=degree");
  await fillDegree(page, "104765201805000078", 78);
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();

  await become(page, he);
  await expect(page.locator("main")).not.toContainText("已为本校重新开放");

  await become(page, city);
  await moveDegrees(page, "2020-01-10", "恢复原日期");
});

test("rounds are nobody's page but the city's", async ({ page }) => {
  for (const person of [zhang, liu, DEMO_OFFICERS.yuanyang]) {
    await become(page, person);
    const answer = await page.goto("/city/rounds");
    expect(answer?.status()).toBe(403);
  }
});
