import { expect, type Page, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_PASSWORD, DEMO_TEACHERS } from "../../prisma/seed/demo-accounts";
import { signIn } from "./people";

async function tryToSignIn(page: Page, name: string, password: string): Promise<string> {
  await page.goto("/sign-in?as=staff");
  await page.locator("[name=name]").fill(name);
  await page.locator("[name=password]").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  const alert = page.locator("main").getByRole("alert");
  await expect(alert).toBeVisible();
  return (await alert.textContent()) ?? "";
}

test("the message never tells whether the account exists; five wrong tries slow the account down", async ({ page }) => {
  // An officer of 红旗区 as whom no journey signs in: the account is slowed down for all of them.
  const name = "county410702";
  const wrong = await tryToSignIn(page, name, "wrong-password-1");
  expect(await tryToSignIn(page, "nobody-of-this-name", "wrong-password-1")).toBe(wrong);
  for (let more = 2; more <= 5; more += 1) expect(await tryToSignIn(page, name, `wrong-password-${more}`)).toBe(wrong);
  const slowed = await tryToSignIn(page, name, DEMO_PASSWORD);
  expect(slowed).toContain("分钟");
  expect(slowed).not.toBe(wrong);
});

test("the first sign-in demands a new password, and nothing else opens before", async ({ page }) => {
  const { ma } = DEMO_ADMINISTRATORS;
  await signIn(page, ma);
  await expect(page).toHaveURL(/\/password/);
  await page.goto("/school");
  await expect(page).toHaveURL(/\/password/);
  const fill = async (current: string, next: string, repeat: string) => {
    await page.locator("[name=current]").fill(current);
    await page.locator("[name=next]").fill(next);
    await page.locator("[name=repeat]").fill(repeat);
    await page.locator("main form button[type=submit]").click();
  };
  await fill(DEMO_PASSWORD, "short", "short");
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await fill(DEMO_PASSWORD, "a-better-password", "another-one-here");
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await fill("not-the-password", "a-better-password", "a-better-password");
  await expect(page.locator("main").getByRole("alert")).toBeVisible();
  await fill(DEMO_PASSWORD, "a-better-password", "a-better-password");
  await expect(page).toHaveURL(/\/school$/);
});

test("sign-out ends the session everywhere at once: a copied cookie is refused on the next request", async ({
  page,
  browser,
}) => {
  await signIn(page, DEMO_TEACHERS.zhao);
  const copy = await browser.newContext();
  await copy.addCookies(await page.context().cookies());
  const copied = await copy.newPage();
  await copied.goto("/teacher");
  await expect(copied.getByRole("heading", { level: 1 })).toHaveText("本周期学分已完成");
  await page.getByRole("button", { name: "退出" }).first().click();
  await expect(page).toHaveURL(/sign-in/);
  await copied.goto("/teacher");
  await expect(copied).toHaveURL(/sign-in/);
  await copy.close();
});

test("wrong role 403, somebody else's entry and scan 404, nobody signed in: the sign-in", async ({ page }) => {
  await signIn(page, DEMO_TEACHERS.wang);
  await page.goto("/teacher/credits");
  const href = await page.getByRole("link", { name: "教育技术与教学设计" }).getAttribute("href");
  await page.goto(href ?? "");
  const scan = await page.locator("main img, main iframe").first().getAttribute("src");
  const status = async (path: string) => (await page.goto(path))?.status();
  expect(await status("/county")).toBe(403);
  expect(await status("/city/credits")).toBe(403);
  expect(await status("/teacher/credits/00000000-0000-4000-8000-000000000000")).toBe(404);
  await page.context().clearCookies();
  await page.goto("/teacher");
  await expect(page).toHaveURL(/sign-in/);
  expect((await page.request.get(scan ?? "")).status()).toBe(404);
  await signIn(page, DEMO_TEACHERS.sun);
  expect(await status(href ?? "")).toBe(404);
  expect((await page.request.get(scan ?? "")).status()).toBe(404);
});

test("a form from a foreign origin does nothing", async ({ page }) => {
  await signIn(page, DEMO_TEACHERS.sun);
  const id = "11111111-1111-4111-8111-111111111111";
  const answer = await page.request.post(`/api/evidence?claim=${id}&kind=certificate&name=x.png`, {
    headers: { Origin: "https://elsewhere.example", "Content-Type": "application/octet-stream" },
    data: Buffer.from("x"),
  });
  expect(answer.status()).toBe(403);
});

test("a scan of 11 MB is refused as too large, in words, and an upload that breaks off harms nobody", async ({
  page,
}) => {
  await signIn(page, DEMO_TEACHERS.sun);
  await page.goto("/teacher/credits/new?kind=mooc");
  const large = { name: "大图.png", mimeType: "image/png", buffer: Buffer.alloc(11 * 1024 * 1024, 1) };
  await page.locator("[name='file:certificate']").setInputFiles(large);
  await expect(page.getByText("大图.png：文件超过10MB")).toBeVisible();
  await page.evaluate(async () => {
    const breaking = new AbortController();
    const address = `/api/evidence?claim=${crypto.randomUUID()}&kind=certificate&name=x.png`;
    const sent = fetch(address, {
      method: "POST",
      body: new Blob([new Uint8Array(9_000_000)]),
      signal: breaking.signal,
    });
    setTimeout(() => breaking.abort(), 5);
    await sent.catch(() => undefined);
  });
  await page.reload();
  await expect(page.locator("[name=courseName]")).toBeVisible();
});
