import { hashPassword } from "@/server/passwords";
import { DEMO_ADMINISTRATORS, DEMO_HOSTS, DEMO_OFFICERS, DEMO_PASSWORD } from "./demo-accounts";
import { aName, latin } from "./names";
import { isEligible, type Person } from "./people";
import { CITY, type PlaceRow, type Places } from "./places";
import type { Chance } from "./random";

export interface AccountRow {
  city_id: number;
  id: number;
  teacher_id: number | null;
  display_name: string;
  login_kind: "teacher" | "school" | "staff";
  login_school_id: number | null;
  login_name: string;
  password_hash: string;
  must_change_password: boolean;
}

export interface RoleRow {
  city_id: number;
  account_id: number;
  role: "teacher" | "school" | "county" | "city" | "host" | "platform";
  organisation_id: number;
}

/** Who can act, by place: what the histories need to name somebody for each step. */
export interface Staff {
  accounts: AccountRow[];
  roles: RoleRow[];
  teacher(person: Person): number;
  /** One who may decide on this person's credits: nobody decides on their own. */
  administrator(schoolId: number, person?: Person): number;
  /** Who registers the trainings of a school, and which of its teachers that is. */
  registrar(schoolId: number): { account: number; person: Person | null };
  /** The only administrators of their schools, who are teachers there, too. */
  soleAdministrators: Person[];
  county(countyId: number): number;
  host(officeId: number): number;
  city: [number, number];
  platform: number;
}

/** Every ninth school has one administrator only. */
const EVERY_SOLE = 9;
/** The hash of no password: the platform acts by another door. */
const NO_PASSWORD = "-";

export async function staff(
  chance: Chance,
  persons: readonly Person[],
  { bureau, counties, schools, offices }: Places,
): Promise<Staff> {
  const password_hash = await hashPassword(DEMO_PASSWORD);
  const accounts: AccountRow[] = [];
  const roles: RoleRow[] = [];
  const add = (
    account: Omit<AccountRow, "city_id" | "id" | "password_hash" | "must_change_password">,
    mustChange = false,
  ) => {
    const id = accounts.length + 1;
    accounts.push({ city_id: CITY.id, id, password_hash, must_change_password: mustChange, ...account });
    return id;
  };
  const grant = (account_id: number, role: RoleRow["role"], organisation_id: number) =>
    roles.push({ city_id: CITY.id, account_id, role, organisation_id });

  const teachers = new Map<number, number>();
  for (const person of persons) {
    const names = { teacher_id: person.id, display_name: person.name, login_name: person.teacherNumber };
    const id = add({ ...names, login_kind: "teacher", login_school_id: null });
    teachers.set(person.id, id);
    grant(id, "teacher", person.school.id);
  }

  const administrators = new Map<number, { id: number; person: Person | null }[]>();
  const soleAdministrators: Person[] = [];
  const addAdministrator = (
    school: PlaceRow,
    name: string,
    loginName: string,
    person: Person | null,
    mustChange = false,
  ) => {
    const names = { teacher_id: person?.id ?? null, display_name: name, login_name: loginName };
    const id = add({ ...names, login_kind: "school", login_school_id: school.id }, mustChange);
    administrators.set(school.id, [...(administrators.get(school.id) ?? []), { id, person }]);
    grant(id, "school", school.id);
    if (person) grant(id, "teacher", school.id);
  };
  schools.forEach((school, index) => {
    const listed = Object.values(DEMO_ADMINISTRATORS).filter((demo) => demo.school === school.name);
    for (const demo of listed)
      addAdministrator(school, demo.name, demo.loginName, null, demo === DEMO_ADMINISTRATORS.ma);
    if (listed.length > 0) return;
    const first = persons.filter((person) => person.school.id === school.id && isEligible(person)).at(-1);
    if (!first) throw new Error(`${school.name} has nobody to administer it`);
    addAdministrator(school, first.name, latin(first.name).pinyin, first);
    if (index % EVERY_SOLE === 0) {
      soleAdministrators.push(first);
      return;
    }
    const name = aName(chance);
    addAdministrator(school, name, `${latin(name).pinyin}2`, null);
  });

  const officers = new Map<number, number>();
  const addOfficer = (
    role: "county" | "city" | "host" | "platform",
    place: PlaceRow,
    name: string,
    loginName: string,
  ) => {
    const id = add({
      teacher_id: null,
      display_name: name,
      login_kind: "staff",
      login_school_id: null,
      login_name: loginName,
    });
    grant(id, role, place.id);
    if (!officers.has(place.id)) officers.set(place.id, id);
    return id;
  };
  for (const county of counties) {
    const listed = Object.values(DEMO_OFFICERS).filter((demo) => county.name.startsWith(demo.office));
    for (const demo of listed) addOfficer("county", county, demo.name, demo.loginName);
    if (listed.length === 0) addOfficer("county", county, aName(chance), `county${county.code}`);
  }
  const { city, citySecond } = DEMO_OFFICERS;
  const cityOfficers: [number, number] = [
    addOfficer("city", bureau, city.name, city.loginName),
    addOfficer("city", bureau, citySecond.name, citySecond.loginName),
  ];
  const { ofCounty, ...ofCity } = offices;
  for (const office of [...Object.values(ofCity), ...ofCounty.values()]) {
    const demo = Object.values(DEMO_HOSTS).find((one) => one.office === office.name);
    addOfficer("host", office, demo?.name ?? aName(chance), demo?.loginName ?? `office${office.id}`);
  }
  const platform = addOfficer("platform", bureau, "网络校本研修平台", "online-platform");
  const machine = accounts[platform - 1];
  if (machine) machine.password_hash = NO_PASSWORD;

  const found = (map: Map<number, number>, key: number) => known(map.get(key), key);
  const known = (account: number | undefined, key: number) => {
    if (account === undefined) throw new Error(`nobody acts for ${key}`);
    return account;
  };
  return {
    accounts,
    roles,
    teacher: (person) => found(teachers, person.id),
    administrator: (schoolId, person) =>
      known(administrators.get(schoolId)?.find((one) => !person || one.person !== person)?.id, schoolId),
    registrar: (schoolId) => {
      const all = administrators.get(schoolId) ?? [];
      const one = all.find(({ person }) => person === null) ?? all[0];
      return { account: known(one?.id, schoolId), person: one?.person ?? null };
    },
    soleAdministrators,
    county: (countyId) => found(officers, countyId),
    host: (officeId) => found(officers, officeId),
    city: cityOfficers,
    platform,
  };
}
