import type { Catalogue } from "./catalogue";
import type { Claims } from "./claims";
import { DEMO_TEACHERS, YUANYANG_FIRST } from "./demo-accounts";
import type { OnlineResults } from "./online";
import { isEligible, type Person, schoolOn } from "./people";
import type { Chance } from "./random";
import type { Rosters } from "./rosters";
import { during } from "./times";
import { COUNTY_OWN, SELF_RUN, YEARS } from "./trainings";

/** The listed people: exactly what the demo says of them. */
export class Listed {
  private readonly persons: Set<Person>;
  /** An ordinary teacher who has something of every source. */
  readonly allRound: Person;

  constructor(
    private readonly catalogue: Catalogue,
    private readonly rosters: Rosters,
    private readonly online: OnlineResults,
    persons: readonly Person[],
  ) {
    const numbers = new Set<string>(Object.values(DEMO_TEACHERS).map((demo) => demo.teacherNumber));
    this.persons = new Set(persons.filter(({ teacherNumber }) => numbers.has(teacherNumber)));
    const allRound = persons.find(
      (person) => !this.persons.has(person) && person.school.name === YUANYANG_FIRST && isEligible(person),
    );
    if (!allRound) throw new Error(`${YUANYANG_FIRST} has no ordinary teacher`);
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
    const { wang, zhao, sun, zhou, wu } = DEMO_TEACHERS;
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
      default:
        for (const year of YEARS) {
          online(year);
          attended(year, "课堂教学研讨");
        }
    }
  }

  /** Fills up what chance did not give to the one who has something of every source. */
  everySource(chance: Chance, claims: Claims): void {
    const person = this.allRound;
    const { offers } = this.catalogue;
    for (const kind of ["lecture", "commissioned", "authorised", "opening", "self_run"] as const) {
      const fits = offers.filter(({ project, invitation }) => {
        const school = schoolOn(person, project.endsOn);
        return project.kind === kind && school !== null && invitation.meant(school, person);
      });
      const on = fits.some(({ project }) => project.roster.some((story) => story.person === person));
      const [first] = fits.filter(({ project }) => project.steps.at(-1)?.to !== "refused");
      if (!first) throw new Error(`there was no ${kind} for ${person.name}`);
      if (!on) this.rosters.join(first.project, person, kind === "opening" ? { tenths: 240 } : {});
    }
    const [topic] = COUNTY_OWN[0];
    const county = offers.find(
      ({ project, invitation }) => project.topic === topic && invitation.meant(person.school, person),
    );
    if (county && !county.project.roster.some((story) => story.person === person))
      this.rosters.join(county.project, person);
    const day = () => during(chance, `2019-10-${chance.whole(10, 28)}`);
    claims.tell(person, claims.mooc(), "posted", day());
    claims.tell(person, claims.degree(2017), "posted", day(), { declaredByTeacher: false });
  }
}
