import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { DEMO_OFFICERS, type DemoTeacher } from "../../prisma/seed/demo-accounts";
import { expectAccessible } from "./accessible";
import { become, OTHERS, signIn } from "./people";

const { shen, qian } = OTHERS;
const TOKEN_NAME = "研修平台正式环境";

const result = (
  { name, teacherNumber }: Pick<DemoTeacher, "name" | "teacherNumber">,
  resultId: string,
  hours = 16,
) => ({
  ...{ resultId, person: { teacherNumber, name }, studyYear: 2019, hours, finishedOn: "2019-12-10" },
});
const YEAR = {
  results: [
    result(shen, "2019-e2e-1"),
    result(qian, "2019-e2e-2", 12.5),
    result({ name: "查无此人", teacherNumber: "4107259999" }, "2019-e2e-3"),
  ],
};

const push = (request: APIRequestContext, token: string, key: string, data: unknown) =>
  request.post("/api/v1/online-training", {
    headers: { Authorization: `Bearer ${token}`, "Idempotency-Key": key },
    data,
  });

/** Makes a token in the page, which shows it this once. */
async function aToken(page: Page): Promise<string> {
  await page.goto("/city/platform");
  await page.getByRole("textbox", { name: "名称" }).fill(TOKEN_NAME);
  await page.getByRole("button", { name: "生成令牌" }).click();
  const shown = page.getByLabel("新令牌（只显示这一次）");
  await expect(shown).toHaveValue(/^xfyh_/);
  await expectAccessible(page);
  const token = await shown.inputValue();
  await page.reload();
  await expect(shown).toBeHidden();
  expect(await page.content()).not.toContain(token);
  return token;
}

// The request fixture has no cookies of the page's: the platform is known by its token alone.
test("the platform pushes a year twice with the city's token: credits rise once, and a revoked token opens nothing", async ({
  page,
  request,
}) => {
  await signIn(page, shen);
  await expect(page.getByText("网络校本研修 48 / 80")).toBeVisible();
  await expect(page.getByText("已入账 158 / 360")).toBeVisible();
  await become(page, DEMO_OFFICERS.city);
  const token = await aToken(page);

  const first = await push(request, token, "2019-batch-1", YEAR);
  expect(first.status()).toBe(201);
  const answer = await first.text();
  const { counts, results } = JSON.parse(answer);
  expect(counts).toEqual({ posted: 2, unchanged: 0, refused: 1 });
  expect(results[2].violations[0].message).toContain("没有找到这位教师");
  const again = await push(request, token, "2019-batch-1", YEAR);
  expect([again.status(), await again.text()]).toEqual([201, answer]);
  const otherBody = await push(request, token, "2019-batch-1", { results: YEAR.results.slice(0, 1) });
  expect([otherBody.status(), (await otherBody.json()).code]).toEqual([422, "key-used-for-another-body"]);
  const otherKey = await push(request, token, "2019-batch-2", YEAR);
  expect((await otherKey.json()).counts).toEqual({ posted: 0, unchanged: 2, refused: 1 });
  const kept = await request.get(first.headers().location ?? "", { headers: { Authorization: `Bearer ${token}` } });
  expect(await kept.text()).toBe(answer);

  await page.reload();
  const batch = page.getByRole("row").filter({ hasText: JSON.parse(answer).batchId });
  await expect(batch.getByRole("cell")).toHaveText([TOKEN_NAME, "3", "2", "0", "1", JSON.parse(answer).batchId]);
  await become(page, shen);
  await expect(page.getByText("网络校本研修 64 / 80")).toBeVisible();
  await expect(page.getByText("已入账 174 / 360")).toBeVisible();

  await become(page, DEMO_OFFICERS.citySecond);
  await page.goto("/city/platform");
  await page.getByRole("link", { name: `停用令牌“${TOKEN_NAME}”` }).click();
  await expect(page.getByText("立即不能再推送")).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  await page.getByRole("button", { name: "确认停用" }).click();
  await expect(page.getByText("令牌已停用。")).toBeVisible();
  expect((await push(request, token, "2019-batch-3", YEAR)).status()).toBe(401);
});
