import { randomBytes, randomInt } from "node:crypto";
import { GENESIS } from "@/ledger/chain";
import { computeBalance } from "@/rules/balance";
import { calendarDate } from "@/rules/calendar";
import type { Employment } from "@/rules/duty";
import { residentCheckSign } from "@/rules/identity";
import { keptYears } from "@/rules/kept-years";
import type { Role } from "@/rules/permissions";
import { defaultPolicy2016 } from "@/rules/policy";
import type { Actor } from "@/server/actor";
import { sealText } from "@/server/identity-vault";
import { one, owner } from "./owner";

export interface Place {
  id: number;
  name: string;
  countyId: number | null;
}

let serial = 0;
const next = () => {
  serial += 1;
  return serial;
};

/** A city with its bureau, the cycle 2016-2020 under the default policy, and round 1 with its deadlines (R17). */
async function aCity(): Promise<{ cityId: number; bureau: Place; cycleId: number }> {
  const code = String(4000 + next());
  const { id: cityId } = await one<{ id: number }>("insert into cities (code, name) values ($1, $2) returning id", [
    code,
    `市${code}`,
  ]);
  const bureau = await aPlace(cityId, { kind: "city", name: `市局${code}` });
  const { id: cycleId } = await one<{ id: number }>(
    "insert into cycles (city_id, name, from_year, to_year) values ($1, '2016-2020 周期', 2016, 2020) returning id",
    [cityId],
  );
  await (await owner()).query(
    "insert into cycle_policies (city_id, cycle_id, version, policy, reason, created_at) values ($1, $2, 1, $3, '通知', now())",
    [cityId, cycleId, defaultPolicy2016],
  );
  const { id: roundId } = await one<{ id: number }>(
    "insert into registration_rounds (city_id, cycle_id, from_year, to_year) values ($1, $2, 2016, 2019) returning id",
    [cityId, cycleId],
  );
  await (await owner()).query(
    `insert into round_deadlines (city_id, round_id, source, last_day)
     values ($1, $2, 'degree', '2020-01-10'), ($1, $2, 'mooc', '2020-01-15')`,
    [cityId, roundId],
  );
  return { cityId, bureau, cycleId };
}

interface PlaceOverrides {
  kind: "city" | "county" | "school" | "office";
  name?: string;
  countyId?: number | null;
  isPrivate?: boolean;
}

/** An organisation; a school gets a code of ten digits. */
async function aPlace(
  cityId: number,
  { kind, name, countyId = null, isPrivate = false }: PlaceOverrides,
): Promise<Place> {
  const number = next();
  const code = kind === "school" ? `3441${String(number).padStart(6, "0")}` : null;
  const made = name ?? `${kind}${number}`;
  const { id } = await one<{ id: number }>(
    `insert into organisations (city_id, kind, code, name, stage, is_private, county_id)
     values ($1, $2::organisation_kind, $3, $4, $5::school_stage, $6, $7) returning id`,
    [cityId, kind, code, made, kind === "school" ? "senior" : null, isPrivate, countyId],
  );
  return { id, name: made, countyId };
}

interface TeacherOverrides {
  name?: string;
  hiredOn?: string;
  leftOn?: string | null;
  certificateNumber?: string | null;
}

/** A resident ID number that nobody else has. */
function aResidentId(): string {
  const number = next();
  const digits = `410725${1960 + Math.floor(number / 1000)}0101${String(number % 1000).padStart(3, "0")}`;
  return `${digits}${residentCheckSign(digits)}`;
}

/** A teacher on post at a school since 2010, with a teacher certificate. */
export async function aTeacher(
  cityId: number,
  school: Place,
  {
    name = "王建国",
    hiredOn = "2010-09-01",
    leftOn = null,
    certificateNumber = "20104107000000001",
  }: TeacherOverrides = {},
): Promise<number> {
  const { id } = await one<{ id: number }>(
    `insert into teachers (city_id, name, pinyin, pinyin_initials, teacher_number, identity_kind, identity_cipher, identity_hash,
       identity_tail, certificate_number, school_id, county_id)
     values ($1, $2, 'wangjianguo', 'wjg', $3, 'resident_id', $4, $5, '1234', $6, $7, $8) returning id`,
    [
      cityId,
      name,
      `T${next()}`,
      sealText(aResidentId()),
      randomBytes(32),
      certificateNumber,
      school.id,
      school.countyId,
    ],
  );
  await (await owner()).query(
    `insert into employments (city_id, teacher_id, school_id, county_id, starts_on, ends_on, ended)
     values ($1, $2, $3, $4, $5, $6::date, case when $6::date is null then null else 'left'::employment_end end)`,
    [cityId, id, school.id, school.countyId, hiredOn, leftOn],
  );
  await aBalance(cityId, id, school, [
    { from: calendarDate(hiredOn), to: leftOn === null ? null : calendarDate(leftOn) },
  ]);
  return id;
}

/** The balance of somebody who has no credits yet, in every cycle of the city, under the default policy. */
async function aBalance(cityId: number, teacherId: number, school: Place, employments: Employment[]): Promise<void> {
  const balance = computeBalance(defaultPolicy2016, employments, []);
  const years = keptYears(defaultPolicy2016, balance);
  await (await owner()).query(
    `insert into balances (city_id, teacher_id, cycle_id, school_id, county_id, policy_version, required_total_tenths,
       required_online_tenths, complete, year_total_tenths, year_online_met_tenths, duty_years, duty_bits, total_reached_bits,
       online_reached_bits, head_hash)
     select $1, $2, id, $3, $4, 1, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14 from cycles where city_id = $1`,
    [
      ...[cityId, teacherId, school.id, school.countyId, balance.requiredTotalTenths, balance.requiredOnlineTenths],
      ...[balance.complete, years.yearTotalTenths, years.yearOnlineMetTenths, years.dutyYears, years.dutyBits],
      ...[years.totalReachedBits, years.onlineReachedBits, GENESIS],
    ],
  );
}

/** An account in one role at a place, as an actor whose session is good. */
export async function anActor(
  cityId: number,
  role: Role,
  place: Place,
  { teacherId = null, name = `${role}${serial}` }: { teacherId?: number | null; name?: string } = {},
): Promise<Actor> {
  const kind = role === "teacher" ? "teacher" : role === "school" ? "school" : "staff";
  const { id: accountId } = await one<{ id: number }>(
    `insert into accounts (city_id, teacher_id, display_name, login_kind, login_school_id, login_name, password_hash, must_change_password)
     values ($1, $2, $3, $4::login_kind, $5, $6, 'x', false) returning id`,
    [cityId, teacherId, name, kind, role === "school" ? place.id : null, `login${next()}-${randomInt(1e9)}`],
  );
  await (await owner()).query(
    "insert into account_roles (city_id, account_id, role, organisation_id) values ($1, $2, $3::role, $4)",
    [cityId, accountId, role, place.id],
  );
  return {
    cityId,
    accountId,
    sessionVersion: 1,
    role,
    organisationId: place.id,
    organisationName: place.name,
    teacherId,
    name,
  };
}

/** A small city in which every role has somebody: what most tests begin with. */
export async function aWorld() {
  const { cityId, bureau, cycleId } = await aCity();
  const county = await aPlace(cityId, { kind: "county" });
  const otherCounty = await aPlace(cityId, { kind: "county" });
  const school = await aPlace(cityId, { kind: "school", countyId: county.id });
  const otherSchool = await aPlace(cityId, { kind: "school", countyId: otherCounty.id });
  const directSchool = await aPlace(cityId, { kind: "school" });
  const [teacherId, colleagueId, strangerId, directTeacherId] = [
    await aTeacher(cityId, school),
    await aTeacher(cityId, school, { name: "李秀兰" }),
    await aTeacher(cityId, otherSchool, { name: "买买提·艾力" }),
    await aTeacher(cityId, directSchool, { name: "陈静" }),
  ];
  return {
    cityId,
    cycleId,
    bureau,
    county,
    otherCounty,
    school,
    otherSchool,
    directSchool,
    teacherId,
    colleagueId,
    strangerId,
    directTeacherId,
    teacher: await anActor(cityId, "teacher", school, { teacherId }),
    colleague: await anActor(cityId, "teacher", school, { teacherId: colleagueId }),
    stranger: await anActor(cityId, "teacher", otherSchool, { teacherId: strangerId }),
    directTeacher: await anActor(cityId, "teacher", directSchool, { teacherId: directTeacherId }),
    administrator: await anActor(cityId, "school", school),
    secondAdministrator: await anActor(cityId, "school", school),
    otherAdministrator: await anActor(cityId, "school", otherSchool),
    directAdministrator: await anActor(cityId, "school", directSchool),
    countyOfficer: await anActor(cityId, "county", county),
    secondCountyOfficer: await anActor(cityId, "county", county),
    otherCountyOfficer: await anActor(cityId, "county", otherCounty),
    cityOfficer: await anActor(cityId, "city", bureau),
    secondCityOfficer: await anActor(cityId, "city", bureau),
  };
}

export type World = Awaited<ReturnType<typeof aWorld>>;
