import { type Browser, expect, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS, type DemoAdministrator } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { signIn, tick } from "./people";

test.describe.configure({ timeout: 180_000 });

// A school and people of its own: no other journey counts on them.

const SCHOOL = "原阳县新城实验学校";
const CODES = { first: "2141009901", next: "3141009901" };
const OWN = "一句自己记得住的长话";

const administrator = (name: string, loginName: string, schoolCode = CODES.first): DemoAdministrator => ({
  as: "school",
  name,
  loginName,
  schoolCode,
  school: SCHOOL,
  shows: "",
});

async function aWindow(browser: Browser | null, javaScriptEnabled = true): Promise<Page> {
  if (!browser) throw new Error("the browser opens another window");
  const context = await browser.newContext({ locale: "zh-CN", timezoneId: "Asia/Shanghai", javaScriptEnabled });
  return context.newPage();
}

/** Adds an account on the page of its place; answers the password that is shown once. */
async function addAccount(page: Page, name: string, loginName: string): Promise<string> {
  await page.getByRole("link", { name: "添加账号" }).click();
  await page.getByLabel("姓名").fill(name);
  await page.getByLabel("登录名").fill(loginName);
  await page.getByRole("button", { name: "添加账号" }).click();
  const slip = page.locator(".slips");
  await expect(slip).toContainText(loginName);
  return (await slip.locator("dd.font-mono").textContent()) ?? "";
}

/** The first sign-in, which asks for an own password before anything else. */
async function enterFirst(page: Page, person: DemoAdministrator, password: string): Promise<void> {
  await signIn(page, person, password);
  await expect(page).toHaveURL(/\/password/);
  await page.goto("/school");
  await expect(page).toHaveURL(/\/password/);
  await page.locator("[name=current]").fill(password);
  await page.locator("[name=next]").fill(OWN);
  await page.locator("[name=repeat]").fill(OWN);
  await page.locator("form:has([name=next]) button").click();
  await expect(page).toHaveURL(/\/school$/);
}

test("a county adds a school and its administrators, disables one at work; the city changes the code by which they sign in", async ({
  page,
}) => {
  const browser = page.context().browser();
  await signIn(page, DEMO_OFFICERS.yuanyangSecond);
  await page.goto("/county/organisations");
  await expectAccessible(page);
  await page.getByRole("link", { name: "添加学校" }).click();
  await page.getByRole("button", { name: "添加学校" }).click();
  await expect(page.getByRole("alert").first()).toContainText("学校标识码");
  await expectAccessible(page);
  await page.getByLabel("名称").fill(SCHOOL);
  await page.getByLabel("学校标识码").fill(CODES.first);
  await page.getByLabel("学段").selectOption("primary");
  await page.getByRole("button", { name: "添加学校" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(SCHOOL);
  const place = page.url().replace(/\?.*/, "");

  const leaving = administrator("温晓", "wenxiao");
  const staying = administrator("齐远", "qiyuan");
  const handed = await addAccount(page, leaving.name, leaving.loginName);
  expect(handed).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
  expect(page.url()).not.toContain(handed);
  await expectAccessible(page);
  // Shown once: the page alone doesn't know it any more.
  await page.goto(place);
  await expect(page.getByText(handed)).toHaveCount(0);
  const second = await addAccount(page, staying.name, staying.loginName);

  // Without script it is shown, too, and not kept by anything on the way.
  const plain = await aWindow(browser, false);
  await plain.context().addCookies(await page.context().cookies());
  await plain.goto(place);
  await plain.getByRole("link", { name: staying.name }).click();
  const answered = plain.waitForResponse((response) => response.request().method() === "POST");
  await plain.getByRole("button", { name: "生成一次性密码" }).click();
  expect((await answered).headers()["cache-control"]).toContain("no-store");
  const renewed = (await plain.locator(".slips dd.font-mono").textContent()) ?? "";
  expect(renewed).not.toBe(second);
  await plain.context().close();

  const theirs = await aWindow(browser);
  await enterFirst(theirs, leaving, handed);
  // A form that is filled in already when the account is disabled.
  await theirs.goto("/school/projects/new?kind=commissioned");
  const fields = { title: "新城实验学校教师研修", startsOn: "2019-11-04", endsOn: "2019-11-08", hours: "20" };
  const papers = { partner: "河南师范大学", invoiceNumber: "E2E-DESK-1", documentedCount: "2" };
  for (const [name, value] of Object.entries({ ...fields, ...papers }))
    await theirs.locator(`[name=${name}]`).fill(value);
  await page.goto(place);
  await page.getByRole("link", { name: leaving.name }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "停用" }).click();
  await expect(page.getByText("已停用。该账号已立即退出")).toBeVisible();
  await theirs.getByRole("button", { name: "保存项目" }).click();
  await expect(theirs).toHaveURL(/sign-in/);
  await theirs.goto("/school/teachers");
  await expect(theirs).toHaveURL(/sign-in/);
  await theirs.goto(`/sign-in?as=school`);
  await theirs.getByLabel("学校标识码").fill(CODES.first);
  await theirs.locator("[name=name]").fill(leaving.loginName);
  await theirs.locator("[name=password]").fill(OWN);
  await theirs.getByRole("button", { name: "登录" }).click();
  await expect(theirs.getByRole("alert").first()).toContainText("账号或密码不正确");

  await enterFirst(theirs, staying, renewed);
  const city = await aWindow(browser);
  await signIn(city, DEMO_OFFICERS.citySecond);
  await city.goto(`/city/organisations?q=${encodeURIComponent(SCHOOL)}`);
  await city.getByRole("link", { name: SCHOOL }).click();
  await city.getByText("更改信息", { exact: true }).click();
  await expectAccessible(city);
  await city.getByLabel("学校标识码").fill(CODES.next);
  await city.getByLabel("学段").selectOption("junior");
  await city.locator("form:has([name=stage]) [name=why]").fill("学校类别由小学改为初中");
  await city.getByRole("button", { name: "保存更改" }).click();
  await expect(city.getByText("已更改，原来的信息保留在沿革里。")).toBeVisible();
  await expect(city.getByRole("row", { name: /学校类别由小学改为初中/ })).toContainText(CODES.first);
  await city.goto(`/city/organisations?q=${CODES.first}`);
  await expect(city.getByText(`原代码 ${CODES.first}`)).toBeVisible();
  await theirs.context().clearCookies();
  await signIn(theirs, { ...staying, schoolCode: CODES.next }, OWN);
  await expect(theirs).toHaveURL(/\/school$/);

  // Nobody works there: it is closed, and its administrator is out.
  await page.goto(place);
  await page.getByText("撤销单位", { exact: true }).click();
  await page.locator("form:has([name=sure]) [name=why]").fill("未启用");
  await tick(page.locator("[name=sure]"));
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.getByText("已撤销。该单位的账号")).toBeVisible();
  await theirs.reload();
  await expect(theirs).toHaveURL(/sign-in/);
  await city.context().close();
  await theirs.context().close();
});
