import { dutyYears } from "@/rules/duty";
import { defaultPolicy2016 } from "@/rules/policy";
import type { Staff } from "./accounts";
import { DEMO_TEACHERS } from "./demo-accounts";
import type { Story } from "./entries";
import type { Person } from "./people";
import type { PlaceRow } from "./places";
import type { Chance } from "./random";

/** What hosts, schools and the platform brought in over four years: posted, or kept on record. */

const YEARS = [2016, 2017, 2018, 2019];
const PROVINCIAL = [
  "国培计划：乡村教师能力提升",
  "省培：学科带头人高级研修",
  "省培：骨干教师培训",
  "国培计划：信息技术应用能力提升",
];
const CITY = [
  "市培：班主任专业能力提升",
  "市培：新教材培训",
  "市教研室学科教学研讨",
  "市电教馆智慧课堂培训",
  "市培：心理健康教育",
];
const COUNTY = ["县培：暑期全员培训", "县培：教学常规培训", "县培：师德师风专题培训", "县教研室送课研修"];
const LECTURES = ["名师大讲堂", "送教下乡", "师德报告会"];
const COMMISSIONED = ["委托河南师范大学：课堂教学改革研修", "委托新乡学院：教师专业发展培训"];

/** The school that a person worked at on a day, and where it then belonged. */
function schoolOn(person: Person, day: string): PlaceRow | null {
  const found = person.employments.find(({ from, to }) => from <= day && (to === null || day <= to));
  return found?.school ?? null;
}

export class Histories {
  readonly stories: Story[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly staff: Staff,
    private readonly bureau: PlaceRow,
  ) {}

  /** A posted training of a host, or a result of the online platform. */
  post(
    person: Person,
    source: Story["source"],
    title: string,
    endedOn: string,
    tenths: number,
    more: Partial<Story> = {},
  ): void {
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const year = more.year ?? Number(endedOn.slice(0, 4));
    const at = `${endedOn.slice(0, 4)}-12-${String(this.chance.whole(1, 18)).padStart(2, "0")}T0${this.chance.whole(1, 9)}:${this.chance.whole(10, 59)}:00Z`;
    const { staff, bureau } = this;
    const [register, verify] = staff.city;
    const steps: Story["steps"] =
      source === "online"
        ? [{ action: "register", to: "posted", account: staff.platform, role: "platform", organisation: bureau.id, at }]
        : [
            { action: "register", to: "at_city", account: register, role: "city", organisation: bureau.id, at },
            { action: "approve", to: "posted", account: verify, role: "city", organisation: bureau.id, at: later(at) },
          ];
    this.stories.push({
      id: this.chance.uuid(),
      person,
      school,
      source,
      title,
      year,
      endedOn,
      tenths,
      halves: 0,
      trainingKey: null,
      certificateKey: null,
      route: ["city"],
      steps,
      ...more,
    });
  }

  /** The school's own affair: kept on record, counts nothing (N4). */
  record(person: Person, title: string, endedOn: string, tenths: number): void {
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const account = this.staff.administrator(school.id);
    this.post(person, "self_run", title, endedOn, tenths, {
      steps: [
        {
          action: "record",
          to: "recorded",
          account,
          role: "school",
          organisation: school.id,
          at: `${endedOn}T08:00:00Z`,
        },
      ],
    });
  }

  ordinary(person: Person): void {
    const { chance } = this;
    const duty = dutyYears(defaultPolicy2016, person.employments);
    for (const year of YEARS) {
      this.trainings(person, year);
      if (chance.is(0.5)) this.record(person, `${year} 年校本教研活动`, `${year}-06-20`, chance.pick([80, 120]));
      if (duty.includes(year) && chance.is(0.015)) this.support(person, year, chance.pick([1, 2, 3] as const));
    }
    if (chance.is(0.03)) this.post(person, "project", "省培：2015 年度延期结业", "2015-12-20", 200);
  }

  private trainings(person: Person, year: number): void {
    const { chance } = this;
    if (chance.is(0.9))
      this.post(person, "online", `${year} 年网络校本研修`, `${year}-11-30`, chance.is(0.08) ? 200 : 160);
    if (chance.is(0.22)) this.project(person, year, chance.pick(PROVINCIAL), 400);
    if (chance.is(0.4)) this.project(person, year, chance.pick(CITY), 240);
    if (chance.is(0.75)) this.project(person, year, chance.pick(COUNTY), chance.pick([160, 240, 320]));
    if (chance.is(0.35)) this.post(person, "lecture", `${year} ${chance.pick(LECTURES)}`, `${year}-10-12`, 40);
    if (chance.is(0.12)) this.post(person, "commissioned", chance.pick(COMMISSIONED), `${year}-08-15`, 160);
    if (chance.is(0.04)) this.post(person, "authorised", "高校举办的教师研修", `${year}-07-20`, 160);
  }

  project(person: Person, year: number, name: string, tenths: number): void {
    const { chance } = this;
    const endedOn = `${year}-0${chance.whole(3, 9)}-${chance.whole(10, 28)}`;
    const trainingKey = `project/${year}/${name}`;
    this.post(person, "project", name, endedOn, tenths, { trainingKey });
    // Now and then somebody who taught there is told a second time as one who attended (R16).
    if (chance.is(0.02)) this.post(person, "project", `${name}（授课）`, endedOn, tenths / 2, { trainingKey });
  }

  support(person: Person, year: number, halves: 1 | 2 | 3): void {
    const tenths = halves === 3 ? 720 : 360;
    const title = this.chance.is(0.3) ? "援疆支教" : "两区支教（封丘、原阳）";
    this.post(person, "support_teaching", title, halves === 1 ? `${year}-06-30` : `${year}-12-15`, tenths, {
      halves,
      year,
    });
    if (this.chance.is(0.1))
      this.post(person, "support_teaching", title, `${year}-12-16`, 360, { halves: halves === 1 ? 1 : 2, year });
  }

  /** The listed people: exactly what the demo says of them. */
  listed(person: Person): void {
    const { wang, li, zhao, sun, chen, liu } = DEMO_TEACHERS;
    const online = (year: number, tenths = 160) =>
      this.post(person, "online", `${year} 年网络校本研修`, `${year}-11-30`, tenths);
    const project = (year: number, name: string, tenths: number, month = "07") =>
      this.post(person, "project", name, `${year}-${month}-20`, tenths, { trainingKey: `project/${year}/${name}` });
    switch (person.teacherNumber) {
      case wang.teacherNumber:
        for (const year of YEARS) online(year, year === 2018 ? 200 : 160);
        project(2016, "省培：骨干教师培训", 400);
        project(2016, "县培：暑期全员培训", 160, "08");
        project(2017, "省培：学科带头人高级研修", 400);
        project(2017, "市培：新教材培训", 240, "08");
        project(2018, "国培计划：信息技术应用能力提升", 400);
        project(2019, "市培：班主任专业能力提升", 240);
        project(2019, "县培：师德师风专题培训", 240, "08");
        this.record(person, "2019 年校本教研活动", "2019-06-20", 80);
        return;
      case zhao.teacherNumber:
        for (const year of YEARS) {
          online(year);
          project(year, "省培：骨干教师培训", 400);
          project(year, "县培：暑期全员培训", 240, "08");
        }
        return;
      case sun.teacherNumber:
        for (const year of YEARS) online(year, 200);
        project(2018, "市培：心理健康教育", 240);
        return;
      case li.teacherNumber:
      case liu.teacherNumber:
      case chen.teacherNumber:
        for (const year of YEARS) {
          online(year);
          project(year, "市培：新教材培训", 240);
        }
        return;
      default:
        // The two new hires: this year's online results, which count only from the first year of duty on (R4).
        online(2018);
        online(2019);
        project(2019, "县培：教学常规培训", 160, "10");
    }
  }
}

export function later(at: string, hours = 3): string {
  return new Date(Date.parse(at) + hours * 3_600_000).toISOString();
}
