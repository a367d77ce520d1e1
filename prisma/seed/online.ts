import type { Doers } from "./doers";
import type { Story } from "./entries";
import { type Person, schoolOn } from "./people";
import type { Chance } from "./random";
import { during, soonAfter } from "./times";
import { YEARS } from "./trainings";

/** What the online platform pushed over four years, posted at once (N3.5). */
export class OnlineResults {
  readonly stories: Story[] = [];

  constructor(
    private readonly chance: Chance,
    private readonly doers: Doers,
  ) {}

  result(person: Person, year: number, tenths: number): void {
    const { chance } = this;
    const endedOn = `${year}-11-${chance.whole(12, 30)}`;
    const school = schoolOn(person, endedOn);
    if (!school) return;
    const at = during(chance, soonAfter(chance, endedOn));
    this.stories.push({
      ...{
        id: chance.uuid(),
        person,
        school,
        source: "online",
        title: `${year}年度网络校本研修`,
        year,
        endedOn,
        tenths,
      },
      ...{ halves: 0, trainingKey: null, certificateKey: `wx${year}-${person.teacherNumber}`, route: [] },
      steps: [{ action: "register", to: "posted", ...this.doers.platform(), at }],
    });
  }

  ordinary(person: Person): void {
    if (person.certificateNumber === null) return;
    const { chance } = this;
    for (const year of YEARS)
      if (chance.is(0.92)) this.result(person, year, chance.pick([160, 160, 160, 160, 160, 160, 160, 140, 120, 200]));
  }
}
