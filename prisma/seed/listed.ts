import type { Catalogue } from "./catalogue";
import type { Claims } from "./claims";
import { DEMO_TEACHERS } from "./demo-accounts";
import { statusOfProject } from "./entries";
import type { OnlineResults } from "./online";
import { type Person, schoolOn } from "./people";
import type { Rosters } from "./rosters";
import { SELF_RUN, YEARS } from "./trainings";

/** The listed people: exactly what the demo says of them. */
export class Listed {
  private readonly persons: Set<Person>;
  /** Who has something of every source. */
  readonly allRound: Person;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly rosters: Rosters,
    private readonly online: OnlineResults,
    persons: readonly Person[],
  ) {
    const numbers = new Set<string>(Object.values(DEMO_TEACHERS).map((demo) => demo.teacherNumber));
    this.persons = new Set(persons.filter(({ teacherNumber }) => numbers.has(teacherNumber)));
    const allRound = persons.find(({ teacherNumber }) => teacherNumber === DEMO_TEACHERS.gao.teacherNumber);
    if (!allRound) throw new Error("the demo's list has changed");
    this.allRound = allRound;
  }

  has = (person: Person): boolean => this.persons.has(person);

  fill(): void {
    for (const person of this.persons) this.history(person);
  }

  private attended(person: Person, year: number, topic: string, tenths?: number): void {
    const offer = this.catalogue.offers.find(({ project, invitation }) => {
      const school = schoolOn(person, project.endsOn);
      return project.topic === topic && project.year === year && school !== null && invitation.meant(school, person);
    });
    if (!offer) throw new Error(`there was no ${topic} for ${person.name} in ${year}`);
    this.rosters.join(offer.project, person, tenths === undefined ? {} : { tenths });
  }

  /** 272 of 360, of which 64 online: 72, 80, 56 and 64 by year. */
  private wang(person: Person): void {
    YEARS.forEach((year, index) => {
      this.online.result(person, year, year === 2018 ? 200 : 160);
      this.attended(person, year, SELF_RUN[index] ?? SELF_RUN[0]);
    });
    this.attended(person, 2016, "省培：骨干教师提升培训");
    this.attended(person, 2016, "暑期全员培训", 160);
    this.attended(person, 2017, "省培：学科带头人高级研修");
    this.attended(person, 2017, "新教材培训");
    this.attended(person, 2018, "国培计划：信息技术应用能力提升");
    this.attended(person, 2019, "班主任专业能力提升");
    this.attended(person, 2019, "师德师风专题培训");
  }

  private history(person: Person): void {
    const { wang, zhao, sun, zhou, wu, gao } = DEMO_TEACHERS;
    const online = (year: number, tenths = 160) => this.online.result(person, year, tenths);
    const attended = (year: number, topic: string, tenths?: number) => this.attended(person, year, topic, tenths);
    switch (person.teacherNumber) {
      case wang.teacherNumber:
        this.wang(person);
        return;
      case zhao.teacherNumber:
        for (const year of YEARS) {
          online(year);
          attended(year, "省培：骨干教师提升培训");
          attended(year, "暑期全员培训");
        }
        return;
      case sun.teacherNumber:
        for (const year of YEARS) {
          online(year, year === 2017 ? 160 : 200);
          attended(year, "教学常规培训");
        }
        attended(2018, "心理健康教育骨干培训");
        return;
      case zhou.teacherNumber:
      case wu.teacherNumber:
        // Before the first year of duty online results count nothing, everything else counts (R4).
        for (const year of YEARS) online(year);
        if (person.teacherNumber === zhou.teacherNumber) attended(2019, "新教师岗前培训");
        attended(2019, "集体备课研修");
        return;
      case gao.teacherNumber:
        this.everyTraining(person);
        return;
      default:
        for (const year of YEARS) {
          online(year);
          attended(year, "课堂教学研讨");
        }
    }
  }

  /** Beside the support teaching, which is told elsewhere. */
  private everyTraining(person: Person): void {
    for (const year of YEARS) this.online.result(person, year, 160);
    this.attended(person, 2016, "启用前纸质登记结转（2016年上半年）", 240);
    this.attended(person, 2017, "暑期全员培训");
    this.attended(person, 2018, "省培：骨干教师提升培训");
    for (const kind of ["lecture", "commissioned", "authorised", "self_run"] as const) {
      const offer = this.catalogue.offers.findLast(
        ({ project, invitation }) =>
          project.kind === kind && invitation.meant(person.school, person) && statusOfProject(project) !== "refused",
      );
      if (!offer) throw new Error(`there was no ${kind} for ${person.name}`);
      this.rosters.join(offer.project, person);
    }
  }

  /** What the one who has something of every source brought alone. */
  everyClaim(claims: Claims): void {
    claims.tell(this.allRound, claims.mooc(), "posted", "2019-10-22T03:05:00.000Z");
    claims.tell(this.allRound, claims.degree(2017), "posted", "2019-10-24T06:40:00.000Z", {
      declaredByTeacher: false,
    });
  }
}
