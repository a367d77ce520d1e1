import { expect, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { zipOf } from "../factories/zip";
import { expectAccessible } from "./accessible";
import { become, OTHERS, openInQueue, signIn } from "./people";
import { aScan } from "./scan";
import {
  approveProject,
  aWorkbook,
  bring,
  confirmTable,
  expectCounts,
  mend,
  openWaiting,
  type Row,
  rowOf,
} from "./tables";

const { hou, shiHai, mao, xue, wang, shiYabin } = OTHERS;
const { city, citySecond, yuanyang } = DEMO_OFFICERS;

test("the province's table, brought by one city officer, is posted by another; the same table again changes nothing", async ({
  page,
}) => {
  const TITLE = "省培：农村教师置换脱产研修";
  const training = { title: TITLE, year: 2019, hours: 40, level: "省级" };
  const listed = ({ name, teacherNumber }: typeof hou): Row => ({ name, teacherNumber, ...training });
  const table = await aWorkbook("省平台2019", "provincial", [
    listed(hou),
    listed(shiHai),
    { name: "查无此人", teacherNumber: "4107259999", ...training },
  ]);
  await signIn(page, city);
  await page.goto("/city/imports");
  await bring(page, "provincial", table);
  await expectCounts(page, 3, 2, 1);
  await expect(page.getByText("登记仅表中有的 2 行")).toBeVisible();
  await confirmTable(page, "确认登记");

  await openWaiting(page, "/city/projects/queue", TITLE);
  await expect(page.getByRole("button", { name: "通过", exact: true })).toBeHidden();
  await become(page, citySecond);
  await openWaiting(page, "/city/projects/queue", TITLE);
  await approveProject(page);
  await become(page, hou);
  await expect(page.getByRole("listitem").filter({ hasText: TITLE })).toContainText("计 40");

  await become(page, citySecond);
  await page.goto("/city/imports");
  await bring(page, "provincial", table);
  await expect(page.getByText("没有可以新登记的行")).toBeVisible();
  await expect(page.getByRole("button", { name: "确认登记" })).toBeHidden();
  await become(page, hou);
  await expect(page.getByRole("listitem").filter({ hasText: TITLE })).toHaveCount(1);
});

test("a school registers many MOOCs by a table and a .zip of their scans; a wrong row is mended, all are at the county", async ({
  page,
}) => {
  const COURSE = "现代教育技术应用";
  const row = ({ name, teacherNumber }: typeof mao, number: number, fields: Row = {}): Row => ({
    ...{ name, teacherNumber, courseName: COURSE, university: "华中师范大学", term: "第6次开课" },
    ...{ finishedOn: "2019-06-20", score: 88, realName: "是" },
    ...{ certificateNumber: `E2E-B-000${number}`, certificateHours: 20, certificateFile: `${name}.png` },
    ...fields,
  });
  const people = [mao, xue, wang, shiYabin];
  const table = await aWorkbook("慕课汇总", "mooc", [
    row(mao, 1),
    row(xue, 2),
    row(wang, 3),
    row(shiYabin, 4, { score: 58 }),
  ]);
  const scans = await Promise.all(
    people.map(async ({ name }, place) => ({ name: `${name}.png`, data: (await aScan(31 + place)).buffer })),
  );
  await signIn(page, DEMO_ADMINISTRATORS.zhang);
  await page.getByRole("link", { name: "批量登记慕课" }).first().click();
  await bring(page, "mooc", table, zipOf(scans));
  await expectCounts(page, 4, 3, 1);
  await expect(rowOf(page, 5)).toContainText("60");
  await expect(rowOf(page, 5).getByRole("link", { name: "依据 三.7" })).toBeVisible();
  await expectAccessible(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await page.getByRole("link", { name: "改正第5行", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("改正第 5 行");
  await expectAccessible(page);
  await page.goBack();
  await mend(page, 5, { score: "68" });
  await expectCounts(page, 4, 4, 0);
  await confirmTable(page, "确认登记");

  await become(page, yuanyang);
  for (const { name } of people) {
    await page.goto("/county?source=mooc");
    await openInQueue(page, name);
    await expect(page.getByRole("definition").filter({ hasText: COURSE })).toBeVisible();
    await expect(page.getByRole("img", { name: new RegExp(`证书扫描件：${name}`) })).toBeVisible();
  }
});
