import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as ofCity } from "@/app/city/teachers/[id]/transcript.pdf/route";
import { GET as ofCounty } from "@/app/county/teachers/[id]/transcript.pdf/route";
import { GET as ofSchool } from "@/app/school/teachers/[id]/transcript.pdf/route";
import { GET as ofOneself } from "@/app/teacher/transcript.pdf/route";
import { readTranscript } from "@/features/certificates/read-transcript";
import type { Transcript } from "@/features/certificates/transcript";
import { readBalance } from "@/features/credits/read-balance";
import { type Locale, messagesFor } from "@/messages";
import { CLAUSES, type Clause } from "@/rules/clauses";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { Forbidden, NotFound } from "@/server/errors";
import { TypesettingBusy } from "@/server/pdf/typeset";
import { NOW } from "../../factories/claims";
import { one, owner } from "../../factories/owner";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../factories/pdf";
import { type SettledCredit, settled } from "../../factories/settled";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

vi.setConfig({ testTimeout: 120_000 });

const asked = vi.hoisted(() => ({ by: null as Actor | null, locale: "zh-CN" as Locale, busy: false }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by }));
vi.mock("@/server/locale", () => ({
  currentMessages: async () => messagesFor(asked.locale),
  currentLocale: async () => asked.locale,
}));
vi.mock("@/server/pdf/transcript-pdf", async (original) => {
  const { typesetTranscripts } = await original<typeof import("@/server/pdf/transcript-pdf")>();
  return {
    typesetTranscripts: (...asks: Parameters<typeof typesetTranscripts>) =>
      asked.busy ? Promise.reject(new TypesettingBusy()) : typesetTranscripts(...asks),
  };
});
vi.mock("@/server/clock", async (original) => ({
  ...(await original<typeof import("@/server/clock")>()),
  businessNow: () => NOW,
}));

const LONG_TITLE = "关于组织参加河南省中小学教师信息技术应用能力提升工程培训的通知".repeat(7).slice(0, 200);
/** Titles that a typesetter could take for something else. */
const HOSTILE = ["#read(1)", "$x$*a*_b_", "<end-0>", "@ref \\ `raw`"];

let world: World;
/** By what there is to say of them. */
let people: Record<"losses" | "degree" | "support" | "empty" | "newcomer" | "many", number>;

beforeAll(async () => {
  world = await aWorld();
  const teacher = (name: string, hiredOn?: string) =>
    aTeacher(world.cityId, world.school, { name, ...(hiredOn && { hiredOn }) });
  people = {
    losses: await teacher("𠮷田"),
    degree: await teacher("买买提·艾力"),
    support: await teacher("欧阳支教"),
    empty: await teacher("李空"),
    newcomer: await teacher("赵新", "2019-09-01"),
    many: await teacher("钱多"),
  };
  await settle(people.losses, [
    { source: "online", title: "2018年网络校本研修", endedOn: "2018-11-20", tenths: 120 },
    { source: "online", title: "2018年网络校本研修（补）", endedOn: "2018-12-01", tenths: 75 },
    { source: "opening", title: LONG_TITLE, endedOn: "2016-06-30", tenths: 245, trainingKey: "同一" },
    { source: "opening", title: "同一培训又一次", endedOn: "2016-07-30", tenths: 200, trainingKey: "同一" },
    { source: "self_run", title: "自主校本研修", endedOn: "2017-05-01", tenths: 80 },
    ...HOSTILE.map((title): SettledCredit => ({ source: "mooc", title, endedOn: "2019-03-01", tenths: 135 })),
  ]);
  await settle(people.degree, [
    { source: "degree", title: "河南师范大学 本科", endedOn: "2018-07-01", tenths: 3_600 },
    { source: "degree", title: "河南大学 硕士研究生", endedOn: "2019-07-01", tenths: 3_600 },
  ]);
  await settle(people.support, [
    { source: "support_teaching", title: "支教 封丘县", endedOn: "2018-12-31", tenths: 360, halves: 2 },
    { source: "online", title: "2017年网络校本研修", endedOn: "2017-12-01", tenths: 160 },
  ]);
  const years = [2016, 2017, 2018, 2019];
  await settle(
    people.many,
    Array.from({ length: 60 }, (_, at) => ({
      source: "opening",
      title: `${at % 3 === 0 ? LONG_TITLE.slice(0, 90) : "短训"}之${at + 1}。`,
      endedOn: `${years[at % 4]}-0${1 + (at % 9)}-11`,
      tenths: 15,
    })),
  );
});
beforeEach(() => {
  asked.by = world.administrator;
  asked.locale = "zh-CN";
  asked.busy = false;
});

const settle = (teacherId: number, credits: readonly SettledCredit[]) =>
  settled(world, teacherId, world.school, credits);
const request = (search = "", headers = {}) => new Request(`http://localhost/x.pdf${search}`, { headers });
const fetched = (teacherId: number | string, search = "", headers = {}, get = ofSchool) =>
  get(request(search, headers), { params: Promise.resolve({ id: String(teacherId) }) });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());

/** All pages, cell by cell, without spaces. */
async function textOf(teacherId: number): Promise<string> {
  const answer = await fetched(teacherId);
  expect(answer.status).toBe(200);
  return withoutSpaces(pagesOf(await bytesOf(answer), "raw").join(""));
}

const groundOf = (clause: Clause) => (clause === "S" ? "依据：系统规则" : `依据：通知${CLAUSES[clause].label}`);

/** The row of the document that must stand for a credit. */
function rowOf(entry: Transcript["entries"][number], position: number): string {
  const { credits, rules } = messagesFor("zh-CN");
  const ground = ({ rule, clause }: Pick<typeof entry, "rule" | "clause">) =>
    `${groundOf(clause)}（${rules.ruleNumber(rule)}）`;
  const lost = entry.loss && credits.losses[entry.loss.code](formatTenths(entry.loss.lostTenths));
  const why = entry.loss && ground(entry.loss) !== ground(entry) ? `${lost}，${ground(entry.loss)}` : lost;
  return withoutSpaces(
    [
      String(position),
      ...[entry.title, credits.sources[entry.source], String(entry.year), entry.endedOn ?? ""],
      ...[formatTenths(entry.recordedTenths), formatTenths(entry.countedTenths), ground(entry)],
      ...(why ? [`；${why}`] : []),
    ].join(""),
  );
}

describe.runIf(HAS_PDFTOTEXT)("a transcript", () => {
  test.each(["losses", "degree", "support", "empty", "newcomer", "many"] as const)(
    "of the teacher with %s says what the page says: every credit with rule and clause, every sum",
    async (which) => {
      const teacherId = people[which];
      const { balance, settled: shown } = await readBalance(world.administrator, teacherId, "all", NOW);
      const transcript = await readTranscript(world.administrator, teacherId, null, NOW);
      expect(transcript.balance).toEqual(balance);
      expect(transcript.entries.map(({ factId }) => factId).sort()).toEqual(shown.map(({ id }) => id).sort());
      const text = await textOf(teacherId);
      for (const [at, entry] of transcript.entries.entries()) {
        expect(text).toContain(rowOf(entry, at + 1));
        const page = shown.find(({ id }) => id === entry.factId);
        expect([page?.title, page?.year, page?.creditsTenths]).toEqual([entry.title, entry.year, entry.recordedTenths]);
      }
      const of = (has: number, required: number) => `${formatTenths(has)}/${formatTenths(required)}`;
      expect(text).toContain(`计入学分/应完成${of(balance.totalTenths, balance.requiredTotalTenths)}`);
      expect(text).toContain(`网络校本研修/应完成${of(balance.onlineMetTenths, balance.requiredOnlineTenths)}`);
      for (const { year, duty, totalTenths, onlineTenths, deemedOnlineTenths, onlineMetTenths } of balance.years) {
        const numbers = [totalTenths, onlineTenths, deemedOnlineTenths].map(formatTenths).join("");
        const met = duty ? of(onlineMetTenths, 160) : formatTenths(onlineMetTenths);
        expect(text).toContain(`${year}${duty ? "72" : "无任务"}${numbers}${met}`);
      }
    },
  );

  test("begins with the person, the ID number masked, and what is missing or why nothing is", async () => {
    const { number } = await one<{ number: string }>("select teacher_number as number from teachers where id = $1", [
      people.degree,
    ]);
    const losses = await textOf(people.losses);
    expect(losses).toMatch(/^中小学教师继续教育学分证明姓名：(𠮷|〔U\+20BB7〕)田/u);
    expect(losses).toMatch(/证件号码：4107\*{10}\d{3}[\dX]教师/);
    expect(losses).not.toMatch(/\d{17}[\dX]/);
    expect(losses).toContain(`所在学校：${withoutSpaces(world.school.name)}`);
    // 24.5 + 16 + 4 × 13.5 of 360.
    expect(losses).toContain("尚未完成，还差265.5学分，其中网络校本研修64学分。");
    const degree = await textOf(people.degree);
    expect(degree).toContain(`姓名：买买提·艾力`);
    expect(degree).toContain(`教师编号：${number}`);
    expect(degree).toContain("本周期继续教育学分已完成。周期内学历提升，本周期继续教育视同完成。");
    expect(degree).toContain("网络校本研修随之视同完成（实际取得0学分）。（依据：通知三.3）");
    expect(degree).toContain("学历提升每周期只计一次，360学分不计，依据：系统规则（规则5）");
    expect(await textOf(people.support)).toContain("支教期间的网络校本研修视同完成：2018年8学分。（依据：通知三.4）");
    expect(await textOf(people.empty)).toContain("本周期没有已入账或存档的学分。00");
    expect(await textOf(people.newcomer)).toContain(
      "学习任务按任职年度计：2020，共72学分，其中网络校本研修16学分。（依据：通知三.10）",
    );
  });

  test("repeats its heading on each page, breaks no row, numbers its pages and has a place for seal and date", async () => {
    const answer = await fetched(people.many);
    const bytes = await bytesOf(answer);
    const pages = pagesOf(bytes, "raw").map(withoutSpaces);
    expect(pages.length).toBeGreaterThan(2);
    const { entries } = await readTranscript(world.administrator, people.many, null, NOW);
    for (const [at, entry] of entries.entries())
      expect(pages.filter((page) => page.includes(rowOf(entry, at + 1)))).toHaveLength(1);
    for (const [at, page] of pages.entries()) {
      if (at > 0) expect(page).toMatch(/^序号项目名称类别年度结束日期登记计入依据与说明\d/);
      expect(page).toContain(`钱多·T`);
      expect(page).toContain(`第${at + 1}页共${pages.length}页`);
    }
    expect(pages.at(-1)).toMatch(/合计60条90\d*.*经办人：学校（公章）：日期：/);
    // Tagged, and held to PDF/UA-1.
    for (const mark of ["/StructTreeRoot", "pdfuaid"]) expect(bytes.includes(mark)).toBe(true);
  });

  test("is in the reader's language", async () => {
    asked.locale = "en";
    const [first = ""] = pagesOf(await bytesOf(await fetched(people.losses)), "raw");
    expect(first).toContain("Transcript of continuing-education credits");
    expect(withoutSpaces(first)).toContain("265.5aremissing,64ofthemonlineschool-basedtraining.");
    expect(withoutSpaces(first)).toContain("Ground:notice三.7(Rule7)");
  });

  test("is of the cycle that is asked for", async () => {
    const { id: other } = await one<{ id: number }>(
      "insert into cycles (city_id, name, from_year, to_year) values ($1, '2011-2015 周期', 2011, 2015) returning id",
      [world.cityId],
    );
    await (await owner()).query(
      `insert into cycle_policies (city_id, cycle_id, version, policy, reason, created_at)
       select city_id, $2, 1, jsonb_set(policy, '{cycle}', '{"fromYear": 2011, "toYear": 2015}'), reason, created_at
       from cycle_policies where city_id = $1 and cycle_id = $3 and version = 1`,
      [world.cityId, other, world.cycleId],
    );
    const text = withoutSpaces(pagesOf(await bytesOf(await fetched(people.losses, `?cycle=${other}`)), "raw").join(""));
    expect(text).toContain("登记周期：2011-2015周期打印日期：2019-12-20");
    expect(text).toContain("计入学分/应完成0/360");
    expect(text).not.toContain("网络校本研修（补）");
    await expect(readTranscript(world.administrator, people.losses, 999_999, NOW)).rejects.toThrow(NotFound);
    expect((await fetched(people.losses, "?cycle=999999")).status).toBe(404);
  });
});

test("where too many documents are being made already, whoever asks is told when to ask again", async () => {
  asked.busy = true;
  const answer = await fetched(people.empty);
  expect([answer.status, answer.headers.get("retry-after"), await answer.text()]).toEqual([
    503,
    "10",
    messagesFor("zh-CN").summaryPrint.busy,
  ]);
});

describe("whoever may have a transcript", () => {
  const read = (actor: Actor, teacherId: number) => readTranscript(actor, teacherId, null, NOW);

  test("is the teacher, the school where the teacher is, its county and the city; for all others there is none", async () => {
    for (const actor of [world.teacher, world.administrator, world.countyOfficer, world.cityOfficer])
      expect((await read(actor, world.teacherId)).teacher.name).toBe("王建国");
    for (const actor of [world.otherAdministrator, world.directAdministrator, world.otherCountyOfficer])
      await expect(read(actor, world.teacherId)).rejects.toThrow(NotFound);
    await expect(read(world.colleague, world.teacherId)).rejects.toThrow(Forbidden);
    for (const role of ["host", "platform"] as const) {
      const actor = await anActor(world.cityId, role, world.bureau);
      await expect(read(actor, world.teacherId)).rejects.toThrow(Forbidden);
    }
  });

  test("is not the school that a teacher has left, which no longer sees all of it", async () => {
    const mover = await aTeacher(world.cityId, world.school, { name: "周动" });
    await settle(mover, [{ source: "opening", title: "在原校登记", endedOn: "2017-03-01", tenths: 240 }]);
    await (await owner()).query("update teachers set school_id = $1, county_id = $2 where id = $3", [
      world.otherSchool.id,
      world.otherCounty.id,
      mover,
    ]);
    await expect(read(world.administrator, mover)).rejects.toThrow(NotFound);
    await expect(read(world.countyOfficer, mover)).rejects.toThrow(NotFound);
    expect((await read(world.otherAdministrator, mover)).balance.totalTenths).toBe(240);
  });

  test("gets it by the address of the own role, and a browser that looks ahead gets nothing", async () => {
    const gets = [
      [world.administrator, ofSchool],
      [world.countyOfficer, ofCounty],
      [world.cityOfficer, ofCity],
    ] as const;
    for (const [actor] of gets) {
      asked.by = actor;
      for (const [whose, get] of gets)
        expect((await fetched(world.teacherId, "", {}, get)).status).toBe(whose === actor ? 200 : 404);
    }
    asked.by = world.teacher;
    const own = await ofOneself(request());
    expect([own.status, own.headers.get("content-type"), own.headers.get("cache-control")]).toEqual([
      200,
      "application/pdf",
      "private, no-store",
    ]);
    expect((await ofOneself(request("", { "sec-purpose": "prefetch" }))).status).toBe(503);
    expect((await fetched(world.teacherId)).status).toBe(404);
    asked.by = null;
    expect((await ofOneself(request())).status).toBe(404);
    asked.by = world.administrator;
    for (const id of ["0", "x", "1' or true", "99999999999"]) expect((await fetched(id)).status).toBe(404);
  });
});
