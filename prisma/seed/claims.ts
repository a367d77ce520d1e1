import { calendarDate } from "@/rules/calendar";
import type { EntryStatus, Step } from "@/rules/credit-entry";
import { DEGREE_EVIDENCE, type DegreeClaim, degreeCertificateKey } from "@/rules/degree";
import { type MoocClaim, moocBasis, moocCertificateKey, moocEvidence, moocTrainingKey } from "@/rules/mooc";
import { creditsOfHours, defaultPolicy2016 } from "@/rules/policy";
import type { Staff } from "./accounts";
import type { Story, StoryStep } from "./entries";
import { later } from "./histories";
import type { Person } from "./people";
import type { PlaceRow } from "./places";
import type { Chance } from "./random";

/** MOOCs and degrees, from declaration to wherever the demo wants them. */

const COURSES = [
  "教育技术与教学设计",
  "学与教的心理学",
  "翻转课堂教学法",
  "班级管理",
  "教师如何做研究",
  "信息技术与学科融合",
  "儿童发展与教育",
  "课堂评价",
  "教师礼仪",
  "语文教学设计",
];
const UNIVERSITIES = ["北京师范大学", "华东师范大学", "河南师范大学", "华中师范大学", "陕西师范大学"];
const MAJORS = ["汉语言文学", "教育学", "学前教育", "数学与应用数学", "英语", "小学教育"];

export class Claims {
  readonly stories: Story[] = [];
  private serial = 0;

  constructor(
    private readonly chance: Chance,
    private readonly staff: Staff,
    private readonly bureau: PlaceRow,
  ) {}

  /** One of the cases of N3.7: by the certificate's hours, by the account's, without certificate, not under the real name. */
  mooc(overrides: Partial<MoocClaim> = {}): MoocClaim {
    const { chance } = this;
    this.serial += 1;
    const hours = chance.pick([120, 160, 180, 240, 320]);
    const shape = chance.next();
    const hasCertificate = shape < 0.8;
    const named = hasCertificate && shape < 0.65;
    return {
      platform: "icourse163",
      courseName: chance.pick(COURSES),
      university: chance.pick(UNIVERSITIES),
      term: `第${chance.whole(1, 6)}次开课`,
      finishedOn: calendarDate(`${chance.whole(2017, 2019)}-0${chance.whole(1, 9)}-${chance.whole(10, 28)}`),
      scoreTenths: chance.whole(620, 980),
      realName: shape > 0.05,
      hasCertificate,
      certificateNumber: hasCertificate ? `${chance.digits(4)}-XF-${String(this.serial).padStart(6, "0")}` : null,
      certificateHoursTenths: named ? hours : null,
      accountHoursTenths: hasCertificate && !named ? hours : null,
      courseHoursTenths: hasCertificate ? null : hours,
      ...overrides,
    };
  }

  degree(): DegreeClaim {
    const { chance } = this;
    this.serial += 1;
    return {
      formerLevel: "associate",
      newLevel: "bachelor",
      institution: chance.pick(["河南师范大学", "郑州大学", "国家开放大学", "新乡学院"]),
      major: chance.pick(MAJORS),
      graduatedOn: calendarDate(`${chance.whole(2016, 2019)}-07-0${chance.whole(1, 9)}`),
      diplomaNumber: `1047${chance.digits(10)}${String(this.serial).padStart(4, "0")}`,
    };
  }

  /**
   * Tells a claim up to a status; the last step was taken at `at`.
   * @param ended the reason of a return, a refusal or a revocation
   */
  tell(
    person: Person,
    claim: MoocClaim | DegreeClaim,
    status: EntryStatus,
    at: string,
    {
      ended,
      declaredByTeacher = true,
      sole = false,
      ...more
    }: Partial<Story> & {
      ended?: Pick<StoryStep, "reason" | "marks" | "note">;
      declaredByTeacher?: boolean;
      sole?: boolean;
    } = {},
  ): void {
    const { school } = person;
    const superiors: Step[] = school.county_id === null ? ["city"] : ["county", "city"];
    const route: Step[] = declaredByTeacher && !sole ? ["school", ...superiors] : superiors;
    const isMooc = "courseName" in claim;
    this.stories.push({
      id: this.chance.uuid(),
      person,
      school,
      source: isMooc ? "mooc" : "degree",
      title: isMooc ? claim.courseName : `${claim.institution} ${claim.major}`,
      year: Number((isMooc ? claim.finishedOn : claim.graduatedOn).slice(0, 4)),
      endedOn: isMooc ? claim.finishedOn : claim.graduatedOn,
      tenths: isMooc ? moocTenths(claim) : defaultPolicy2016.degree.creditsTenths,
      halves: 0,
      trainingKey: isMooc ? moocTrainingKey(claim) : null,
      certificateKey: isMooc ? moocCertificateKey(claim) : degreeCertificateKey(claim),
      route,
      unreviewedBySchool: sole,
      steps: this.steps(person, route, status, at, declaredByTeacher, ended),
      ...(isMooc ? { mooc: claim, evidence: moocEvidence(claim) } : { degree: claim, evidence: [...DEGREE_EVIDENCE] }),
      ...more,
    });
  }

  private steps(
    person: Person,
    route: readonly Step[],
    status: EntryStatus,
    at: string,
    declaredByTeacher: boolean,
    ended: Pick<StoryStep, "reason" | "marks" | "note"> | undefined,
  ): StoryStep[] {
    const { school } = person;
    const first = `at_${route[0]}` as EntryStatus;
    const byTeacher = { account: this.staff.teacher(person), role: "teacher", organisation: school.id } as const;
    const bySchool = { account: this.staff.administrator(school.id), role: "school", organisation: school.id } as const;
    const steps: StoryStep[] = [
      declaredByTeacher
        ? { action: "declare", to: first, ...byTeacher, at }
        : { action: "register", to: first, ...bySchool, at },
    ];
    const by = (step: Step) => {
      if (step === "school") return bySchool;
      if (step === "county" && school.county_id !== null)
        return {
          account: this.staff.county(school.county_id),
          role: "county",
          organisation: school.county_id,
        } as const;
      return { account: this.staff.city[0], role: "city", organisation: this.bureau.id } as const;
    };
    const endsAtFirst = status === "returned" || status === "refused" || status === "withdrawn";
    for (const [index, step] of route.entries()) {
      if (`at_${step}` === status || endsAtFirst) break;
      const following = route[index + 1];
      steps.push({ action: "approve", to: following ? `at_${following}` : "posted", ...by(step), at });
    }
    const holder = by(route[0] ?? "city");
    if (status === "withdrawn")
      steps.push({ action: "withdraw", to: "withdrawn", ...(declaredByTeacher ? byTeacher : bySchool), at });
    if (status === "returned") steps.push({ action: "return", to: "returned", ...holder, ...ended, at });
    if (status === "refused") steps.push({ action: "refuse", to: "refused", ...holder, ...ended, at });
    if (status === "revoked")
      steps.push({
        action: "revoke",
        to: "revoked",
        account: this.staff.city[1],
        role: "city",
        organisation: this.bureau.id,
        ...ended,
        at,
      });
    // The last one was taken at `at`, each before it some hours earlier.
    return steps.map((step, index) => ({ ...step, at: later(at, (index - steps.length + 1) * 13) }));
  }
}

function moocTenths(claim: MoocClaim): number {
  const hours = {
    "certificate-hours": claim.certificateHoursTenths,
    "account-hours": claim.accountHoursTenths,
    "course-hours": claim.courseHoursTenths,
  }[moocBasis(claim)];
  return creditsOfHours(defaultPolicy2016, hours ?? 0);
}
