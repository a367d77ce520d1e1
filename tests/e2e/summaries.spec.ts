import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Download, expect, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { reasons } from "../../src/messages/zh-CN/reasons";
import { readTable } from "../../src/server/spreadsheet/read-table";
import { siteAt, stopSites } from "./another-time";
import { become, fillMooc, openInQueue, REPORTERS, signIn, tick } from "./people";
import { aScan } from "./scan";

test.describe.configure({ timeout: 180_000 });

const { fengqiu, city, citySecond } = DEMO_OFFICERS;
const { he, jiang, wu } = REPORTERS;
const MOOC = "慕课研修学员信息汇总表";
const COURSE = "学习科学导论";

/** The card of a table on the overview of a unit. */
const card = (page: Page, table = MOOC) =>
  page.locator("section[id]").filter({ has: page.getByRole("heading", { name: table, exact: true }) });

/** A school registers a MOOC of a teacher; it then waits for the county. */
async function register(page: Page, teacherNumber: string, fields: Record<string, string>): Promise<void> {
  await page.goto(`/school/credits/new?q=${teacherNumber}`);
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(teacherNumber) })
    .click();
  await page.getByRole("link", { name: "中国大学MOOC（自主选学）" }).click();
  await fillMooc(page, { courseName: COURSE, ...fields });
  await page.locator("[name='file:certificate']").setInputFiles(await aScan(Number(teacherNumber) % 37));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await page.getByRole("button", { name: "登记并提交" }).click();
  await expect(page.getByText("已登记并提交上级。")).toBeVisible();
}

/** The reviewer returns the entry that lies beside the queue. */
async function returnEntry(page: Page): Promise<void> {
  await page.getByText("退回修改（可改正的问题）").click();
  const returning = page.locator("details", { hasText: "退回修改（可改正的问题）" });
  await returning.getByLabel("理由").selectOption("hours-differ");
  await returning.getByRole("button", { name: "退回修改" }).click();
  await expect(page.getByText("已退回。")).toBeVisible();
}

/** From the page of a returned entry: corrects the certificate's hours. */
async function mendHours(page: Page, hours: string): Promise<void> {
  await page.getByRole("link", { name: "修改并重新提交" }).click();
  await page.locator("[name=certificateHours]").fill(hours);
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "重新提交" }).click();
  await expect(page.getByText("已登记并提交上级。")).toBeVisible();
}

/** From the overview to the draft, and closes it. */
async function report(page: Page, step: string, table = MOOC): Promise<void> {
  await page.goto("/school/summaries");
  await card(page, table).getByRole("link", { name: step }).click();
  await page.getByRole("button", { name: /^上报 \d+ 条$/ }).click();
  await expect(page.locator("#field-truthful-error")).toBeVisible();
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: /^上报 \d+ 条$/ }).click();
  await expect(page.getByText("已上报。")).toBeVisible();
}

/** What the page shows of the table: its headings, and the text of each cell. */
async function shownTable(page: Page): Promise<string[][]> {
  const rows = page.getByRole("region", { name: MOOC }).getByRole("row");
  return rows.evaluateAll((found) =>
    found.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent?.trim() ?? "")),
  );
}

const masked = (cell: string) => cell.replace(/^(\d{4})\d{10}([\dX]{4})$/, "$1**********$2");

/** The rows of a table that was taken out, from its headings on; ID numbers masked as the page masks them. */
async function takenOut(file: string): Promise<string[][]> {
  const read = await readTable(file, { isHeader: (cells) => cells.includes("姓名") });
  if (!read.ok) throw new Error(`the table can't be read: ${read.code}`);
  return [read.table.header, ...read.table.rows.map(({ cells }) => cells.map(masked))];
}

async function expectSame(page: Page, file: string): Promise<void> {
  const [shown, taken] = [await shownTable(page), await takenOut(file)];
  for (const [index, row] of shown.entries()) expect(taken[index]?.slice(0, row.length)).toEqual(row);
  expect(shown.length).toBeGreaterThan(1);
}

async function xlsx(page: Page): Promise<Download> {
  const waiting = page.waitForEvent("download");
  await page.getByRole("link", { name: "导出 .xlsx" }).click();
  return waiting;
}

/** Opens the table of a school in its superior's list. */
async function openReported(page: Page, list: string, school: string): Promise<void> {
  await page.goto(`${list}?source=mooc&status=reported`);
  await page.getByRole("link", { name: school }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${school} · ${MOOC}`);
}

test.describe("from the school to the county and back", () => {
  test.describe.configure({ mode: "serial" });
  const MENDED = { name: "于美勤", number: "4107270248" };
  const LATER = { name: "汪淑刚", number: "4107270137" };

  test("a school closes its MOOC table; the county returns it; the entry is corrected, the table closed again", async ({
    page,
  }) => {
    await signIn(page, he);
    await register(page, MENDED.number, { certificateNumber: "E2E-S-0001", certificateHours: "24" });
    await page.getByRole("link", { name: "汇总表" }).first().click();
    await expect(card(page)).toContainText("未上报");
    await expect(card(page)).toContainText("2020-01-15，还有 26 天");
    await expect(card(page).getByRole("link", { name: "依据 三.7" })).toBeVisible();
    await card(page).getByRole("link", { name: "核对并上报" }).click();
    await expect(page.getByRole("heading", { name: "未列入的 2 条" })).toBeVisible();
    await report(page, "核对并上报");
    await expect(page.getByText("内容与上报时一致")).toBeVisible();
    await expect(page.getByText("尚未审核完")).toBeVisible();
    await expect(page.getByRole("button", { name: "登记收到" })).toBeHidden();

    await become(page, fengqiu);
    await openReported(page, "/county/summaries", he.school);
    const first = await page.locator("[data-fingerprint]").textContent();
    await page.locator("summary", { hasText: "退回更正" }).click();
    await page.getByRole("button", { name: "退回更正" }).click();
    await expect(page.locator("#returnfield-reason-error")).toBeVisible();
    await page.getByLabel("理由").selectOption("table-facts-wrong");
    await page.getByLabel("说明").fill("证书上是 20 学时。");
    await page.getByRole("button", { name: "退回更正" }).click();
    await expect(page.getByText("已退回。")).toBeVisible();

    await page.getByRole("link", { name: "去审核这些学分" }).click();
    await openInQueue(page, MENDED.name);
    await returnEntry(page);

    await become(page, he);
    await page.goto("/school/summaries");
    await expect(card(page)).toContainText("已退回");
    await card(page).getByRole("link", { name: "首次上报" }).click();
    await expect(page.getByText(reasons["table-facts-wrong"])).toHaveCount(2);
    await page.getByRole("link", { name: "核对并重新上报" }).click();
    await expect(page.getByRole("heading", { name: "未列入的 3 条" })).toBeVisible();
    await page.getByRole("listitem").filter({ hasText: COURSE }).getByRole("link").click();
    await mendHours(page, "20");
    await report(page, "更正后重新上报");
    await expect(page.locator("[data-fingerprint]")).not.toHaveText(first ?? "");
    await expect(page.getByRole("row").filter({ hasText: COURSE })).toContainText("20");
  });

  test("the county ticks off paper and certificates, decides the entries and accepts; what it exports is what the page shows", async ({
    page,
  }) => {
    await signIn(page, fengqiu);
    await openReported(page, "/county/summaries", he.school);
    await expect(page.getByText("现在还不能接收")).toBeVisible();
    for (const action of ["receive_paper", "receive_certificates"]) {
      const form = page.locator("details").filter({ has: page.locator(`[name=action][value=${action}]`) });
      await form.getByText("登记收到").first().click();
      await form.getByLabel("到达日期").fill("2019-12-19");
      await form.getByRole("button", { name: "登记收到" }).click();
      await expect(page.getByRole("status").filter({ hasText: "已登记" })).toBeVisible();
    }
    // In the card of the papers alone: the history tells of each once more.
    const papers = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "纸质材料", exact: true }) });
    await expect(papers.last().getByText("2019-12-19 收到")).toHaveCount(2);
    const address = page.url().replace(/\?.*/, "");
    await page.getByRole("link", { name: "去审核这些学分" }).click();
    await openInQueue(page, MENDED.name);
    await tick(page.getByLabel("内容属于教育教学"));
    await page.getByRole("button", { name: /^通过/ }).click();
    await expect(page.getByText("已通过。")).toBeVisible();
    await page.goto(address);
    await expect(page.getByText("表中学分都已审核完。")).toBeVisible();
    await page.getByRole("button", { name: "接收汇总表" }).click();
    await expect(page.getByText("已接收。")).toBeVisible();
    await page.goto(`/county/summaries?source=mooc&status=accepted`);
    await expect(page.getByRole("row").filter({ hasText: he.school })).toContainText("已接收");

    await page.goto(address);
    const download = await xlsx(page);
    expect(download.suggestedFilename()).toContain(he.school);
    await expectSame(page, await download.path());
  });

  test("LibreOffice reads the exported table as the page shows it", async ({ page }, info) => {
    const office = ["/usr/bin/soffice", "/usr/local/bin/soffice"].find((program) => existsSync(program));
    test.skip(office === undefined, "skipped: there is no LibreOffice (soffice) on this machine");
    await signIn(page, he);
    await page.goto("/school/summaries");
    await card(page).getByRole("link", { name: "首次上报" }).click();
    const file = info.outputPath("table.xlsx");
    await (await xlsx(page)).saveAs(file);
    const folder = path.dirname(file);
    const profile = `-env:UserInstallation=file://${path.join(folder, "profile")}`;
    // 76: UTF-8; the last switch: cells as they are shown.
    const filter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false";
    execFileSync(office ?? "", [profile, "--headless", "--convert-to", filter, "--outdir", folder, file], {
      stdio: "ignore",
    });
    await expectSame(page, path.join(folder, "table.csv"));
  });

  test("a new credit, a revocation and a correction afterwards make a supplement of just the difference", async ({
    page,
  }) => {
    await signIn(page, he);
    await register(page, LATER.number, { certificateNumber: "E2E-S-0002", certificateHours: "16" });
    await become(page, citySecond);
    await page.goto(`/city/credits?status=posted&source=mooc&q=${encodeURIComponent("杨洪宁")}`);
    await page.getByRole("rowheader", { name: "杨洪宁" }).getByRole("link").click();
    await page.getByRole("link", { name: "撤销学分" }).click();
    await page.getByLabel("理由").selectOption("falsified");
    await page.getByRole("button", { name: "确认撤销" }).click();
    await expect(page.getByText("已撤销。")).toBeVisible();

    await page.goto("/city?source=mooc");
    await openInQueue(page, MENDED.name);
    await returnEntry(page);

    await become(page, he);
    await page.goto(`/school/credits?status=returned&source=mooc&q=${encodeURIComponent(MENDED.name)}`);
    await page.getByRole("rowheader", { name: MENDED.name }).getByRole("link").click();
    await mendHours(page, "22");
    await page.goto("/school/summaries");
    await expect(card(page)).toContainText("有变化，可补报");
    await card(page).getByRole("link", { name: "核对并补报" }).click();
    const lines = page.getByRole("region", { name: MOOC }).locator("tbody tr");
    await expect(lines).toHaveCount(3);
    await expect(lines.filter({ hasText: "修改" })).toContainText("22原为：20");
    await expect(lines.filter({ hasText: "新增" })).toContainText(LATER.name);
    await expect(lines.filter({ hasText: "删去" })).toContainText("杨洪宁");
    await expect(page.getByText("新增 1 条、删去 1 条、修改 1 条")).toBeVisible();
    await report(page, "核对并补报");
    await expect(lines).toHaveCount(3);
    await become(page, fengqiu);
    await openReported(page, "/county/summaries", he.school);
    await expect(page.getByText("第1次补报")).toBeVisible();
  });
});

test.describe("the last minute", () => {
  test.afterAll(stopSites);

  test("a school closes its MOOC table in the last minute of the deadline and is late one minute after; the city reopens for that one school and it can close", async ({
    browser,
  }) => {
    // A process takes some seconds until it answers, so the last minute begins with it.
    const after = await siteAt("2020-01-16T00:00:30+08:00");
    const before = await siteAt("2020-01-15T23:59:00+08:00");
    const inTime = await (await browser.newContext({ baseURL: before })).newPage();
    await signIn(inTime, jiang);
    await report(inTime, "核对并上报");
    await expect(inTime.getByText(`2020-01-15 23:59，${jiang.name}`)).toBeVisible();
    await inTime.locator("summary", { hasText: "撤回" }).click();
    await inTime.getByRole("button", { name: "撤回" }).click();
    await expect(inTime.getByText("已撤回。", { exact: true })).toBeVisible();

    const late = await (await browser.newContext({ baseURL: after })).newPage();
    const expectLate = async () => {
      await late.goto("/school/summaries");
      await expect(card(late)).toContainText("已于 2020-01-15 截止");
      await expect(card(late)).toContainText("由其为本单位重新开放");
      await expect(card(late).getByRole("link", { name: /上报/ }).and(late.locator("[href*=draft]"))).toHaveCount(0);
      await card(late).getByRole("link", { name: "查看填好的表格" }).click();
      await expect(late.getByText("现在不能上报")).toBeVisible();
      await expect(late.getByRole("listitem").filter({ hasText: "2020-01-15截止" }).getByRole("link")).toBeVisible();
      await expect(late.getByRole("button", { name: /^上报/ })).toHaveCount(0);
    };
    await signIn(late, jiang);
    await expectLate();

    await become(late, city);
    await late.goto(`/city/rounds/reopen?q=${jiang.schoolCode}`);
    await late.getByRole("main").getByRole("link", { name: jiang.school }).click();
    await tick(late.locator("[name=target][value='1/mooc']"));
    await late.locator("[name=until]").fill("2020-01-20");
    await late.locator("[name=why]").fill("撤回更正时已过截止时间。");
    await late.getByRole("button", { name: "重新开放" }).click();
    await expect(late.getByText("已重新开放")).toBeVisible();

    await become(late, wu);
    await expectLate();
    await become(late, jiang);
    await late.goto("/school/summaries");
    await expect(card(late)).toContainText("已为本单位重新开放至 2020-01-20，还有 4 天");
    await report(late, "更正后重新上报");
    await expect(late.getByText(/2020-01-16 00:0\d，/).first()).toBeVisible();
  });
});
