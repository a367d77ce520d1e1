import { calendarDate } from "@/rules/calendar";
import type { EvidenceKind } from "@/rules/credit-entry";
import { countyName } from "./catalogue";
import { YUANYANG_FIRST } from "./demo-accounts";
import type { Outline, ProjectStory } from "./entries";
import { isEligible, type Person } from "./people";
import type { PlaceRow, Places } from "./places";
import type { Ending, ProjectTeller } from "./projects";
import type { Chance } from "./random";
import type { Rosters } from "./rosters";

/** What lies on the desks of hosts and reviewers on 2019-12-20. */

const PAPERS: EvidenceKind[] = ["bureau_consent", "partner_qualification", "agreement", "invoice", "sign_in_sheets"];

type Untitled = Omit<Outline, "topic" | "startsOn" | "endsOn">;

export class UnderWay {
  constructor(
    private readonly chance: Chance,
    private readonly teller: ProjectTeller,
    private readonly rosters: Rosters,
    private readonly places: Places,
    private readonly persons: readonly Person[],
  ) {}

  fill(): void {
    this.filings();
    this.atTheCity();
    this.commissioned();
    this.authorised();
    this.correction();
  }

  private tell(outline: Untitled, [from, to]: [string, string], ending: Ending & { day: string }): ProjectStory {
    const days = { startsOn: calendarDate(from), endsOn: calendarDate(to) };
    const { day, ...how } = ending;
    return this.teller.tell({ ...outline, topic: outline.title, ...days }, { ...how, on: calendarDate(day) });
  }

  private place(name: string): PlaceRow {
    const { counties, schools } = this.places;
    const found = [...counties, ...schools].find((one) => one.name === name || countyName(one) === name);
    if (!found) throw new Error(`${name} is no place of the demo city`);
    return found;
  }

  /** Some people of a school, a county or the whole city, with nothing odd in their careers. */
  private come(project: ProjectStory, count: number, among: (person: Person) => boolean = () => true): Person[] {
    const able = this.persons.filter((person) => isEligible(person) && person !== project.registrar && among(person));
    const chosen = new Set<Person>();
    while (chosen.size < Math.min(count, able.length)) chosen.add(this.chance.pick(able));
    return [...chosen];
  }

  private attend(project: ProjectStory, count: number, among?: (person: Person) => boolean): void {
    for (const person of this.come(project, count, among)) this.rosters.attend(project, person);
  }

  private filings(): void {
    const { research, technology, science } = this.places.offices;
    const smart = { kind: "department", title: "2020年寒假智慧课堂应用培训", host: technology, hours: 160 } as const;
    const atFiling = this.tell({ ...smart, notice: "新电教〔2019〕31号" }, ["2020-01-13", "2020-01-15"], {
      ...{ status: "at_filing", day: "2019-12-17" },
    });
    const exam = { kind: "department", title: "2019年初中数学中招备考研讨", host: research, hours: 160 } as const;
    const filed = this.tell({ ...exam, notice: "新教研〔2019〕58号" }, ["2019-12-10", "2019-12-11"], {
      ...{ status: "filed", day: "2019-12-04" },
    });
    for (const project of [atFiling, filed]) project.papers = ["notice"];
    const topics = { kind: "department", title: "2020年课题开题指导培训", host: science, hours: 80 } as const;
    this.tell(topics, ["2020-02-24", "2020-02-24"], { status: "draft", day: "2019-12-16" });
  }

  private atTheCity(): void {
    const { bureau, offices } = this.places;
    const county = this.place("原阳县");
    const ofCounty = (place: PlaceRow) => (person: Person) => person.school.county_id === place.id;
    const standards = { kind: "county", title: "原阳县2019年新课程标准专题培训", host: county, hours: 160 } as const;
    const large = this.tell({ ...standards, notice: "原教字〔2019〕86号" }, ["2019-12-07", "2019-12-08"], {
      ...{ status: "at_city", day: "2019-12-13" },
    });
    this.attend(large, 120, ofCounty(county));

    const fengqiu = this.place("封丘县");
    const host = offices.ofCounty.get(fengqiu.id) ?? offices.research;
    const hours = { hours: 40, lecturerHours: 80 };
    const lecture = this.tell(
      { kind: "lecture", title: "名师大讲堂（2019年12月）", host, ...hours },
      ["2019-12-06", "2019-12-06"],
      { status: "at_city", day: "2019-12-12" },
    );
    const [first, second, ...others] = this.come(lecture, 34, ofCounty(fengqiu));
    for (const person of others) this.rosters.attend(lecture, person);
    for (const person of [first, second]) if (person) this.rosters.join(lecture, person, { role: "taught" });

    const autumn = {
      kind: "support_teaching",
      title: "2019年秋季两区支教",
      host: offices.personnel,
      hours: 0,
    } as const;
    const support = this.tell(autumn, ["2019-08-26", "2019-12-13"], { status: "at_city", day: "2019-12-17" });
    for (const person of this.come(support, 18)) this.rosters.support(support, person);

    // What one city officer registered waits for the other.
    const ethics = { kind: "city", title: "新乡市2019年师德师风骨干培训", host: bureau, hours: 160 } as const;
    const own = this.tell({ ...ethics, notice: "新教师〔2019〕97号" }, ["2019-12-03", "2019-12-05"], {
      ...{ status: "at_city", day: "2019-12-16" },
    });
    this.attend(own, 45);
  }

  private school(name: string, project: Partial<Untitled>, ending: Ending & { day: string }, papers = PAPERS) {
    const host = this.place(name);
    const common = { kind: "commissioned", host, hours: 120, partner: "河南师范大学" } as const;
    const told = this.tell(
      { ...common, title: `${name}2019年课堂教学改革研修`, invoice: this.chance.digits(8), ...project },
      ["2019-11-22", "2019-11-24"],
      ending,
    );
    told.papers = papers;
    return told;
  }

  private commissioned(): void {
    const ofSchool =
      ({ host }: ProjectStory) =>
      (person: Person) =>
        person.school === host;
    // One person fewer on the roster than in the papers.
    const fewer = this.school(
      "原阳县实验小学",
      { documented: (roster) => roster + 1 },
      { status: "at_county", day: "2019-12-16" },
    );
    this.attend(fewer, 14, ofSchool(fewer));

    const earlier = this.teller.projects.find(
      ({ kind, invoice, host, roster, year }) =>
        kind === "commissioned" && invoice && roster.length > 0 && year === 2018 && host.name.startsWith("原阳县"),
    );
    if (!earlier?.invoice) throw new Error("there is no earlier invoice to share");
    const sharing = this.school(
      "原阳县第二中学",
      { invoice: earlier.invoice, documented: (roster) => roster },
      { status: "at_county", day: "2019-12-17" },
    );
    this.attend(sharing, 12, ofSchool(sharing));

    const note = "签到册上比名单多一人，请核对后重新提交。";
    const returned = this.school(
      YUANYANG_FIRST,
      { title: `${YUANYANG_FIRST}2019年班主任队伍建设研修`, documented: (roster) => roster + 1 },
      { status: "returned", day: "2019-12-12", detour: { kind: "returned", reason: "papers-and-roster-differ", note } },
    );
    this.attend(returned, 17, ofSchool(returned));

    // Stopped by R11 when it is brought to the county: the invoice is missing.
    this.school(
      YUANYANG_FIRST,
      {
        title: `${YUANYANG_FIRST}2019年青年教师专业发展培训`,
        partner: "新乡学院",
        invoice: null,
        documented: () => 12,
      },
      { status: "draft", day: "2019-12-18" },
      PAPERS.filter((kind) => kind !== "invoice"),
    );
  }

  private authorised(): void {
    const partner = "新乡学院继续教育学院";
    const outline = {
      kind: "authorised",
      title: `${partner}2019年教研组长培训（第二期）`,
      partner,
      hours: 160,
    } as const;
    const papers = { invoice: this.chance.digits(8), documented: (roster: number) => roster };
    const told = this.tell({ ...outline, host: this.place("红旗区"), ...papers }, ["2019-11-25", "2019-11-28"], {
      ...{ status: "at_city", day: "2019-12-14" },
    });
    told.papers = PAPERS;
    this.attend(told, 22, ({ school }) => school.county_id === told.host.id);
  }

  /** The host found that the notice says fewer hours, and asks the city to correct them. */
  private correction(): void {
    const { research } = this.places.offices;
    const outline = { kind: "department", title: "2019年小学语文习作教学研讨", host: research, hours: 240 } as const;
    const told = this.tell({ ...outline, notice: "新教研〔2019〕49号" }, ["2019-11-12", "2019-11-14"], {
      ...{ status: "correcting", day: "2019-12-17" },
    });
    told.correctedHours = 160;
    this.attend(told, 26, ({ school, subject }) => school.stage === "primary" && subject === "语文");
  }
}
