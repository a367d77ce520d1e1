import { expect, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS, YUANYANG_FIRST } from "../../prisma/seed/demo-accounts";
import { become, signIn, tick } from "./people";
import { aScan } from "./scan";

/** Nobody else's journey counts on these. */
const meng = {
  as: "teacher",
  name: "孟明",
  teacherNumber: "4107250125",
  school: YUANYANG_FIRST,
  shows: "",
} as const;
const RIGHT = "孟铭";
/** The one with two records. */
const DOUBLE = { name: "罗俊", kept: "4107020032", merged: "4107020036" };

test("a school asks for a correction of a name with a scan, the county accepts it, and the name is new everywhere", async ({
  page,
}) => {
  await signIn(page, DEMO_ADMINISTRATORS.zhang);
  await page.goto(`/school/teachers?q=${meng.teacherNumber}`);
  await page.getByRole("link", { name: meng.name }).click();
  await page.getByRole("link", { name: "更正姓名或证件号码" }).click();
  await page.getByRole("link", { name: "姓名", exact: true }).click();
  await page.locator("[name=newName]").fill(RIGHT);
  await page.locator("[name=correctionReason]").fill("户口本上为“铭”。");
  await tick(page.locator("[name=truthful]"));
  await page.getByRole("button", { name: "提交更正" }).click();
  await expect(page.getByText("缺少“身份证明材料”").first()).toBeVisible();
  await expect(page.locator("[name=newName]")).toHaveValue(RIGHT);
  await page.locator("input[type=file]").setInputFiles(await aScan(71));
  await expect(page.getByRole("button", { name: "移除" })).toBeVisible();
  await page.getByRole("button", { name: "提交更正" }).click();
  await expect(page.getByText("已提交上级。")).toBeVisible();

  await become(page, DEMO_OFFICERS.yuanyang);
  await page.goto("/messages");
  await page
    .getByRole("button", { name: /申请更正一名教师/ })
    .first()
    .click();
  await expect(page).toHaveURL(/\/county\/corrections$/);
  await page.getByRole("row").filter({ hasText: meng.teacherNumber }).getByRole("link").click();
  await expect(page.getByText(RIGHT)).toBeVisible();
  await expect(page.locator("main img").first()).toBeVisible();
  await page.getByRole("button", { name: "不同意" }).click();
  await expect(page.getByText("请写明具体说明").first()).toBeVisible();
  await page.getByRole("button", { name: "同意更正" }).click();
  await expect(page.getByText("已同意，档案已更新。")).toBeVisible();
  await page.goto(`/county/teachers?q=${meng.teacherNumber}`);
  await expect(page.getByRole("link", { name: RIGHT })).toBeVisible();

  await become(page, { ...meng, name: RIGHT });
  await expect(page.getByText(RIGHT).first()).toBeVisible();

  await become(page, DEMO_ADMINISTRATORS.zhang);
  await page.goto("/school/corrections?show=answered");
  await expect(page.getByRole("row").filter({ hasText: RIGHT })).toContainText("已同意");
  await page.goto("/school/teachers?q=mengming");
  await page.getByRole("link", { name: RIGHT }).click();
  await expect(page.getByText(`${meng.name} → ${RIGHT}`)).toBeVisible();
});

test("the city merges a person's two records: what each has counts for the one that stays, and the old number finds it", async ({
  page,
}) => {
  await signIn(page, DEMO_OFFICERS.citySecond);
  await page.goto(`/city/teachers?q=${DOUBLE.merged}`);
  await page.getByRole("link", { name: DOUBLE.name }).click();
  await expect(page).toHaveURL(/teachers\/\d+$/);
  const old = page.url();
  await page.goto(`/city/teachers?q=${DOUBLE.kept}`);
  await page.getByRole("link", { name: DOUBLE.name }).click();
  await page.getByRole("link", { name: "合并重复档案" }).click();
  await page.getByRole("link", { name: `选这份 ${DOUBLE.name} ${DOUBLE.merged}` }).click();
  await expect(page.getByRole("heading", { name: "合并后" })).toBeVisible();
  await expect(page.getByText("冲销后转入保留的档案")).toBeVisible();
  await page.locator("[name=mergeReason]").fill("调动时重复建档");
  await page.getByRole("button", { name: "合并", exact: true }).click();
  await expect(page.locator("#field-sure-error")).toBeVisible();
  await tick(page.locator("[name=sure]"));
  await page.getByRole("button", { name: "合并", exact: true }).click();
  await expect(page.getByRole("heading", { name: "已并入的档案" })).toBeVisible();
  await expect(page.getByText("调动时重复建档")).toBeVisible();

  await page.goto(`/city/teachers?q=${DOUBLE.merged}`);
  await expect(page.getByRole("row").filter({ hasText: DOUBLE.name })).toContainText(DOUBLE.kept);
  await page.goto(old);
  await expect(page.getByText("这份档案已并入同一人的另一份档案")).toBeVisible();
});
