import { expect, type Page, test } from "@playwright/test";
import { residentCheckSign } from "../../src/rules/identity";
import { expectAccessible } from "./accessible";
import { become, MOVERS, signIn, tick } from "./people";
import { aWorkbook, bring, expectCounts, mend, rowOf } from "./tables";

test.describe.configure({ timeout: 120_000 });

const { from, to, teacher } = MOVERS;

/** A resident ID number of somebody who was born in 1995; the serial tells them apart. */
function anIdNumber(serial: number): string {
  const digits = `41078219950615${String(serial).padStart(3, "0")}`;
  return digits + residentCheckSign(digits);
}

async function openTeacher(page: Page, name: string, filter = ""): Promise<void> {
  await page.goto(`/school/teachers?q=${encodeURIComponent(name)}${filter}`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name: "档案" })).toBeVisible();
}

async function fillTeacher(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByRole("button", { name: "添加", exact: true }).click();
}

test("a teacher moves to a school of another county when that school agrees; credits and history follow, the old school keeps no record", async ({
  page,
}) => {
  await signIn(page, from);
  await openTeacher(page, teacher.name);
  const posted = (await page.getByText(/^已入账 \d/).textContent()) ?? "";
  const address = new URL(page.url()).pathname;
  await page.getByRole("link", { name: "调动到其他学校" }).click();
  await page.getByLabel("学校名称或标识码").fill("祝楼");
  await page.getByRole("button", { name: "查找学校" }).click();
  await tick(page.getByRole("radio", { name: /原阳县祝楼乡中学/ }));
  await page.locator("[name=leavingDay]").fill("2019-12-15");
  await expectAccessible(page);
  await page.getByRole("button", { name: "发出调动申请" }).click();
  await expect(page.getByText("已发出调动申请，请等待对方学校答复。")).toBeVisible();

  await become(page, to);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/messages");
  await expect(page.getByText("申请将一名教师调入贵校").first()).toBeVisible();
  await page.goto("/school/transfers");
  const offer = page.getByRole("listitem").filter({ hasText: teacher.name });
  await expect(offer).toContainText("从 2019-12-16 起在本校任职");
  await expectAccessible(page);
  await offer.getByRole("button", { name: "同意接收" }).click();
  await expect(page.getByText("已同意接收，这名教师现在本校任职。")).toBeVisible();
  await openTeacher(page, teacher.name);
  await expect(page.getByText(posted)).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "2019-12-15，调出" })).toContainText(from.school);
  await expect(page.getByRole("listitem").filter({ hasText: "2019-12-16 起" })).toContainText(to.school);
  await expectAccessible(page);

  await become(page, from);
  await page.goto(`/school/teachers?post=all&q=${encodeURIComponent(teacher.name)}`);
  await expect(page.getByText("没有符合条件的教师。")).toBeVisible();
  await page.goto(address);
  await expect(page.getByRole("heading", { name: "档案" })).toBeHidden();

  await become(page, teacher);
  await expect(page.getByText(posted)).toBeVisible();
});

test("a teacher is taken on with the duty of the first day, and leaves again; the list tells both apart", async ({
  page,
}) => {
  const NAME = "鲁𠮷·安";
  await signIn(page, from);
  await page.getByRole("link", { name: "教师", exact: true }).first().click();
  await page.getByRole("link", { name: "添加教师" }).click();
  await expect(page.getByRole("row").filter({ hasText: "2019-07-01 至 2019-12-31" })).toContainText("2020 年");
  await expectAccessible(page);
  const identity = anIdNumber(101);
  const wrong = identity.slice(0, 17) + (identity.endsWith("1") ? "2" : "1");
  await fillTeacher(page, { teacherName: NAME, identity: wrong, hiredOn: "2019-09-02", subject: "物理" });
  await expect(page.getByRole("alert").filter({ hasText: "校验不通过" })).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await fillTeacher(page, { identity });
  await expect(page.getByText(`已添加${NAME}。本周期有任务的年度：2020 年。`)).toBeVisible();
  await expect(page.getByText("未填，补上之前不能登记学分")).toBeVisible();

  await page.getByText("办理离职或退休").click();
  await tick(page.getByRole("radio", { name: "离职" }));
  await page.locator("[name=leavingDay]").fill("2019-12-20");
  await page.getByRole("button", { name: "确认办理" }).click();
  await expect(page.getByText(`已为${NAME}办理离职。本周期没有学分任务。`)).toBeVisible();
  await page.goto(`/school/teachers?q=${encodeURIComponent(NAME)}`);
  await expect(page.getByText("没有符合条件的教师。")).toBeVisible();
  await page.getByRole("link", { name: "已办理离职、退休" }).click();
  await expect(page.getByRole("row").filter({ hasText: NAME })).toBeVisible();

  // Known by the number: taken on again once it is confirmed, not before.
  await page.goto("/school/teachers/new");
  await fillTeacher(page, { teacherName: NAME, identity, hiredOn: "2019-12-20" });
  await expect(page.getByRole("alert").filter({ hasText: "已有档案" })).toBeVisible();
});

test("new teachers are brought by a table: a dry run, a row that is mended, all of them taken on", async ({ page }) => {
  const rows = [1, 2, 3].map((serial) => ({
    name: `新教师${"甲乙丙"[serial - 1]}`,
    identity: anIdNumber(200 + serial),
    subject: "英语",
    hiredOn: serial === 2 ? "2019-13-01" : "2019-03-01",
  }));
  await signIn(page, from);
  await page.goto("/school/teachers");
  await page.getByRole("link", { name: "批量添加" }).click();
  await bring(page, "teachers", await aWorkbook("新教师", "teachers", rows));
  await expectCounts(page, 3, 2, 1);
  await expect(rowOf(page, 3)).toContainText("入职日期");
  await expectAccessible(page);
  await mend(page, 3, { hiredOn: "2019-03-01" });
  await expectCounts(page, 3, 3, 0);
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "确认添加" }).click();
  await expect(page.getByText("已添加 3 名教师")).toBeVisible({ timeout: 20_000 });
  await openTeacher(page, "新教师乙");
  await expect(page.getByText("2019、2020 年")).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a teacher is added, and a transfer is asked and taken back", async ({ page }) => {
    const NAME = "无脚本";
    await signIn(page, to);
    await page.goto("/school/teachers/new");
    await fillTeacher(page, { teacherName: NAME, identity: anIdNumber(301) });
    await expect(page.getByText("此项必填").first()).toBeVisible();
    await expect(page.locator("[name=teacherName]")).toHaveValue(NAME);
    await fillTeacher(page, { hiredOn: "2019-05-06" });
    await expect(page.getByText(`已添加${NAME}`)).toBeVisible();
    await page.getByRole("link", { name: "调动到其他学校" }).click();
    await page.getByLabel("学校名称或标识码").fill("3141002044");
    await page.getByRole("button", { name: "查找学校" }).click();
    await page.locator("[name=leavingDay]").fill("2019-12-19");
    await page.getByRole("button", { name: "发出调动申请" }).click();
    const line = page.getByRole("listitem").filter({ hasText: NAME });
    await expect(line).toContainText("待答复");
    await line.getByText("撤回申请").first().click();
    await line.getByRole("button", { name: "撤回申请" }).click();
    await expect(page.getByText("已撤回调动申请。")).toBeVisible();
  });
});
