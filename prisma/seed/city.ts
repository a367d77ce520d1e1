import { type Staff, staff } from "./accounts";
import { Attendance } from "./attendance";
import { Catalogue } from "./catalogue";
import { Claims } from "./claims";
import { Desks, ownClaim } from "./desk";
import { Doers } from "./doers";
import { type ProjectStory, type Story, statusOfProject } from "./entries";
import { Listed } from "./listed";
import { OnlineResults } from "./online";
import { bringPapers } from "./papers";
import { type Person, people, SUBJECTS } from "./people";
import { type Places, places } from "./places";
import { ProjectTeller } from "./projects";
import type { Chance } from "./random";
import { reportRows } from "./reports";
import { Rosters } from "./rosters";
import { UnderWay } from "./under-way";

/** The whole demo city, told but not yet written. */
export interface City {
  places: Places;
  persons: Person[];
  team: Staff;
  projects: ProjectStory[];
  /** What single teachers brought, apart from all entries. */
  claims: Story[];
  stories: Story[];
  reports: ReturnType<typeof reportRows>;
}

/** Trainings first, then who came to them: an entry of a roster hangs on its training. */
export async function tellCity(chance: Chance): Promise<City> {
  const all = places();
  const persons = people(chance, all.counties, all.schools);
  const team = await staff(chance, persons, all);
  const doers = new Doers(chance, team, all);

  const teller = new ProjectTeller(chance, doers);
  const catalogue = new Catalogue(chance, teller, all, SUBJECTS);
  const rosters = new Rosters(chance);
  const online = new OnlineResults(chance, doers);
  const listed = new Listed(catalogue, rosters, online, persons);
  listed.fill();
  const ordinary = persons.filter((person) => !listed.has(person));
  for (const person of ordinary) online.ordinary(person);
  const attendance = new Attendance(chance, catalogue, rosters, ordinary);
  attendance.fill();
  attendance.support(teller, all, listed.allRound);

  const claims = new Claims(chance, team, all.bureau);
  new Desks(chance, claims, persons, team.soleAdministrators).fill();
  for (const person of team.soleAdministrators) ownClaim(claims, person);
  listed.everyClaim(claims);

  bringPapers(teller.projects);
  new UnderWay(chance, teller, rosters, all, ordinary).fill();
  const projects = teller.projects.filter((project) => project.roster.length > 0 || isBeforeItsRoster(project));
  const reports = reportRows(chance, doers, all, persons, projects);
  const stories = [...online.stories, ...rosters.stories, ...claims.stories];
  return { places: all, persons, team, projects, claims: claims.stories, stories, reports };
}

/** What nobody came to in the past was no training. */
const isBeforeItsRoster = (project: ProjectStory) => ["draft", "at_filing", "filed"].includes(statusOfProject(project));
