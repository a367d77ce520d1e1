import type { EntryStatus, Step } from "@/rules/credit-entry";
import { dutyYears } from "@/rules/duty";
import { defaultPolicy2016 } from "@/rules/policy";
import type { Staff } from "./accounts";
import type { Story, StoryStep } from "./entries";
import { type Person, schoolOn } from "./people";
import type { PlaceRow, Places } from "./places";
import type { Chance } from "./random";
import { during, later, soonAfter } from "./times";
import {
  AUTHORISED,
  CITY_OWN,
  CITY_RESEARCH,
  CITY_TECHNOLOGY,
  COMMISSIONED,
  COUNTY_OWN,
  LECTURES,
  PROVINCIAL,
  SELF_RUN,
} from "./trainings";

/** What hosts, schools and the platform brought in over four years: posted, or kept on record. */

export const YEARS = [2016, 2017, 2018, 2019];

type Doer = Pick<StoryStep, "account" | "role" | "organisation">;
type Training = Partial<Pick<Story, "year" | "halves" | "trainingKey">>;

export class Histories {
  readonly stories: Story[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly staff: Staff,
    private readonly places: Places,
  ) {}

  /**
   * An entry that was registered and then approved by each step of its route.
   * @param endedOn whoever was on post on that day has it, under the school of that day
   */
  private tell(
    person: Person,
    school: PlaceRow,
    source: Story["source"],
    title: string,
    endedOn: string,
    tenths: number,
    by: Doer,
    route: readonly Step[],
    { year = Number(endedOn.slice(0, 4)), halves = 0, trainingKey = null }: Training = {},
  ): void {
    const { chance } = this;
    const statusAt = (index: number): EntryStatus => {
      const step = route[index];
      if (step) return `at_${step}`;
      return source === "self_run" ? "recorded" : "posted";
    };
    let at = during(chance, soonAfter(chance, endedOn));
    // Whatever has further steps began early enough for them.
    at = later(at, -24 * route.length);
    const steps: StoryStep[] = [{ action: source === "self_run" ? "record" : "register", to: statusAt(0), ...by, at }];
    route.forEach((step, index) => {
      at = later(at, 22);
      steps.push({ action: "approve", to: statusAt(index + 1), ...this.decider(step, school, by), at });
    });
    this.stories.push({
      ...{ id: chance.uuid(), person, school, source, title, year, endedOn, tenths, halves, trainingKey },
      certificateKey: null,
      route: [...route],
      steps,
    });
  }

  private decider(step: Step, school: PlaceRow, registrant: Doer): Doer {
    if (step === "county" && school.county_id !== null) return this.county(school.county_id);
    const [first, second] = this.staff.city;
    // What one city officer registers, another posts.
    return this.cityOfficer(registrant.account === first ? second : first);
  }

  private cityOfficer = (account: number): Doer => ({
    account,
    role: "city",
    organisation: this.places.bureau.id,
  });

  private county = (countyId: number): Doer => ({
    account: this.staff.county(countyId),
    role: "county",
    organisation: countyId,
  });

  private host = ({ id }: PlaceRow): Doer => ({ account: this.staff.host(id), role: "host", organisation: id });

  private administrator = (school: PlaceRow, person: Person): Doer => ({
    account: this.staff.administrator(school.id, this.staff.soleAdministrators.includes(person) ? undefined : person),
    role: "school",
    organisation: school.id,
  });

  online(person: Person, year: number, tenths: number): void {
    const endedOn = `${year}-11-${this.chance.whole(12, 30)}`;
    const school = schoolOn(person, endedOn);
    const platform: Doer = {
      account: this.staff.platform,
      role: "platform",
      organisation: this.places.bureau.id,
    };
    if (school) this.tell(person, school, "online", `${year}年度网络校本研修`, endedOn, tenths, platform, []);
  }

  provincial(person: Person, year: number, name: string, tenths: number, endedOn = this.dayOf(year)): void {
    const school = schoolOn(person, endedOn);
    const officer = this.cityOfficer(this.staff.city[this.chance.whole(0, 1)] ?? this.staff.city[0]);
    if (school) this.training(person, school, name, endedOn, tenths, officer, year);
  }

  cityProject(person: Person, year: number, tenths: number): void {
    const { chance } = this;
    const { research, technology } = this.places.offices;
    const endedOn = this.dayOf(year);
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const kind = chance.next();
    if (kind < 0.4)
      this.training(
        person,
        school,
        `市培：${chance.pick(CITY_OWN)}`,
        endedOn,
        tenths,
        this.cityOfficer(this.staff.city[0]),
        year,
      );
    else if (kind < 0.75)
      this.training(
        person,
        school,
        `市教研室：${person.subject}${chance.pick(CITY_RESEARCH)}`,
        endedOn,
        tenths,
        this.host(research),
        year,
      );
    else
      this.training(
        person,
        school,
        `市电教馆：${chance.pick(CITY_TECHNOLOGY)}`,
        endedOn,
        tenths,
        this.host(technology),
        year,
      );
  }

  countyProject(person: Person, year: number, name: string, tenths: number): void {
    const endedOn = this.dayOf(year);
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const county = this.places.counties.find(({ id }) => id === school.county_id);
    const by = county ? this.county(county.id) : this.cityOfficer(this.staff.city[1]);
    const host = county ? county.name.replace("教育局", "") : "市直学校";
    this.training(person, school, `${host}${year}年${name}`, endedOn, tenths, by, year);
  }

  lecture(person: Person, year: number): void {
    const { chance } = this;
    const endedOn = `${year}-${chance.pick(["04", "10"])}-${chance.whole(10, 28)}`;
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const name = chance.pick(LECTURES);
    const office = this.places.offices.ofCounty.get(school.county_id ?? 0) ?? this.places.offices.research;
    const trainingKey = `lecture/${office.id}/${endedOn.slice(0, 7)}/${name}`;
    const by = this.host(office);
    this.tell(person, school, "lecture", name, endedOn, 40, by, ["city"], { trainingKey });
    // Whoever taught there is told a second time, with more credits (R13, R16).
    if (chance.is(0.03))
      this.tell(person, school, "lecture", `${name}（主讲）`, endedOn, 80, by, ["city"], { trainingKey });
  }

  private training(
    person: Person,
    school: PlaceRow,
    name: string,
    endedOn: string,
    tenths: number,
    by: Doer,
    year: number,
  ) {
    this.tell(person, school, "project", name, endedOn, tenths, by, ["city"], {
      trainingKey: `project/${year}/${name}`,
    });
  }

  bySchool(person: Person, source: "commissioned" | "self_run", title: string, endedOn: string, tenths: number): void {
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const superiors: Step[] = school.county_id === null ? ["city"] : ["county", "city"];
    const route = source === "self_run" ? [] : superiors;
    const trainingKey = source === "self_run" ? null : `commissioned/${school.id}/${endedOn.slice(0, 4)}/${title}`;
    this.tell(person, school, source, title, endedOn, tenths, this.administrator(school, person), route, {
      trainingKey,
    });
  }

  authorised(person: Person, year: number): void {
    const endedOn = `${year}-07-${this.chance.whole(10, 28)}`;
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const title = this.chance.pick(AUTHORISED);
    const by = school.county_id === null ? this.cityOfficer(this.staff.city[0]) : this.county(school.county_id);
    this.tell(person, school, "authorised", title, endedOn, 160, by, ["city"], {
      trainingKey: `authorised/${year}/${title}`,
    });
  }

  support(person: Person, year: number, halves: 1 | 2 | 3, title: string): void {
    const endedOn = halves === 1 ? `${year}-06-30` : `${year}-11-30`;
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const by = this.host(this.places.offices.personnel);
    this.tell(person, school, "support_teaching", title, endedOn, halves === 3 ? 720 : 360, by, ["city"], { halves });
    if (this.chance.is(0.15))
      this.tell(person, school, "support_teaching", `${title}（补报）`, endedOn, 360, by, ["city"], {
        halves: halves === 1 ? 1 : 2,
      });
  }

  /** What a school's paper books held before the bank was opened. */
  private opening(person: Person): void {
    const endedOn = "2016-06-30";
    const school = schoolOn(person, endedOn);
    const by = this.cityOfficer(this.staff.city[0]);
    const tenths = this.chance.pick([160, 240, 360]);
    if (school)
      this.tell(person, school, "opening", "启用前纸质登记结转（2016年上半年）", endedOn, tenths, by, ["city"]);
  }

  ordinary(person: Person): void {
    const { chance } = this;
    // Some take every chance, some few.
    const zeal = 0.55 + chance.next() * 0.6;
    if (chance.is(0.1)) this.opening(person);
    for (const year of YEARS) {
      if (chance.is(0.92)) this.online(person, year, chance.pick([160, 160, 160, 160, 160, 160, 160, 140, 120, 200]));
      this.trainings(person, year, zeal);
      this.ofSchool(person, year, zeal);
      const onDuty = dutyYears(defaultPolicy2016, person.employments).includes(year);
      if (onDuty && chance.is(0.015))
        this.support(person, year, chance.pick([1, 2, 3] as const), chance.is(0.3) ? "援疆支教" : "两区支教");
    }
    // Ended before the cycle, but brought in with it: counts nothing in it (R15).
    if (chance.is(0.03)) this.provincial(person, 2015, "省培：农村骨干教师培训", 240, "2015-12-20");
  }

  private trainings(person: Person, year: number, zeal: number): void {
    const { chance } = this;
    if (chance.is(0.2 * zeal)) this.provincial(person, year, chance.pick(PROVINCIAL), chance.pick([320, 400, 480]));
    if (chance.is(0.5 * zeal)) this.cityProject(person, year, chance.pick([160, 240, 240]));
    for (const name of COUNTY_OWN)
      if (chance.is(0.22 * zeal)) this.countyProject(person, year, name, chance.pick([80, 120, 160, 240]));
    if (chance.is(0.55 * zeal)) this.lecture(person, year);
    if (chance.is(0.04)) this.authorised(person, year);
  }

  private ofSchool(person: Person, year: number, zeal: number): void {
    const { chance } = this;
    const day = `${chance.whole(3, 9)}-${chance.whole(10, 28)}`;
    if (chance.is(0.2 * zeal))
      this.bySchool(person, "commissioned", chance.pick(COMMISSIONED), `${year}-08-${chance.whole(10, 28)}`, 120);
    if (chance.is(0.5))
      this.bySchool(person, "self_run", chance.pick(SELF_RUN), `${year}-0${day}`, chance.pick([40, 80, 120]));
  }

  private dayOf(year: number): string {
    return `${year}-0${this.chance.whole(3, 9)}-${this.chance.whole(10, 28)}`;
  }
}
