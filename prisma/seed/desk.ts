import { calendarDate } from "@/rules/calendar";
import type { EntryStatus } from "@/rules/credit-entry";
import type { Claims } from "./claims";
import { DEMO_TEACHERS } from "./demo-accounts";
import type { Person } from "./people";
import type { Chance } from "./random";

/** What lies on the desks on 2019-12-20: every status, each reason once or twice, and what is odd. */

const RETURNS = ["scan-unreadable", "hours-differ", "number-differs", "score-not-shown"] as const;
const REFUSALS = ["not-about-education", "social-training", "other-platform", "counted-already"] as const;

export function fillDesks(chance: Chance, claims: Claims, persons: readonly Person[]): void {
  const listed = new Set<string>(Object.values(DEMO_TEACHERS).map((demo) => demo.teacherNumber));
  const byNumber = (teacherNumber: string) => {
    const person = persons.find((one) => one.teacherNumber === teacherNumber);
    if (!person) throw new Error(`nobody has the number ${teacherNumber}`);
    return person;
  };
  // Each person is used once, so that no two stories get into each other's way.
  const free = persons.filter((person) => !listed.has(person.teacherNumber) && isEligible(person));
  const take = (fits: (person: Person) => boolean = () => true): Person => {
    const place = free.findIndex(fits);
    const [person] = free.splice(place, 1);
    if (!person || place < 0) throw new Error("the demo city has nobody left for this story");
    return person;
  };
  const claim = (degreeShare = 0.15) => (chance.is(degreeShare) ? claims.degree() : claims.mooc());
  const day = (from: number, to: number) =>
    `2019-12-${String(chance.whole(from, to)).padStart(2, "0")}T0${chance.whole(1, 9)}:${chance.whole(10, 59)}:00Z`;

  const wang = byNumber(DEMO_TEACHERS.wang.teacherNumber);
  const mock = claims.mooc({
    courseName: "教育技术与教学设计",
    term: "第3次开课",
    finishedOn: calendarDate("2019-06-01"),
    scoreTenths: 860,
    realName: true,
    hasCertificate: true,
    certificateNumber: "3301-XF-20190601",
    certificateHoursTenths: 240,
    accountHoursTenths: null,
    courseHoursTenths: null,
  });
  claims.tell(wang, mock, "at_county", "2019-12-17T01:12:00Z");
  claims.tell(byNumber(DEMO_TEACHERS.liu.teacherNumber), claims.degree(), "posted", "2019-11-20T02:00:00Z", {
    declaredByTeacher: false,
  });

  const counties = [...new Set(persons.map((person) => person.school.county_id))];
  for (const county of counties) {
    const here = (person: Person) => person.school.county_id === county;
    const open: [EntryStatus, number][] = [
      ["at_school", 10],
      ["at_city", 5],
    ];
    if (county !== null) open.push(["at_county", 14]);
    for (const [status, count] of open)
      for (let i = 0; i < count; i += 1)
        claims.tell(take(here), claim(), status, day(2, 19), {
          declaredByTeacher: status === "at_school" || chance.is(0.7),
        });
    RETURNS.forEach((reason) => {
      const ended = { reason, marks: [], note: "请核对后重新提交，谢谢。" };
      claims.tell(take(here), claims.mooc(), "returned", day(5, 18), { ended });
    });
    REFUSALS.forEach((reason) => {
      claims.tell(take(here), claims.mooc(), "refused", day(1, 15), { ended: { reason, note: "请参阅所附条款。" } });
    });
    claims.tell(take(here), claims.mooc(), "withdrawn", day(1, 15));
    claims.tell(take(here), claims.mooc(), "revoked", day(8, 18), {
      ended: { reason: "certificate-of-somebody-else", note: "抽查发现证书姓名不符。" },
    });
    shareOddly(
      claims,
      () => take(here),
      county,
      () => day(10, 18),
    );
  }
  // Posted ones, so that an ordinary balance holds them, too.
  for (let i = 0; i < 220; i += 1)
    claims.tell(
      take(),
      claim(0.18),
      "posted",
      `2019-${chance.pick(["09", "10", "11"])}-${chance.whole(10, 28)}T03:00:00Z`,
      { declaredByTeacher: chance.is(0.6) },
    );
}

/** The same certificate, and the same file, brought by two people (R16). */
function shareOddly(claims: Claims, take: () => Person, county: number | null, at: () => string): void {
  const status = county === null ? "at_city" : "at_county";
  const certificate = claims.mooc({
    realName: true,
    hasCertificate: true,
    certificateNumber: `7788-XF-${county ?? "city"}`,
    certificateHoursTenths: 180,
    accountHoursTenths: null,
    courseHoursTenths: null,
  });
  for (let i = 0; i < 2; i += 1) claims.tell(take(), certificate, status, at(), { shared: "certificate" });
  for (let i = 0; i < 2; i += 1) claims.tell(take(), claims.mooc(), status, at(), { shared: "file" });
}

/** The only administrator's own claim: nobody else could have reviewed it, so it went straight to the superior, marked. */
export function ownClaim(claims: Claims, person: Person): void {
  const status = person.school.county_id === null ? "at_city" : "at_county";
  claims.tell(person, claims.mooc(), status, "2019-12-16T02:30:00Z", { sole: true });
}

/** On post all the time, with a teacher certificate: what the rules ask of whoever claims. */
function isEligible({ employments, certificateNumber }: Person): boolean {
  const [only] = employments;
  return employments.length === 1 && only?.to === null && only.from < "2016-01-01" && certificateNumber !== null;
}
