import { calendarDate } from "@/rules/calendar";
import type { Catalogue, Offer } from "./catalogue";
import { type ProjectStory, statusOfProject } from "./entries";
import { STRUCK } from "./mishaps";
import { isEligible, type Person, schoolOn } from "./people";
import type { PlaceRow, Places } from "./places";
import type { ProjectTeller } from "./projects";
import type { Chance } from "./random";
import { mayJoin, type Rosters } from "./rosters";

/** Who came to which training. */
export class Attendance {
  private readonly zeal: Map<Person, number>;

  constructor(
    private readonly chance: Chance,
    private readonly catalogue: Catalogue,
    private readonly rosters: Rosters,
    /** Those whose credits are left to chance. */
    private readonly persons: readonly Person[],
  ) {
    // Some take every chance, some few.
    this.zeal = new Map(persons.map((person) => [person, 0.55 + chance.next() * 0.6]));
  }

  fill(): void {
    for (const offer of this.catalogue.offers) this.invite(offer);
    this.strike();
  }

  private meant({ project, invitation: { meant } }: Offer): Person[] {
    return this.persons.filter((person) => {
      const school = schoolOn(person, project.endsOn);
      return school !== null && meant(school, person) && mayJoin(project, person);
    });
  }

  private invite(offer: Offer): void {
    const { chance, rosters } = this;
    const { project, invitation } = offer;
    const meant = this.meant(offer);
    for (const person of meant) {
      const zeal = invitation.byZeal ? (this.zeal.get(person) ?? 1) : 1;
      if (!chance.is(invitation.share * zeal)) continue;
      if (project.kind === "opening") rosters.join(project, person, { tenths: chance.pick([160, 240, 360]) });
      else rosters.attend(project, person);
    }
    // Some of those who taught there stand on the list a second time, with more credits (R13, R16).
    const lecturers = new Set(
      Array.from({ length: meant.length > 0 ? (invitation.lecturers ?? 0) : 0 }, () => chance.pick(meant)),
    );
    for (const person of lecturers) rosters.join(project, person, { role: "taught" });
  }

  /** A reviewer found single people on a roster who had not been there. */
  private strike(): void {
    const large = this.catalogue.offers.filter(
      ({ project }) => project.kind === "county" && project.roster.length > 20 && statusOfProject(project) === "posted",
    );
    for (const [place, { project }] of large.entries()) {
      const story = place % 6 === 0 ? project.roster[place % project.roster.length] : undefined;
      const reason = STRUCK[(place / 6) % STRUCK.length];
      if (story && reason) this.rosters.strike(project, story, reason);
    }
  }

  /** Support teaching of the two districts by the personnel office, in Xinjiang by the bureau (N3.4). */
  support(teller: ProjectTeller, { bureau, offices }: Places, inAnyCase: Person): void {
    const { chance, rosters } = this;
    const able = this.persons.filter(isEligible);
    let first: Person[] = [inAnyCase];
    for (const [from, to, title] of SUPPORT_TIMES) {
      const days = { startsOn: calendarDate(from), endsOn: calendarDate(to) };
      const tell = (host: PlaceRow, topic: string) =>
        teller.tell({ kind: "support_teaching", topic, title: `${title}${topic}`, host, hours: 0, ...days });
      const districts = tell(offices.personnel, "两区支教");
      const xinjiang = tell(bureau, "援疆支教");
      const chosen = new Set([...first, ...Array.from({ length: 24 }, () => chance.pick(able))]);
      first = [];
      [...chosen].forEach((person, place) => {
        const project = place < 16 ? districts : xinjiang;
        rosters.support(project, person, place % 5 === 4 ? halfOf(project) : project.startsOn);
      });
      // Told a second time by the other office, for a half year that both know of: counts once (R6).
      const [, twice] = chosen;
      if (twice) rosters.support(xinjiang, twice, halfOf(xinjiang));
    }
  }
}

/** Came later: for the second half year of a school year. */
const halfOf = ({ startsOn, year }: ProjectStory) =>
  startsOn < `${year}-01-01` ? calendarDate(`${year}-02-18`) : startsOn;

/** From the first day to the last, as school years go. */
const SUPPORT_TIMES = [
  ["2016-02-22", "2016-06-30", "2016年春季"],
  ["2016-08-29", "2017-07-07", "2016—2017学年"],
  ["2017-08-28", "2018-07-06", "2017—2018学年"],
  ["2018-08-27", "2019-07-05", "2018—2019学年"],
] as const;
