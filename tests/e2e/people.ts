import { expect, type Page } from "@playwright/test";
import {
  DEMO_PASSWORD,
  type DemoAdministrator,
  type DemoOfficer,
  type DemoTeacher,
} from "../../prisma/seed/demo-accounts";

type Person = DemoTeacher | DemoAdministrator | DemoOfficer;

/** Signs in as one of the demo's people, by the form. */
export async function signIn(page: Page, person: Person, password = DEMO_PASSWORD): Promise<void> {
  await page.goto(`/sign-in?as=${person.as}`);
  if (person.as === "school") await page.getByLabel("学校标识码").fill(person.schoolCode);
  const name = person.as === "teacher" ? person.teacherNumber : person.loginName;
  await page.locator("[name=name]").fill(name);
  await page.locator("[name=password]").fill(password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Signs in as somebody else in the same browser. */
export async function become(page: Page, person: Person): Promise<void> {
  await page.context().clearCookies();
  await signIn(page, person);
}

/** Opens the waiting entry of a teacher in the queue that is shown. */
export async function openInQueue(page: Page, teacherName: string): Promise<void> {
  await page.locator("main section a", { hasText: teacherName }).first().click();
  await expect(page).toHaveURL(/entry=/);
  await expect(page.getByRole("heading", { name: new RegExp(`^${teacherName} · `) })).toBeVisible();
}

/** The fields of a MOOC that is in order. */
export async function fillMooc(page: Page, fields: Record<string, string> = {}): Promise<void> {
  const values = {
    courseName: "学与教的心理学",
    university: "华东师范大学",
    term: "第2次开课",
    finishedOn: "2019-05-20",
    score: "91.5",
    certificateNumber: "E2E-XF-0001",
    certificateHours: "24",
    ...fields,
  };
  for (const [name, value] of Object.entries(values)) await page.locator(`[name=${name}]`).fill(value);
  await page.locator("[name=truthful]").check();
}
