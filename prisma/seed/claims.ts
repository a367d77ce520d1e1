import { calendarDate } from "@/rules/calendar";
import type { EntryStatus, SpecialSource, Step } from "@/rules/credit-entry";
import { DEGREE_EVIDENCE, type DegreeClaim, degreeCertificateKey, judgeDegree } from "@/rules/degree";
import { judgeMooc, type MoocClaim, moocCertificateKey, moocEvidence, moocTrainingKey } from "@/rules/mooc";
import { defaultPolicy2016 } from "@/rules/policy";
import { marksOf } from "@/rules/reasons";
import type { Staff } from "./accounts";
import type { Doer, Story, StoryStep } from "./entries";
import type { Person } from "./people";
import { CITY, type PlaceRow } from "./places";
import type { Chance } from "./random";
import { later } from "./times";
import { COURSES, INSTITUTIONS, MAJORS } from "./trainings";

/** MOOCs and degrees, from declaration to wherever the demo wants them. */

interface Telling {
  /** Why it was returned, refused or revoked. */
  ended?: { reason: string; note?: string };
  /** Whose step returned or refused it; the first one's unless told. */
  endedBy?: Step;
  declaredByTeacher?: boolean;
  /** Was it returned once and mended, before it came where it is? Or approved and recalled? */
  detour?: "mended" | "recalled";
  /** Nobody but the claimant could have done the school's first review. */
  sole?: boolean;
  shared?: "certificate" | "file";
}

/** The certificate names the hours, and the name on it is the real one. */
export const PLAIN = {
  realName: true,
  hasCertificate: true,
  accountHoursTenths: null,
  courseHoursTenths: null,
} as const satisfies Partial<MoocClaim>;

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
    const hasCertificate = overrides.hasCertificate ?? shape < 0.8;
    const named = shape < 0.6;
    const [courseName, university] = chance.pick(COURSES);
    const number = `${chance.digits(4)}-XF-${String(this.serial).padStart(6, "0")}`;
    return {
      platform: "icourse163",
      courseName,
      university,
      term: `第${chance.whole(1, 6)}次开课`,
      finishedOn: calendarDate(`${chance.whole(2017, 2019)}-0${chance.whole(1, 9)}-${chance.whole(10, 28)}`),
      scoreTenths: chance.whole(620, 980),
      realName: shape > 0.08,
      hasCertificate,
      certificateNumber: hasCertificate ? number : null,
      certificateHoursTenths: named ? hours : null,
      accountHoursTenths: hasCertificate && !named ? hours : null,
      courseHoursTenths: hasCertificate ? null : hours,
      ...overrides,
    };
  }

  degree(graduatedIn?: number): DegreeClaim {
    const { chance } = this;
    this.serial += 1;
    const toMaster = chance.is(0.15);
    return {
      formerLevel: toMaster ? "bachelor" : "associate",
      newLevel: toMaster ? "master" : "bachelor",
      institution: chance.pick(INSTITUTIONS),
      major: chance.pick(MAJORS),
      graduatedOn: calendarDate(`${graduatedIn ?? chance.whole(2016, 2019)}-07-0${chance.whole(1, 9)}`),
      diplomaNumber: `1047${chance.digits(10)}${String(this.serial).padStart(4, "0")}`,
    };
  }

  /** Tells a claim up to a status; the last step was taken at `at`. */
  tell(person: Person, claim: MoocClaim | DegreeClaim, status: EntryStatus, at: string, telling: Telling = {}): void {
    const { school } = person;
    const { declaredByTeacher = true, sole = false, shared } = telling;
    const superiors: Step[] = school.county_id === null ? ["city"] : ["county", "city"];
    const route: Step[] = declaredByTeacher && !sole ? ["school", ...superiors] : superiors;
    const id = this.chance.uuid();
    const judged = this.judged(person, claim);
    this.stories.push({
      ...{ id, person, school, halves: 0, route, unreviewedBySchool: sole },
      ...judged,
      steps: this.dated(this.steps(person, judged.source, route, status, telling), at),
      ...(shared && { shared }),
    });
  }

  /** What the rules make of it; a claim of the demo city is always in order, whatever a reviewer finds in the papers. */
  private judged(person: Person, claim: MoocClaim | DegreeClaim) {
    const context = {
      today: calendarDate("2019-12-19"),
      certificateNumber: person.certificateNumber,
      schoolIsPrivate: person.school.is_private,
      employments: person.employments,
      otherEntries: [],
    };
    const isMooc = "courseName" in claim;
    const evidence = isMooc ? moocEvidence(claim) : [...DEGREE_EVIDENCE];
    const inPlace = { ...context, evidenceKinds: new Set(evidence) };
    const verdict = isMooc
      ? judgeMooc(defaultPolicy2016, claim, inPlace)
      : judgeDegree(defaultPolicy2016, claim, inPlace);
    if (verdict.violations.length > 0 || verdict.creditsTenths === null)
      throw new Error(`${CITY.name}: a claim of ${person.name} breaks ${verdict.violations[0]?.code}`);
    const common = { year: verdict.year, tenths: verdict.creditsTenths, evidence };
    if (isMooc)
      return {
        ...{ ...common, source: "mooc" as const, title: claim.courseName, endedOn: claim.finishedOn, mooc: claim },
        ...{ trainingKey: moocTrainingKey(claim), certificateKey: moocCertificateKey(claim) },
      };
    const title = `${claim.institution} ${claim.major}`;
    return {
      ...{ ...common, source: "degree" as const, title, endedOn: claim.graduatedOn, degree: claim },
      ...{ trainingKey: null, certificateKey: degreeCertificateKey(claim) },
    };
  }

  private steps(
    person: Person,
    source: SpecialSource,
    route: readonly Step[],
    status: EntryStatus,
    telling: Telling,
  ): Undated[] {
    const { school } = person;
    const { declaredByTeacher = true, sole, detour, ended, endedBy = route[0] } = telling;
    const teacher: Doer = { account: this.staff.teacher(person), role: "teacher", organisation: school.id };
    const bySchool = (): Doer => ({
      account: this.staff.administrator(school.id, sole ? undefined : person),
      role: "school",
      organisation: school.id,
    });
    const registrant = declaredByTeacher ? teacher : bySchool();
    const officer = this.staff.city[this.chance.whole(0, 1)] ?? this.staff.city[0];
    const doer = (step: Step): Doer => {
      if (step === "school") return bySchool();
      if (step === "county" && school.county_id !== null)
        return { account: this.staff.county(school.county_id), role: "county", organisation: school.county_id };
      return { account: officer, role: "city", organisation: this.bureau.id };
    };
    const [firstStep = "city"] = route;
    const first: EntryStatus = `at_${firstStep}`;
    const after = (index: number): EntryStatus => {
      const following = route[index + 1];
      return following ? `at_${following}` : "posted";
    };
    const steps: Undated[] = [{ action: declaredByTeacher ? "declare" : "register", to: first, ...registrant }];
    if (detour === "mended")
      steps.push(
        {
          ...{ action: "return", to: "returned", ...doer(firstStep), reason: "scan-unreadable" },
          ...{ marks: marksOf("scan-unreadable", source), note: "扫描件模糊，看不清编号，请重新上传。" },
        },
        { action: "resubmit", to: first, ...registrant },
      );
    if (detour === "recalled" && route.length > 1)
      steps.push(
        { action: "approve", to: after(0), ...doer(firstStep) },
        { action: "recall", to: first, ...doer(firstStep) },
      );
    const ends = status === "returned" || status === "refused" || status === "withdrawn";
    for (const [index, step] of route.entries()) {
      if (`at_${step}` === status || (ends && step === endedBy)) break;
      steps.push({ action: "approve", to: after(index), ...doer(step) });
    }
    const told = ended && { ...ended, marks: marksOf(ended.reason, source) };
    const holder = doer(endedBy ?? firstStep);
    if (status === "withdrawn") steps.push({ action: "withdraw", to: status, ...registrant });
    if (status === "returned") steps.push({ action: "return", to: status, ...holder, ...told });
    if (status === "refused") steps.push({ action: "refuse", to: status, ...holder, ...told });
    if (status === "revoked")
      steps.push({ action: "revoke", to: status, ...doer("city"), account: this.staff.city[1], ...told });
    return steps;
  }

  /** The last step was taken at `at`, each other a day or two before its next, in office hours. */
  private dated(steps: readonly Undated[], at: string): StoryStep[] {
    let next = at;
    return steps
      .toReversed()
      .map((step) => {
        const dated = { ...step, at: next };
        next = later(next, -24 * this.chance.whole(1, 2) - this.chance.whole(0, 9) / 60);
        return dated;
      })
      .toReversed();
  }
}

type Undated = Omit<StoryStep, "at">;
