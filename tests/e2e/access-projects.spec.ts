import { expect, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_HOSTS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { expectAccessible, expectEach } from "./accessible";
import { OTHERS, signIn, tick } from "./people";
import { aWorkbook, bring, openWaiting, rowOf } from "./tables";

test.describe.configure({ timeout: 120_000 });

// Runs on the desk and on the phone, like the other pages.

const { li, gao } = DEMO_TEACHERS;

/** Opens by a link, and looks at what it leads to. */
async function follow(page: Page, link: string | RegExp): Promise<void> {
  const before = page.url();
  await page.getByRole("main").getByRole("link", { name: link }).first().click();
  await expect(page).not.toHaveURL(before);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
}

test("a host's pages: a training from its form to the dry run of its roster", async ({ page }, { project }) => {
  await signIn(page, DEMO_HOSTS.research);
  await expectEach(page, ["/host", "/host/reports", "/host/projects/new", "/host/projects/new?kind=department"]);
  await page.goto("/host/projects/new?kind=lecture");
  await page.getByRole("button", { name: "保存项目" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectAccessible(page);
  // A training of its own for each width, for each has one roster in the making.
  const fields = {
    title: `送教下乡（2019年冬季，${project.name}）`,
    startsOn: "2019-12-14",
    endsOn: "2019-12-14",
    hours: "4",
  };
  for (const [name, value] of Object.entries(fields)) await page.locator(`[name=${name}]`).fill(value);
  await page.getByRole("button", { name: "保存项目" }).click();
  await expect(page.getByText("已保存。")).toBeVisible();
  await expectAccessible(page);
  await follow(page, "填写或导入名单");
  const table = await aWorkbook("听讲名单", "roster", [
    { name: OTHERS.zeng.name, teacherNumber: OTHERS.zeng.teacherNumber },
    { name: "查无此人", teacherNumber: "4107259999", hours: 30 },
  ]);
  await bring(page, "roster", table);
  await expect(rowOf(page, 3)).toContainText("没有找到这位教师");
  await expectAccessible(page);
  await follow(page, "改正第3行");
  await page.goBack();
  await page.context().addCookies([{ name: "locale", value: "en", url: page.url() }]);
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expectAccessible(page);
});

test("a report before its host, and its teacher's pages of trainings", async ({ page }) => {
  await signIn(page, DEMO_HOSTS.research);
  await page.goto("/host/reports");
  await follow(page, li.name);
  await page.context().clearCookies();
  await signIn(page, gao);
  await expectEach(page, ["/teacher/trainings", "/teacher/reports/new?q=培训", "/teacher/reports/new?describe=1"]);
  await page.context().clearCookies();
  await signIn(page, li);
  await page.goto("/teacher/trainings");
  await follow(page, "2019年地理命题与评价研修");
});

test("a school's trainings, and its tables of MOOCs", async ({ page }) => {
  await signIn(page, DEMO_ADMINISTRATORS.zhang);
  await expectEach(page, [
    "/school/projects",
    "/school/projects/new?kind=commissioned",
    "/school/imports",
    "/school/reports",
  ]);
  await page.goto("/school/projects?status=returned");
  await follow(page, "原阳县第一中学2019年班主任队伍建设研修");
  await follow(page, "修改项目内容和材料");
});

test("a county's trainings, and what it decides", async ({ page }) => {
  await signIn(page, DEMO_OFFICERS.yuanyangSecond);
  await expectEach(page, ["/county/projects", "/county/projects/new", "/county/reports", "/county/projects/queue"]);
  await follow(page, "原阳县第二中学2019年课堂教学改革研修");
});

test("the city's trainings: rosters, a filing, a correction, tables, the platform", async ({ page }) => {
  await signIn(page, DEMO_OFFICERS.citySecond);
  await expectEach(page, [
    "/city/projects",
    "/city/imports",
    "/city/imports/layout",
    "/city/platform",
    "/city/reports",
  ]);
  await page.goto("/city/projects/queue");
  await expectAccessible(page);
  await follow(page, "2020年寒假智慧课堂应用培训");
  await openWaiting(page, "/city/projects/queue", "2019年小学语文习作教学研讨");
  await expectAccessible(page);
  await openWaiting(page, "/city/projects/queue", "原阳县2019年新课程标准专题培训");
  await tick(page.getByRole("checkbox").first());
  await page.getByRole("button", { name: "列入剔除" }).click();
  await expect(page.getByText("将剔除 1 人")).toBeVisible();
  await expectAccessible(page);
});
