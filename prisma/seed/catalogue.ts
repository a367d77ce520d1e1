import { calendarDate } from "@/rules/calendar";
import type { Outline, ProjectStory } from "./entries";
import { endingOfCommissioned, endingOfCounty, endingOfDepartmental } from "./mishaps";
import type { Person } from "./people";
import type { PlaceRow, Places } from "./places";
import { daysOf, type Ending, type ProjectTeller } from "./projects";
import type { Chance } from "./random";
import {
  AUTHORISED,
  BEFORE_THE_CYCLE,
  CITY_OWN,
  COMMISSIONED,
  COUNTY_OWN,
  COUNTY_RESEARCH,
  LECTURES,
  NATIONAL,
  PROVINCIAL,
  RESEARCH,
  SCIENCE,
  SELF_RUN,
  TECHNOLOGY,
  YEARS,
} from "./trainings";

/** Whom a training is for, and how many of them come. */
export interface Invitation {
  meant: (school: PlaceRow, person: Person) => boolean;
  share: number;
  lecturers?: number;
  /** By kind of people: most come as zealous as they are, to some everybody comes alike. */
  byZeal: boolean;
}

export interface Offer {
  project: ProjectStory;
  invitation: Invitation;
}

const EVERYBODY = () => true;
export const countyName = ({ name }: PlaceRow) => name.replace("教育局", "");

/** What was offered over four years: every kind of training, by everyone who hosts them. */
export class Catalogue {
  readonly offers: Offer[] = [];
  private commissioned = 0;
  private departmental = 0;
  private readonly notices = new Map<string, number>();

  constructor(
    private readonly chance: Chance,
    private readonly teller: ProjectTeller,
    private readonly places: Places,
    private readonly subjects: readonly string[],
  ) {
    this.provincial(2015, BEFORE_THE_CYCLE, 0.03, false);
    this.opening();
    for (const year of YEARS) {
      for (const topic of [...NATIONAL, ...PROVINCIAL]) this.provincial(year, topic, 0.034, true);
      this.ofBureau(year);
      this.ofDepartments(year);
      for (const [countyId, office] of places.offices.ofCounty) this.ofCounty(year, countyId, office);
      for (const school of places.schools) this.ofSchool(year, school);
    }
  }

  private offer(outline: Outline, invitation: Partial<Invitation>, ending?: Ending): void {
    const project = this.teller.tell(outline, ending);
    this.offers.push({ project, invitation: { meant: EVERYBODY, share: 0, byZeal: true, ...invitation } });
  }

  /** The number of an office's notice, counted by office and year. */
  private notice(sign: string, year: number): string {
    const key = `${sign}〔${year}〕`;
    const number = (this.notices.get(key) ?? 0) + 1;
    this.notices.set(key, number);
    return `${key}${number}号`;
  }

  private provincial(year: number, [topic, hours]: readonly [string, number], share: number, byZeal: boolean): void {
    const kind = topic.startsWith("国培") ? "national" : "provincial";
    const notice = this.notice(kind === "national" ? "教师厅函" : "豫教师", year);
    const days = daysOf(this.chance, year, [3, 9], hours / 60);
    const outline = { kind, topic, title: topic, host: this.places.bureau, hours, notice, ...days } as const;
    this.offer(outline, { share, byZeal });
  }

  /** What schools' paper books held before the bank was opened. */
  private opening(): void {
    const title = "启用前纸质登记结转（2016年上半年）";
    const days = { startsOn: calendarDate("2016-01-01"), endsOn: calendarDate("2016-06-30") };
    const outline = { kind: "opening", topic: title, title, host: this.places.bureau, hours: 360, ...days } as const;
    this.offer(outline, { share: 0.1, byZeal: false });
  }

  private ofBureau(year: number): void {
    const { chance, places } = this;
    const direct = (school: PlaceRow) => school.county_id === null;
    const host = places.bureau;
    for (const [topic, hours] of CITY_OWN) {
      // Those who were hired in autumn had theirs the next spring.
      const months: [number, number] = topic === "新教师岗前培训" ? [4, 5] : [3, 9];
      const days = daysOf(chance, year, months, 3);
      const notice = this.notice("新教师", year);
      const title = `新乡市${year}年${topic}`;
      this.offer({ kind: "city", topic, title, host, hours, notice, ...days }, { share: 0.033 });
    }
    for (const [topic, hours] of COUNTY_OWN) {
      const outline = { kind: "city", topic, title: `市直学校${year}年${topic}`, host, hours } as const;
      const notice = this.notice("新教师", year);
      this.offer({ ...outline, notice, ...daysOf(chance, year, [3, 9], 2) }, { meant: direct, share: 0.19 });
    }
    for (const [half, topic] of LECTURES.slice(0, 2).entries())
      this.lecture(host, year, half, topic, { meant: direct, share: 0.27, lecturers: 1 });
    this.authorised(host, year, AUTHORISED[year % 2] ?? AUTHORISED[0], EVERYBODY);
  }

  private ofDepartments(year: number): void {
    const { research, technology, science } = this.places.offices;
    this.subjects.forEach((subject, i) => {
      const topic = `${subject}${RESEARCH[(i + year) % RESEARCH.length]}`;
      this.department(research, year, topic, 240, { meant: (_, person) => person.subject === subject, share: 0.16 });
    });
    for (const topic of TECHNOLOGY) this.department(technology, year, topic, 160, { share: 0.035 });
    for (const topic of SCIENCE) this.department(science, year, topic, 160, { share: 0.015 });
    this.lecture(research, year, 1, "名师大讲堂", { share: 0.02, lecturers: 2 });
    this.lecture(science, year, 0, "教育科研专家报告会", { share: 0.02, lecturers: 1 });
  }

  private department(host: PlaceRow, year: number, topic: string, hours: number, invitation: Partial<Invitation>) {
    const days = daysOf(this.chance, year, [3, 10], 3);
    const sign = host.county_id === null ? "新教研" : `${host.name.charAt(0)}教研`;
    const title = `${host.county_id === null ? "" : host.name.replace("教研室", "")}${year}年${topic}`;
    const outline = {
      kind: "department",
      topic,
      title,
      host,
      hours,
      notice: this.notice(sign, year),
      ...days,
    } as const;
    this.offer(outline, invitation, endingOfDepartmental(this.departmental));
    this.departmental += 1;
  }

  private ofCounty(year: number, countyId: number, office: PlaceRow): void {
    const { chance, places } = this;
    const county = places.counties.find(({ id }) => id === countyId);
    if (!county) throw new Error(`${office.name} has no county`);
    const meant = (school: PlaceRow) => school.county_id === countyId;
    const name = countyName(county);
    COUNTY_OWN.forEach(([topic, hours], place) => {
      const outline = { kind: "county", topic, title: `${name}${year}年${topic}`, host: county, hours } as const;
      const notice = this.notice(`${name.charAt(0)}教字`, year);
      const days = daysOf(chance, year, [3, 9], 2);
      this.offer({ ...outline, notice, ...days }, { meant, share: 0.19 }, endingOfCounty(place, year));
    });
    for (const topic of COUNTY_RESEARCH) this.department(office, year, topic, 80, { meant, share: 0.06 });
    const hosts = [office, county];
    hosts.forEach((host, half) => {
      const topic = LECTURES[(half * 2 + year) % LECTURES.length] ?? "送教下乡";
      this.lecture(host, year, half, topic, { meant, share: 0.27, lecturers: 2 });
    });
    this.authorised(county, year, AUTHORISED[(year + 1) % 2] ?? AUTHORISED[0], meant);
  }

  /** One in spring or one in autumn. */
  private lecture(host: PlaceRow, year: number, half: number, topic: string, invitation: Partial<Invitation>): void {
    const days = daysOf(this.chance, year, half === 0 ? [4, 4] : [10, 10], 1);
    const title = `${topic}（${year}年${half === 0 ? "春" : "秋"}季）`;
    this.offer({ kind: "lecture", topic, title, host, hours: 40, lecturerHours: 80, ...days }, invitation);
  }

  private authorised(
    host: PlaceRow,
    year: number,
    [topic, partner]: readonly [string, string],
    meant: Invitation["meant"],
  ): void {
    const title = `${partner}${year}年${topic}`;
    const days = daysOf(this.chance, year, [7, 7], 4);
    const outline = { kind: "authorised", topic, title, host, hours: 160, partner, ...this.papers(), ...days } as const;
    this.offer(outline, { meant, share: 0.025, byZeal: false });
  }

  private ofSchool(year: number, school: PlaceRow): void {
    const { chance } = this;
    const meant = (one: PlaceRow) => one === school;
    const common = { host: school, ...this.papers() };
    if (chance.is(0.7)) {
      const [topic, partner] = chance.pick(COMMISSIONED);
      const outline = { ...common, kind: "commissioned", topic, title: `${school.name}${year}年${topic}` } as const;
      const days = daysOf(chance, year, [8, 8], 3);
      this.offer(
        { ...outline, partner, hours: 120, ...days },
        { meant, share: 0.32 },
        endingOfCommissioned(this.commissioned),
      );
      this.commissioned += 1;
    }
    // In summer and in autumn; of the second year both are not the same.
    const summer = SELF_RUN[year - YEARS[0]] ?? SELF_RUN[0];
    const autumn = summer === SELF_RUN[1] ? SELF_RUN[2] : SELF_RUN[1];
    for (const [topic, day] of [
      [summer, `${year}-06-20`],
      [autumn, `${year}-09-20`],
    ] as const) {
      const days = { startsOn: calendarDate(day), endsOn: calendarDate(day) };
      const outline = { kind: "self_run", topic, title: topic, host: school, hours: 80, ...days } as const;
      this.offer(outline, { meant, share: 0.25, byZeal: false });
    }
  }

  /** What a training with papers tells of them (N3.2). */
  private papers(): Pick<Outline, "invoice" | "documented"> {
    const more = this.chance.is(0.1) ? this.chance.whole(1, 3) : 0;
    return { invoice: this.chance.digits(8), documented: (roster) => roster + more };
  }
}
