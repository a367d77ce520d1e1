import { expect, test } from "@playwright/test";
import { DEMO_HOSTS, DEMO_OFFICERS, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { become, fillMooc, OTHERS, REPORTERS, signIn, tick } from "./people";
import { aScan } from "./scan";
import { approveProject, aWorkbook, bring, confirmTable, makeProject, mend, openWaiting, remove } from "./tables";

test.use({ javaScriptEnabled: false });
test("without JavaScript: a claim with an error keeps everything, the scan included, and then goes through", async ({
  page,
}) => {
  await signIn(page, DEMO_TEACHERS.sun);
  await page.goto("/teacher/credits/new?kind=mooc");
  await fillMooc(page, { score: "50", certificateNumber: "E2E-XF-0009" });
  await page.locator("[name='file:certificate']").setInputFiles(await aScan(9));
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await expect(page.locator("[name=courseName]")).toHaveValue("学与教的心理学");
  await expect(page.getByText("证书9.png")).toBeVisible();
  await page.locator("[name=score]").fill("75");
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.getByText("已提交。")).toBeVisible();
  await page.getByText("撤回申报").click();
  await page.getByRole("button", { name: "确认撤回" }).click();
  await expect(page.getByText("已撤回").first()).toBeVisible();
});

test("without JavaScript: a file that is no scan is refused in words beside its field, and nothing is lost", async ({
  page,
}) => {
  await signIn(page, DEMO_TEACHERS.sun);
  await page.goto("/teacher/credits/new?kind=mooc");
  await fillMooc(page, { certificateNumber: "E2E-XF-0010", term: "第9次开课" });
  const text = { name: "证书.jpg", mimeType: "image/jpeg", buffer: Buffer.from("just text, whatever its name says") };
  await page.locator("[name='file:certificate']").setInputFiles(text);
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("#field-certificate-error")).toContainText("JPEG");
  await expect(page.locator("[name=term]")).toHaveValue("第9次开课");
  const large = { name: "大图.png", mimeType: "image/png", buffer: Buffer.alloc(11 * 1024 * 1024, 1) };
  await page.locator("[name='file:certificate']").setInputFiles(large);
  await page.getByRole("button", { name: "提交申报" }).click();
  await expect(page.locator("#field-certificate-error")).toContainText("10MB");
});

test("without JavaScript: a host brings a roster, mends and confirms it, a reviewer strikes one out and approves", async ({
  page,
}) => {
  const TITLE = "名师大讲堂（2019年冬季）";
  const { zeng, hou, mao } = OTHERS;
  const listed = ({ name, teacherNumber }: typeof hou) => ({ name, teacherNumber });
  await signIn(page, DEMO_HOSTS.research);
  const day = { startsOn: "2019-12-15", endsOn: "2019-12-15" };
  await makeProject(page, "/host", "名师大讲堂、送教下乡、师德报告", { title: TITLE, ...day, hours: "4" });
  await page.getByRole("link", { name: "填写或导入名单" }).click();
  const rows = [listed(zeng), { ...listed(hou), hours: 40 }, listed(mao), { name: "查无此人" }];
  await bring(page, "roster", await aWorkbook("听讲名单", "roster", rows));
  await remove(page, 5);
  await mend(page, 3, { hours: "4" });
  await confirmTable(page, "确认并提交审核");

  await become(page, DEMO_OFFICERS.city);
  await openWaiting(page, "/city/projects/queue", TITLE);
  await tick(page.getByRole("checkbox", { name: `剔除${mao.name}` }));
  await page.getByRole("button", { name: "列入剔除" }).click();
  await expect(page.getByText("通过 2 人，8 学分")).toBeVisible();
  await page.locator("summary", { hasText: "退回修改" }).click();
  await page.getByRole("button", { name: "退回修改" }).click();
  await expect(page.locator("#returnfield-reason-error")).toBeVisible();
  await page.getByRole("button", { name: "通过", exact: true }).click();
  await expect(page.locator("#field-strikeReason-error")).toBeVisible();
  await page.getByLabel("剔除理由").selectOption({ index: 1 });
  await approveProject(page);
  await expect(page.getByRole("row").filter({ hasText: mao.name })).toContainText("不予认定");
  await expect(page.getByRole("row").filter({ hasText: hou.name })).toContainText("已入账");
});

test("without JavaScript: a school closes a table, the county returns it with a reason, the school closes it again", async ({
  page,
}) => {
  const { wu } = REPORTERS;
  const DRAFT = "/school/summaries/draft/1/degree";
  const close = async () => {
    await page.goto(DRAFT);
    await page.getByRole("button", { name: /^上报 \d+ 条$/ }).click();
    await expect(page.locator("#field-truthful-error")).toBeVisible();
    await tick(page.locator("[name=truthful]"));
    await page.getByRole("button", { name: /^上报 \d+ 条$/ }).click();
    await expect(page.getByText("已上报。")).toBeVisible();
  };
  await signIn(page, wu);
  await close();
  await become(page, DEMO_OFFICERS.fengqiu);
  await page.goto("/county/summaries?source=degree&status=reported");
  await page.getByRole("link", { name: wu.school }).click();
  await page.locator("summary", { hasText: "退回更正" }).click();
  await page.getByLabel("理由").selectOption("table-facts-wrong");
  await page.getByRole("button", { name: "退回更正" }).click();
  await expect(page.locator("#returnfield-note-error")).toBeVisible();
  await page.getByLabel("说明").fill("第 1 行专业有误。");
  await page.getByRole("button", { name: "退回更正" }).click();
  await expect(page.getByText("已退回。")).toBeVisible();
  await become(page, wu);
  await close();
  await page.locator("summary", { hasText: "撤回" }).click();
  await page.getByRole("button", { name: "撤回" }).click();
  await expect(page.getByText("已撤回。", { exact: true })).toBeVisible();
});
