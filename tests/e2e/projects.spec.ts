import { expect, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_HOSTS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { become, OTHERS, signIn } from "./people";
import { aScan } from "./scan";
import {
  approveProject,
  aWorkbook,
  bring,
  confirmTable,
  expectCounts,
  judged,
  makeProject,
  mend,
  openWaiting,
  remove,
  rowOf,
  takeOut,
} from "./tables";

const { sun, liu } = DEMO_TEACHERS;
const { mao, huang, zeng } = OTHERS;
const { research, personnel } = DEMO_HOSTS;
const { city, citySecond, yuanyang } = DEMO_OFFICERS;

const person = ({ name, teacherNumber }: { name: string; teacherNumber: string }) => ({ name, teacherNumber });

async function keepScan(page: Page, kind: string, number: number): Promise<void> {
  const field = page.locator("div", { has: page.locator(`[name='file:${kind}']`) }).last();
  await field.locator("input").setInputFiles(await aScan(number));
  await expect(field.getByRole("button", { name: "移除" })).toBeVisible();
}

test.describe("a training of a department", () => {
  test.describe.configure({ mode: "serial" });
  const TITLE = "2019年高中生物实验教学研讨";

  test("is filed with its notice, and accepted by the city", async ({ page }) => {
    await signIn(page, research);
    await expect(page.getByRole("heading", { level: 1 })).toContainText(research.office);
    await page.getByRole("link", { name: "新建项目" }).click();
    await page.getByRole("link", { name: "部门培训（教研、电教、教科研）" }).click();
    await expect(page.getByText("这类培训须先备案")).toBeVisible();
    await page.locator("[name=title]").fill(TITLE);
    await page.locator("[name=noticeNumber]").fill("新教研〔2019〕60号");
    await page.locator("[name=startsOn]").fill("2019-12-12");
    await page.locator("[name=endsOn]").fill("2019-12-11");
    await page.locator("[name=hours]").fill("16");
    await keepScan(page, "notice", 21);
    await page.getByRole("button", { name: "保存项目" }).click();
    await expect(page.locator("#field-endsOn-error")).toContainText("结束日期早于开始日期");
    await expect(page.locator("[name=title]")).toHaveValue(TITLE);
    await page.locator("[name=endsOn]").fill("2019-12-13");
    await page.getByRole("button", { name: "保存项目" }).click();
    await expect(page.getByText("已保存。")).toBeVisible();
    await expect(page.getByRole("link", { name: "填写或导入名单" })).toBeHidden();
    await page.getByRole("button", { name: "提交备案" }).click();
    await expect(page.getByText("已提交备案。")).toBeVisible();

    await become(page, citySecond);
    await openWaiting(page, "/city/projects/queue", TITLE);
    await expect(page.getByRole("img", { name: /培训通知/ })).toBeVisible();
    await page.getByRole("button", { name: "同意备案" }).click();
    await expect(page.getByText("已同意备案。")).toBeVisible();
  });

  test("gets its roster from a table: every error is told beside its row and in the table, and mended in the page", async ({
    page,
  }) => {
    await signIn(page, research);
    await page.getByRole("link", { name: TITLE }).click();
    await page.getByRole("link", { name: "填写或导入名单" }).click();
    const table = await aWorkbook("生物研讨名单", "roster", [
      person(sun),
      { ...person(mao), hours: 8 },
      { name: "查无此人", teacherNumber: "4107259999" },
      { ...person(liu), name: "刘阳洋" },
      { ...person(zeng), hours: 30 },
      person(sun),
    ]);
    await bring(page, "roster", table);
    await expectCounts(page, 6, 2, 4);
    await expect(page.getByText("还有 4 行有误，改正或删去后才能确认。")).toBeVisible();
    await expect(rowOf(page, 4)).toContainText("没有找到这位教师");
    await expect(rowOf(page, 5)).toContainText("所填号码登记的是另一个姓名");
    await expect(rowOf(page, 6)).toContainText("学时超过了项目规定的16学时");
    await expect(rowOf(page, 7)).toContainText("出现了两次");

    const { name, header, rows } = await takeOut(page);
    expect(name).toBe("生物研讨名单（含问题）.xlsx");
    const problems = new Map(rows.map(({ line, cells }) => [line, cells[header.indexOf("问题")]]));
    expect([problems.get(2), problems.get(3)]).toEqual(["", ""]);
    expect(problems.get(4)).toContain("没有找到这位教师");
    expect(problems.get(5)).toContain("另一个姓名");
    expect(problems.get(6)).toContain("16学时");
    expect(problems.get(7)).toContain("出现了两次");
    expect(rows[2]?.cells[header.indexOf("教师编号")]).toBe("4107259999");

    await remove(page, 4);
    await mend(page, 5, { name: liu.name });
    await mend(page, 6, { hours: "30.5" });
    await expect(rowOf(page, 6)).toContainText("学时超过了项目规定的16学时");
    await mend(page, 6, { hours: "12" });
    await page.getByRole("list", { name: "按核对结果筛选" }).getByRole("link", { name: /有误/ }).click();
    await remove(page, 7);
    await expectCounts(page, 4, 4, 0);
    await confirmTable(page, "确认并提交审核");
    await expect(page.getByText("已登记 4 行，52 学分。")).toBeVisible();
    await page.getByRole("link", { name: "查看登记结果" }).click();
    await expect(page.getByText("名单已提交，由市级核实。")).toBeVisible();
    await expect(page.getByRole("rowheader", { name: mao.name })).toBeVisible();
  });

  test("is posted by the city, and a participant sees the credit with its clause and in the list of trainings", async ({
    page,
  }) => {
    await signIn(page, sun);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("还差 224 学分");
    const credit = page.getByRole("listitem").filter({ hasText: TITLE });
    await expect(credit).toContainText("新乡市教育局审核中");

    await become(page, city);
    await openWaiting(page, "/city/projects/queue", TITLE);
    await expect(page.getByText("通过 4 人，52 学分")).toBeVisible();
    await approveProject(page);
    await expect(page.getByText("已入账").first()).toBeVisible();

    await become(page, sun);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("还差 208 学分");
    await expect(credit).toContainText("计 16");
    await expect(credit.getByRole("link", { name: /^依据 三/ })).toHaveAttribute("href", /\/notice#N3/);
    await page.goto("/teacher/trainings");
    const training = page.getByRole("listitem").filter({ hasText: TITLE });
    await expect(training).toContainText(`${research.office} · 2019-12-12 至 2019-12-13 · 参训`);
    await expect(training).toContainText("已入账");
  });
});

test("a school's commissioned training stops for the missing invoice, in words; with it, it goes to the county and the city", async ({
  page,
}) => {
  const TITLE = "原阳县第一中学2019年青年教师专业发展培训";
  await signIn(page, DEMO_ADMINISTRATORS.zhang);
  await page.getByRole("link", { name: "培训项目" }).first().click();
  await page.getByRole("link", { name: TITLE }).click();
  const missing = page.getByRole("listitem").filter({ hasText: "缺少“发票”" });
  await expect(missing.getByRole("link", { name: "依据 三.2" })).toHaveAttribute("href", "/notice#N3.2");
  await expect(page.getByText("请填写发票号码")).toBeVisible();
  await page.getByRole("link", { name: "填写或导入名单" }).click();
  await page.getByRole("button", { name: "开始填写" }).click();
  await judged(page);
  for (const one of [mao, huang]) {
    await page.getByRole("link", { name: "添加一行" }).click();
    await page.locator("[name=name]").fill(one.name);
    await page.locator("[name=teacherNumber]").fill(one.teacherNumber);
    await page.getByRole("button", { name: "保存并核对" }).click();
    await expect(page.getByText("已保存并重新核对。")).toBeVisible();
  }
  await expect(page.getByText("项目本身还有以下问题，解决后才能提交名单")).toBeVisible();
  await expect(missing).toBeVisible();
  await expect(page.getByRole("button", { name: "确认并提交审核" })).toBeHidden();

  await page.getByRole("link", { name: "返回项目" }).click();
  await page.getByRole("link", { name: "修改项目内容和材料" }).click();
  await page.locator("[name=invoiceNumber]").fill("20191260");
  await page.locator("[name=documentedCount]").fill("3");
  await keepScan(page, "invoice", 22);
  await page.getByRole("button", { name: "保存项目" }).click();
  await expect(page.getByText("材料和名单都已齐备")).toBeVisible();
  await page.getByRole("link", { name: "继续处理名单" }).click();
  await confirmTable(page, "确认并提交审核");

  await become(page, yuanyang);
  await openWaiting(page, "/county/projects/queue", TITLE);
  const checked = (name: string) => page.getByRole("listitem").filter({ hasText: name });
  await expect(checked("项目补录的材料齐全")).toContainText("符合：");
  await expect(checked("发票未用于其他项目")).toContainText("符合：");
  await expect(checked("名单人数与材料一致")).toContainText("不符合：");
  await page.getByRole("link", { name: /发票$/ }).click();
  await expect(page.getByRole("img", { name: /发票/ })).toBeVisible();
  await approveProject(page);
  await expect(page.getByRole("listitem").filter({ hasText: yuanyang.name })).toContainText("县级审核通过");

  await become(page, city);
  await openWaiting(page, "/city/projects/queue", TITLE);
  await approveProject(page);
  await become(page, huang);
  const credit = page.getByRole("listitem").filter({ hasText: TITLE });
  await expect(credit).toContainText("计 12");
  await expect(credit.getByRole("link", { name: "依据 三.2" })).toBeVisible();
});

test("support teaching comes by attachment 3: a year is 72 credits, a half 36, and the online duty is deemed done", async ({
  page,
}) => {
  const TITLE = "2019年两区支教（补报）";
  const { wen, lu } = OTHERS;
  await signIn(page, personnel);
  await makeProject(page, "/host", "支教", { title: TITLE, startsOn: "2019-02-18", endsOn: "2019-12-13" });
  await page.getByRole("link", { name: "填写或导入名单" }).click();
  const place = { place: "封丘县", receivingSchool: "封丘县黄陵镇中学", to: "2019-12-13" };
  const table = await aWorkbook("附件3", "support_teaching", [
    { ...person(wen), ...place, from: "2019-02-18" },
    { ...person(lu), ...place, from: "2019-08-26" },
    { ...person(zeng), ...place, from: "2019-11-20" },
  ]);
  await bring(page, "support_teaching", table);
  await expectCounts(page, 3, 2, 1);
  await expect(rowOf(page, 4)).toContainText("支教时间没有超过任何一个半年的一半");
  await remove(page, 4);
  await confirmTable(page, "确认并提交审核");
  await expect(page.getByText("已登记 2 行，108 学分。")).toBeVisible();

  await become(page, citySecond);
  await openWaiting(page, "/city/projects/queue", TITLE);
  await approveProject(page);

  for (const [supporter, credits, online, deemed] of [
    [wen, "计 72", "网络校本研修 60 / 80", "含支教视同 16"],
    [lu, "计 36", "网络校本研修 56 / 80", "含支教视同 8"],
  ] as const) {
    await become(page, supporter);
    const credit = page.getByRole("listitem").filter({ hasText: TITLE });
    await expect(credit).toContainText(credits);
    await expect(credit.getByRole("link", { name: "依据 三.4" })).toBeVisible();
    await expect(page.getByText(online)).toBeVisible();
    await expect(page.getByText(deemed)).toBeVisible();
  }
});
