import { calendarDate } from "@/rules/calendar";
import type { EntryStatus, Step } from "@/rules/credit-entry";
import type { DegreeClaim } from "@/rules/degree";
import type { MoocClaim } from "@/rules/mooc";
import type { ReasonCode } from "@/rules/reasons";
import { type Claims, PLAIN } from "./claims";
import { DEMO_TEACHERS, YUANYANG_FIRST } from "./demo-accounts";
import { isEligible, type Person } from "./people";
import type { Chance } from "./random";
import { during } from "./times";

/** What lies on the desks on 2019-12-20: every status, every reason, and what is odd. */

/** A reason, whose step gave it, the words that went with it, and what the claim has to be like for it. */
type Ending = [ReasonCode, Step, string, Partial<MoocClaim>?];

/** What a certificate without hours, and a course without certificate, are measured by instead (N3.7). */
const BY_ACCOUNT = { ...PLAIN, certificateHoursTenths: null, accountHoursTenths: 160 };
const BY_COURSE = { ...BY_ACCOUNT, hasCertificate: false, accountHoursTenths: null, courseHoursTenths: 160 };

const RETURNS: Ending[] = [
  ["scan-unreadable", "school", "证书编号处反光，请重新扫描后上传。"],
  ["hours-differ", "county", "证书上印的是12学时，表中填了别的数，请核对。"],
  ["number-differs", "school", "编号少一位，请按证书原样填写。"],
  ["score-not-shown", "city", "结课截图没有显示成绩，请补一张能看到成绩的截图。", BY_COURSE],
  ["other-to-mend", "county", "大学名称请写全称。"],
  ["scan-of-something-else", "school", "上传的是另一门课程的证书，请换成本课程的。"],
  ["scan-and-form-differ", "county", "证书上的课程名称与填写的不一致，请核对。"],
  ["account-not-looked-into", "county", "没有慕课账号内的学时截屏，请学校查看后补传。", BY_ACCOUNT],
  ["date-differs", "school", "结课日期与证书不符，请按证书填写。"],
];
const REFUSALS: Ending[] = [
  ["not-about-education", "county", "课程内容与教育教学无关。"],
  ["social-training", "school", "社会培训机构证书，不予认定。"],
  ["other-platform", "county", "证书不是中国大学MOOC颁发的。"],
  ["counted-already", "city", "该证书2018年已计入项目学分。"],
  ["not-passed", "school", "账号内显示成绩为56分，未合格。", BY_COURSE],
  ["not-real-name", "county", "账号未实名，也不能证明由本人学习。"],
  ["mooc-outside-cycle", "school", "账号内显示2015年12月结课，不在本周期。"],
  ["not-a-special-credit", "county", "这是县里组织的培训，由主办单位登记。"],
  ["falsified", "city", "证书经查询不存在，已通报学校。"],
  ["other-final", "county", "教师本人来电说明报错了课程。"],
];
const DEGREE_REFUSALS: Ending[] = [
  ["not-an-upgrade", "county", "毕业证书为同一层次的第二学历，不属学历提升。"],
  ["degree-outside-cycle", "county", "毕业证书的日期在2016年以前，不在本周期。"],
];
const REVOCATIONS: Ending[] = [
  ["certificate-of-somebody-else", "city", "抽查发现证书姓名与申报人不符。"],
  ["falsified", "city", "抽查发现证书系伪造。"],
  ["posted-in-error", "city", "学时误录，撤销后请重新登记。"],
];

/** Of a list the part that falls to a place, so that all places together show the whole of it. */
const share = (endings: readonly Ending[], place: number, size: number): Ending[] =>
  Array.from({ length: size }, (_, i) => endings[(place * size + i) % endings.length]).filter(
    (one) => one !== undefined,
  );

type Take = (fits?: (person: Person) => boolean) => Person;

export class Desks {
  private readonly free: Person[];

  /** @param unavailable those with a story of their own */
  constructor(
    private readonly chance: Chance,
    private readonly claims: Claims,
    private readonly persons: readonly Person[],
    unavailable: readonly Person[],
  ) {
    const listed = new Set<string>(Object.values(DEMO_TEACHERS).map((demo) => demo.teacherNumber));
    // Each person is used once, so that no two stories get into each other's way; in no order of theirs.
    this.free = persons
      .filter((one) => !listed.has(one.teacherNumber) && isEligible(one) && !unavailable.includes(one))
      .map((person) => ({ person, place: chance.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ person }) => person);
  }

  private take: Take = (fits = () => true) => {
    const place = this.free.findIndex(fits);
    const [person] = place < 0 ? [] : this.free.splice(place, 1);
    if (!person) throw new Error("the demo city has nobody left for this story");
    return person;
  };

  private claim = (degreeShare = 0.15) => (this.chance.is(degreeShare) ? this.claims.degree() : this.claims.mooc());

  private day = (from: number, to: number) =>
    during(this.chance, `2019-12-${String(this.chance.whole(from, to)).padStart(2, "0")}`);

  fill(): void {
    const { claims } = this;
    tellListed(claims, this.persons);
    for (let i = 0; i < 6; i += 1)
      claims.tell(
        this.take(({ school }) => school.name === YUANYANG_FIRST),
        this.claim(),
        "at_school",
        this.day(12, 19),
        {
          ...(i === 2 && { detour: "mended" }),
        },
      );
    const superiors = new Set(this.persons.map((person) => person.school.county_id));
    for (const [place, county] of [...superiors].entries()) {
      const take = () => this.take(({ school }) => school.county_id === county);
      this.waiting(take, county === null);
      this.ended(take, county === null, place);
      this.shared(take, county === null ? "at_city" : "at_county", `7788-XF-${county ?? "city"}`);
    }
    this.posted();
  }

  private waiting(take: () => Person, direct: boolean): void {
    const { chance, claims } = this;
    const open: [EntryStatus, number][] = [
      ["at_school", 8],
      ["at_city", direct ? 4 : 3],
    ];
    if (!direct) open.push(["at_county", 11]);
    for (const [status, count] of open)
      for (let i = 0; i < count; i += 1) {
        const atSchool = status === "at_school";
        const detour = i === 1 ? "mended" : i === 2 && !atSchool ? "recalled" : undefined;
        claims.tell(take(), this.claim(), status, this.day(atSchool ? 9 : 4, 19), {
          declaredByTeacher: atSchool || chance.is(0.7),
          ...(detour && { detour }),
        });
      }
  }

  private ended(take: () => Person, direct: boolean, place: number): void {
    const { claims } = this;
    const tell = (
      [reason, step, note, like]: Ending,
      status: EntryStatus,
      days: [number, number],
      claim: MoocClaim | DegreeClaim = claims.mooc(like),
    ) =>
      claims.tell(take(), claim, status, this.day(...days), {
        ended: { reason, note },
        endedBy: direct && step === "county" ? "city" : step,
      });
    for (const [reason, step, note, like = PLAIN_HOURS] of share(RETURNS, place, 5))
      tell([reason, step, note, like], "returned", [7, 18]);
    for (const ending of share(REFUSALS, place, 4)) tell(ending, "refused", [3, 15]);
    for (const ending of share(DEGREE_REFUSALS, place, 1)) tell(ending, "refused", [3, 15], claims.degree());
    claims.tell(take(), claims.mooc(), "withdrawn", this.day(3, 15));
    for (const ending of share(REVOCATIONS, place, 1)) tell(ending, "revoked", [8, 18]);
  }

  /** The same certificate, and the same file, brought by two people (R16). */
  private shared(take: () => Person, status: EntryStatus, certificateNumber: string): void {
    const { claims } = this;
    const certificate = claims.mooc({ ...PLAIN_HOURS, certificateNumber });
    for (let i = 0; i < 2; i += 1)
      claims.tell(take(), certificate, status, this.day(10, 18), { shared: "certificate" });
    for (let i = 0; i < 2; i += 1)
      claims.tell(take(), claims.mooc(PLAIN_HOURS), status, this.day(10, 18), { shared: "file" });
  }

  /** Posted ones, so that an ordinary balance holds them, too. */
  private posted(): void {
    const { chance, claims } = this;
    const past = () => during(chance, `2019-${chance.pick(["10", "11"])}-${chance.whole(10, 28)}`);
    for (let i = 0; i < 260; i += 1)
      claims.tell(this.take(), this.claim(0.18), "posted", past(), {
        declaredByTeacher: chance.is(0.6),
        ...(i % 20 === 0 && { detour: "mended" }),
      });
    // A second degree within the cycle, as two books that were brought together may hold it: it counts nothing (R5).
    const person = this.take();
    for (const year of [2016, 2019])
      claims.tell(person, claims.degree(year), "posted", past(), { declaredByTeacher: false });
  }
}

const PLAIN_HOURS = { ...PLAIN, certificateHoursTenths: 160 };

function tellListed(claims: Claims, persons: readonly Person[]): void {
  const byNumber = (teacherNumber: string) => {
    const person = persons.find((one) => one.teacherNumber === teacherNumber);
    if (!person) throw new Error(`nobody has the number ${teacherNumber}`);
    return person;
  };
  const { wang, liu, zhou } = DEMO_TEACHERS;
  const course = { courseName: "教育技术与教学设计", university: "北京师范大学", ...PLAIN };
  const ofWang = claims.mooc({
    ...course,
    term: "第3次开课",
    finishedOn: calendarDate("2019-06-01"),
    scoreTenths: 860,
    certificateNumber: "3301-XF-20190601",
    certificateHoursTenths: 240,
  });
  claims.tell(byNumber(wang.teacherNumber), ofWang, "at_county", "2019-12-17T01:12:00.000Z");
  claims.tell(byNumber(liu.teacherNumber), claims.degree(2018), "posted", "2019-11-20T02:05:00.000Z", {
    declaredByTeacher: false,
  });
  const late = { ...course, term: "第4次开课", finishedOn: calendarDate("2019-10-20"), certificateHoursTenths: 240 };
  claims.tell(byNumber(zhou.teacherNumber), claims.mooc(late), "returned", "2019-12-18T06:20:00.000Z", {
    ended: { reason: "score-not-shown", note: "请补一张能看到成绩的结课截图。" },
  });
}

/** The only administrator's own claim: nobody else could have reviewed it, so it went straight to the superior, marked. */
export function ownClaim(claims: Claims, person: Person): void {
  const status = person.school.county_id === null ? "at_city" : "at_county";
  claims.tell(person, claims.mooc(), status, "2019-12-16T02:30:00.000Z", { sole: true });
}
