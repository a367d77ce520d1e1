import { calendarDate } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { residentCheckSign } from "@/rules/identity";
import { identityHash, sealText } from "@/server/identity-vault";
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
/** How many teachers a school has, compared with others. */
const SIZE: Record<string, number> = { senior: 7, vocational: 4, junior: 5, primary: 4, kindergarten: 2, special: 1 };
export const SUBJECTS = [
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

interface Career {
  from: string;
  to: string | null;
  ended: Person["employments"][number]["ended"];
  /** Another school, where the person was before. */
  former?: { school: PlaceRow; until: string };
}

/** The teachers of the demo's list have the employments that their stories need. */
const FIXED: Partial<Record<string, Career>> = {
  [DEMO_TEACHERS.zhao.teacherNumber]: { from: "1985-09-01", to: "2019-12-31", ended: "retired" },
  [DEMO_TEACHERS.zhou.teacherNumber]: { from: "2018-09-01", to: null, ended: null },
  [DEMO_TEACHERS.wu.teacherNumber]: { from: "2019-09-01", to: "2019-12-31", ended: "left" },
};

export function people(chance: Chance, counties: readonly PlaceRow[], schools: readonly PlaceRow[]): Person[] {
  const listed = Object.values(DEMO_TEACHERS);
  const persons = listed.map((demo, index): Person => {
    const school = schools.find(({ name }) => name === demo.school);
    if (!school) throw new Error(`the demo's teacher ${demo.name} has no school`);
    const career = FIXED[demo.teacherNumber] ?? { from: "2008-09-01", to: null, ended: null };
    const person = aPerson(chance, index + 1, school, demo.name, demo.teacherNumber, career);
    return { ...person, certificateNumber: aCertificate(chance, career.from) };
  });
  const bySize = schools.flatMap((school) => Array<PlaceRow>(SIZE[school.stage ?? ""] ?? 1).fill(school));
  // The listed ones have the first numbers of their places.
  const serials = new Map<string, number>();
  for (let id = listed.length + 1; id <= TEACHERS; id += 1) {
    const school = chance.pick(bySize);
    const region = counties.find((county) => county.id === school.county_id)?.code ?? "410700";
    const serial = (serials.get(region) ?? listed.length) + 1;
    serials.set(region, serial);
    const number = `${region}${String(serial).padStart(4, "0")}`;
    persons.push(aPerson(chance, id, school, aName(chance, id), number, aCareer(chance, schools)));
  }
  tellDouble(persons, listed.length);
  return persons;
}

/** Somebody who left a school of a county and was written down anew by another one there: two records of one person, with a number typed wrong. */
function tellDouble(persons: Person[], listed: number): void {
  const others = persons.slice(listed).filter(({ employments }) => employments.length === 1);
  for (const former of others) {
    const [left] = former.employments;
    if (left?.ended !== "left" || left.to === null || former.school.county_id === null) continue;
    const until = left.to;
    const double = others.find(
      ({ school, employments: [now] }) =>
        school.county_id === former.school.county_id &&
        school !== former.school &&
        now?.to === null &&
        now.from > until,
    );
    if (!double) continue;
    double.name = former.name;
    double.certificateNumber = former.certificateNumber;
    double.subject = former.subject;
    return;
  }
  throw new Error("the demo city has nobody with two records");
}

function aPerson(
  chance: Chance,
  id: number,
  school: PlaceRow,
  name: string,
  teacherNumber: string,
  career: Career,
): Person {
  const { from, to, ended } = career;
  const former = career.former?.school === school ? undefined : career.former;
  const here = { from: calendarDate(from), to: to === null ? null : calendarDate(to), school, ended };
  const since = former ? "2000-09-01" : from;
  return {
    id,
    name,
    teacherNumber,
    school,
    employments: former
      ? [
          {
            from: calendarDate(since),
            to: calendarDate(former.until),
            school: former.school,
            ended: "transferred",
          },
          here,
        ]
      : [here],
    certificateNumber: chance.is(0.98) ? aCertificate(chance, since) : null,
    subject: school.stage === "kindergarten" ? "学前教育" : chance.pick(SUBJECTS.slice(0, -1)),
    identityNumber: anIdentityNumber(chance, since),
  };
}

/** Seventeen digits, of which the first four are the year; there are no older ones than those of 1996. */
const aCertificate = (chance: Chance, hired: string) =>
  `${Math.max(1996, Number(hired.slice(0, 4)))}41${chance.digits(11)}`;

/** Of somebody who was 21 to 26 when hired. */
function anIdentityNumber(chance: Chance, hired: string): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const birth = `${Number(hired.slice(0, 4)) - chance.whole(21, 26)}${two(chance.whole(1, 12))}${two(chance.whole(1, 28))}`;
  const digits = `${chance.pick(REGIONS)}${birth}${chance.digits(3)}`;
  return digits + residentCheckSign(digits);
}

/** Most were hired long ago; some within the cycle, in either half; some have left, some came from another school. */
function aCareer(chance: Chance, schools: readonly PlaceRow[]): Career {
  const kind = chance.next();
  if (kind < 0.06) {
    const year = chance.whole(2016, 2019);
    return { from: `${year}-${chance.is(0.4) ? "03-01" : "09-01"}`, to: null, ended: null };
  }
  const from = `${chance.whole(1990, 2015)}-09-01`;
  if (kind < 0.08)
    return { from: `${chance.whole(1979, 1983)}-09-01`, to: `${chance.whole(2016, 2019)}-08-31`, ended: "retired" };
  if (kind < 0.09) return { from, to: `${chance.whole(2017, 2019)}-06-30`, ended: "left" };
  if (kind < 0.12) {
    const year = chance.whole(2016, 2019);
    return {
      from: `${year}-09-01`,
      to: null,
      ended: null,
      former: { school: chance.pick(schools), until: `${year}-08-31` },
    };
  }
  return { from, to: null, ended: null };
}

/** On post at one school all the time, with a teacher certificate: what the rules ask of whoever claims. */
export function isEligible({ employments, certificateNumber }: Person): boolean {
  const [only] = employments;
  return employments.length === 1 && only?.to === null && only.from < "2016-01-01" && certificateNumber !== null;
}

/** The school that a person worked at on a day, and where it belongs. */
export function schoolOn(person: Person, day: string): PlaceRow | null {
  const found = person.employments.find(({ from, to }) => from <= day && (to === null || day <= to));
  return found?.school ?? null;
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
    identity_cipher: hex(sealText(person.identityNumber)),
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
