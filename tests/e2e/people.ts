import { expect, type Locator, type Page } from "@playwright/test";
import {
  DEMO_PASSWORD,
  type DemoAdministrator,
  type DemoOfficer,
  type DemoTeacher,
  YUANYANG_FIRST,
} from "../../prisma/seed/demo-accounts";

/** Some that the demo's list doesn't name, with nothing odd in their careers: nobody else's journey counts on their credits. */
const other = (name: string, teacherNumber: string, school: string): DemoTeacher => ({
  as: "teacher",
  name,
  teacherNumber,
  school,
  shows: "",
});
export const OTHERS = {
  mao: other("毛永强", "4107250022", YUANYANG_FIRST),
  huang: other("黄兰涛", "4107250068", YUANYANG_FIRST),
  xue: other("薛文华", "4107250030", YUANYANG_FIRST),
  wang: other("汪金敏", "4107250067", YUANYANG_FIRST),
  shiYabin: other("石雅斌", "4107250061", YUANYANG_FIRST),
  zeng: other("曾美强", "4107250010", "原阳县实验小学"),
  // A MOOC of theirs was refused, by the school and by the county.
  yao: other("姚俊洋", "4107000244", "新乡市育才小学"),
  yin: other("尹德勇", "4107250197", "原阳县职业教育中心"),
  // These lack some of the online hours of 2019.
  wen: other("文云龙", "4107820013", "辉县市城北小学"),
  lu: other("卢秀", "4107270015", "封丘县应举镇中心小学"),
  shen: other("沈秀", "4107270014", "封丘县应举镇中心小学"),
  qian: other("钱振", "4107820014", "辉县市职业教育中心"),
  hou: other("侯振鹏", "4107820020", "辉县市孟庄镇中心小学"),
  // Has credits enough and lacks online ones: a degree completes the cycle.
  fu: other("傅洪琳", "4107820181", "辉县市孟庄镇中心小学"),
  shiHai: other("史海", "4107820019", "辉县市城北小学"),
};

const administrator = (name: string, loginName: string, schoolCode: string, school: string): DemoAdministrator => ({
  as: "school",
  name,
  loginName,
  schoolCode,
  school,
  shows: "",
});
export const MENGZHUANG = administrator("马庆峰", "maqingfeng", "2141002045", "辉县市孟庄镇中心小学");
/** Each reports the tables of a school of 封丘县 that no other journey counts on. */
export const REPORTERS = {
  he: administrator("何云强", "heyunqiang2", "2141002027", "封丘县城关镇小学"),
  jiang: administrator("蒋国", "jiangguo2", "2141002032", "封丘县向阳小学"),
  wu: administrator("吴文佳", "wuwenjia2", "3141002028", "封丘县黄陵镇中学"),
};

/** A teacher who moves from one county's school to another's; no other journey counts on the three. */
export const MOVERS = {
  from: administrator("傅雅军", "fuyajun2", "3141002044", "辉县市百泉镇中学"),
  to: administrator("邓国芳", "dengguofang2", "3141002019", "原阳县祝楼乡中学"),
  teacher: other("丁洪勇", "4107820075", "辉县市百泉镇中学"),
};

type Person = DemoTeacher | DemoAdministrator | DemoOfficer;

/**
 * Ticks a box, as a person would until it is ticked: a click that falls into the moment in which the script takes the page over
 * can be lost.
 */
export const tick = (box: Locator): Promise<void> =>
  expect(() => box.check({ timeout: 5_000 })).toPass({ timeout: 15_000 });

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
  await tick(page.locator("[name=truthful]"));
}
