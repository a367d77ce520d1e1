import { expect, test } from "@playwright/test";
import { DEMO_ADMINISTRATORS, DEMO_OFFICERS } from "../../prisma/seed/demo-accounts";
import { expectEach } from "./accessible";
import { become, signIn } from "./people";

test.describe.configure({ timeout: 120_000 });

// Runs on the desk and on the phone, like the other pages.

test("statistics and planning, of each place and in both languages", async ({ page }) => {
  await signIn(page, DEMO_OFFICERS.citySecond);
  await expectEach(page, [
    "/city/statistics",
    "/city/planning?by=stage&kind=online",
    "/city/teachers?duty=2019&behind=1",
  ]);
  await become(page, DEMO_OFFICERS.yuanyangSecond);
  await expectEach(page, ["/county/statistics?kind=online", "/county/planning", "/county/planning?stage=junior"]);
  await become(page, DEMO_ADMINISTRATORS.zhang);
  await expectEach(page, ["/school/statistics?year=2017", "/school/statistics?year=2040", "/deputies"]);
  await page.context().addCookies([{ name: "locale", value: "en", url: page.url() }]);
  await expectEach(page, ["/school/statistics", "/deputies"]);
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});
