import { calendarDate } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { residentCheckSign } from "@/rules/identity";
import { encryptIdentity, identityHash } from "@/server/identity-vault";
import { DEMO_TEACHERS } from "./demo-accounts";
import { aName, latin } from "./names";
import { CITY, type PlaceRow } from "./places";
import type { Chance } from "./random";

export interface Person {
  id: number;
  name: string;
  teacherNumber: string;
  school: PlaceRow;
  employments: (Employment & { school: PlaceRow; ended: "transferred" | "left" | "retired" | null })[];
  certificateNumber: string | null;
  subject: string;
  identityNumber: string;
}

const TEACHERS = 1500;
const SUBJECTS = [
  "语文",
  "数学",
  "英语",
  "物理",
  "化学",
  "生物",
  "历史",
  "地理",
  "道德与法治",
  "体育",
  "音乐",
  "美术",
  "信息技术",
  "学前教育",
];
const REGIONS = ["410702", "410711", "410721", "410724", "410725", "410726", "410727", "410781", "410782", "410728"];

/** The teachers of the demo's list have the employments that their stories need. */
const FIXED: Partial<Record<string, [string, string | null]>> = {
  [DEMO_TEACHERS.zhao.teacherNumber]: ["1985-09-01", "2019-12-31"],
  [DEMO_TEACHERS.zhou.teacherNumber]: ["2018-09-01", null],
  [DEMO_TEACHERS.wu.teacherNumber]: ["2019-09-01", "2019-12-31"],
};

export function people(chance: Chance, schools: readonly PlaceRow[]): Person[] {
  const listed = Object.values(DEMO_TEACHERS).map((demo, index) => {
    const school = schools.find(({ name }) => name === demo.school);
    if (!school) throw new Error(`the demo's teacher ${demo.name} has no school`);
    const [from, to] = FIXED[demo.teacherNumber] ?? ["2008-09-01", null];
    const person = aPerson(chance, index + 1, school, demo.name, demo.teacherNumber);
    const ended = to === null ? null : ("left" as const);
    const employment = { from: calendarDate(from), to: to === null ? null : calendarDate(to), school, ended };
    return { ...person, certificateNumber: chance.digits(17), employments: [employment] };
  });
  const others = Array.from({ length: TEACHERS - listed.length }, (_, index) => {
    const id = listed.length + index + 1;
    const school = schools[index % schools.length] as PlaceRow;
    return aPerson(chance, id, school, aName(chance), `41079${String(id).padStart(5, "0")}`);
  });
  return [...listed, ...others.map((person) => withCareer(chance, person, schools))];
}

function aPerson(chance: Chance, id: number, school: PlaceRow, name: string, teacherNumber: string): Person {
  return {
    id,
    name,
    teacherNumber,
    school,
    employments: [],
    certificateNumber: chance.is(0.98) ? `20${chance.whole(0, 1)}${chance.digits(14)}` : null,
    subject: school.stage === "kindergarten" ? "学前教育" : chance.pick(SUBJECTS.slice(0, -1)),
    identityNumber: anIdentityNumber(chance),
  };
}

function anIdentityNumber(chance: Chance): string {
  const birth = `${chance.whole(1962, 1994)}${String(chance.whole(1, 12)).padStart(2, "0")}${String(chance.whole(1, 28)).padStart(2, "0")}`;
  const digits = `${chance.pick(REGIONS)}${birth}${chance.digits(3)}`;
  return digits + residentCheckSign(digits);
}

/** Most were hired long ago; some within the cycle, in either half; some have left, some came from another school. */
function withCareer(chance: Chance, person: Person, schools: readonly PlaceRow[]): Person {
  const { school } = person;
  const at = (from: string, to: string | null, where: PlaceRow, ended: Person["employments"][number]["ended"]) => ({
    from: calendarDate(from),
    to: to === null ? null : calendarDate(to),
    school: where,
    ended,
  });
  const kind = chance.next();
  if (kind < 0.06) {
    const hired = `${chance.whole(2016, 2019)}-${chance.is(0.3) ? "03-01" : "09-01"}`;
    return { ...person, employments: [at(hired, null, school, null)] };
  }
  const since = `${chance.whole(1988, 2015)}-09-01`;
  if (kind < 0.08)
    return { ...person, employments: [at(since, `${chance.whole(2016, 2018)}-08-31`, school, "retired")] };
  if (kind < 0.09) return { ...person, employments: [at(since, `${chance.whole(2017, 2019)}-06-30`, school, "left")] };
  if (kind < 0.12) {
    const former = chance.pick(schools);
    const moved = chance.whole(2016, 2019);
    return {
      ...person,
      employments: [at(since, `${moved}-08-31`, former, "transferred"), at(`${moved}-09-01`, null, school, null)],
    };
  }
  return { ...person, employments: [at(since, null, school, null)] };
}

const hex = (bytes: Uint8Array) => `\\x${Buffer.from(bytes).toString("hex")}`;

export const teacherRows = (persons: readonly Person[]) =>
  persons.map((person) => ({
    city_id: CITY.id,
    id: person.id,
    name: person.name,
    ...latin(person.name),
    teacher_number: person.teacherNumber,
    identity_kind: "resident_id",
    identity_cipher: hex(encryptIdentity(person.identityNumber)),
    identity_hash: hex(identityHash("resident_id", person.identityNumber)),
    identity_tail: person.identityNumber.slice(-4),
    certificate_number: person.certificateNumber,
    subject: person.subject,
    school_id: person.school.id,
    county_id: person.school.county_id,
  }));

export const employmentRows = (persons: readonly Person[]) =>
  persons
    .flatMap((person) => person.employments.map((employment) => ({ person, employment })))
    .map(({ person, employment }, index) => ({
      city_id: CITY.id,
      id: index + 1,
      teacher_id: person.id,
      school_id: employment.school.id,
      county_id: employment.school.county_id,
      starts_on: employment.from,
      ends_on: employment.to,
      ended: employment.ended,
    }));
