import { defaultPolicy2016 } from "@/rules/policy";
import type { Row } from "./copy";
import { type City, type County, type School, schoolOf } from "./places";
import { type Random, seeded } from "./random";
import type { Table } from "./tables";

/** Takes a row of a table. */
export type Emit = (table: Table, row: Row) => void;

/** Nobody signs in with this: it is the hash of no password. */
const NO_PASSWORD = "-";
const MADE_AT = "2016-01-01T00:00:00Z";

/** The names of those who can sign in, with the password that the hash is of. */
const knownLogins = (city: City) => ({
  teacher: teacherNumber(city.firstTeacherId),
  county: `county-${city.counties[0]?.code}`,
  city: [`city-${city.code}-1`, `city-${city.code}-2`] as const,
});

/** Everything of a city but its teachers: organisations, cycle, policy, round, and the accounts of its staff. */
export function emitCity(city: City, passwordHash: string, emit: Emit): void {
  emit("cities", { id: city.id, code: city.code, name: city.name });
  const organisation = (row: Row) => emit("organisations", { city_id: city.id, is_private: false, ...row });
  organisation({ id: city.bureauId, kind: "city", code: city.code, name: `${city.name}教育局教师教育科` });
  organisation({ id: city.hostId, kind: "office", name: `${city.name}教研室` });
  for (const { id, code, name, hostId } of city.counties) {
    organisation({ id, kind: "county", code, name: `${name}师训科` });
    organisation({ id: hostId, kind: "office", name: `${name}教研室`, county_id: id });
  }
  for (const { id, code, name, stage, isPrivate, county } of city.schools)
    organisation({ id, kind: "school", code, name, stage, is_private: isPrivate, county_id: county?.id ?? null });
  emitCycle(city, emit);
  emitStaff(city, passwordHash, emit);
}

/** One cycle and one round a city, numbered like it. */
function emitCycle({ id }: City, emit: Emit): void {
  const { fromYear, toYear } = defaultPolicy2016.cycle;
  emit("cycles", { city_id: id, id, name: `${fromYear}-${toYear}`, from_year: fromYear, to_year: toYear });
  const policy = JSON.stringify(defaultPolicy2016);
  emit("cycle_policies", { city_id: id, cycle_id: id, version: 1, policy, reason: "2016-2020", created_at: MADE_AT });
  emit("registration_rounds", { city_id: id, cycle_id: id, id, from_year: 2016, to_year: 2019 });
  emit("round_deadlines", { city_id: id, round_id: id, source: "degree", last_day: "2020-01-10" });
  emit("round_deadlines", { city_id: id, round_id: id, source: "mooc", last_day: "2020-01-15" });
}

function emitStaff(city: City, passwordHash: string, emit: Emit): void {
  const staff = (id: number, role: string, organisation: number, login: string, password = NO_PASSWORD) => {
    const names = { display_name: login, login_kind: "staff", login_name: login };
    emit("accounts", { city_id: city.id, id, ...names, password_hash: password, must_change_password: false });
    emit("account_roles", { city_id: city.id, account_id: id, role, organisation_id: organisation });
  };
  const known = knownLogins(city);
  staff(city.staffAccountIds[0], "city", city.bureauId, known.city[0], passwordHash);
  staff(city.staffAccountIds[1], "city", city.bureauId, known.city[1], passwordHash);
  staff(city.hostAccountId, "host", city.hostId, `host-${city.code}`);
  staff(city.platformAccountId, "platform", city.bureauId, `platform-${city.code}`);
  for (const county of city.counties) {
    const password = county === city.counties[0] ? passwordHash : NO_PASSWORD;
    staff(county.staffAccountId, "county", county.id, `county-${county.code}`, password);
    staff(county.hostAccountId, "host", county.hostId, `host-${county.code}`);
  }
  for (const school of city.schools) emitAdministrator(city, school, emit);
}

function emitAdministrator(city: City, { id, administratorAccountId }: School, emit: Emit): void {
  const account = {
    city_id: city.id,
    id: administratorAccountId,
    display_name: "学分管理员",
    must_change_password: false,
  };
  emit("accounts", {
    ...account,
    login_kind: "school",
    login_school_id: id,
    login_name: "admin",
    password_hash: NO_PASSWORD,
  });
  emit("account_roles", { city_id: city.id, account_id: administratorAccountId, role: "school", organisation_id: id });
}

/** Where a teacher works, since when, and the chance that makes everything else of them. */
export interface InventedTeacher {
  id: number;
  name: string;
  school: School;
  county: County | null;
  startsOn: string;
  /** the first whole calendar year on post within the cycle */
  fromYear: number;
  random: Random;
}

const SURNAMES =
  "王wang 李li 张zhang 刘liu 陈chen 杨yang 赵zhao 黄huang 周zhou 吴wu 徐xu 孙sun 胡hu 朱zhu 高gao 林lin 何he 郭guo".split(
    " ",
  );
const SYLLABLES =
  "建jian 国guo 秀xiu 英ying 丽li 红hong 伟wei 军jun 敏min 静jing 芳fang 涛tao 磊lei 洋yang 艳yan 勇yong 娟juan 霞xia 平ping 刚gang".split(
    " ",
  );
const SUBJECTS = ["语文", "数学", "英语", "物理", "历史", "音乐", "体育", "学前教育"];
const NEW_IN_CYCLE_SHARE = 0.1;

const teacherNumber = (id: number) => `T${String(id).padStart(8, "0")}`;

/** A teacher with one employment and an account of the same number. */
export function emitTeacher(city: City, id: number, passwordHash: string, emit: Emit): InventedTeacher {
  const random = seeded(id);
  const school = schoolOf(city, id);
  const place = { school_id: school.id, county_id: school.county?.id ?? null };
  const syllables = [random.pick(SURNAMES), random.pick(SYLLABLES), random.pick(SYLLABLES)];
  const name = syllables.map((syllable) => syllable[0]).join("");
  const pinyin = syllables.map((syllable) => syllable.slice(1)).join("");
  const initials = syllables.map((syllable) => syllable[1]).join("");
  const startYear = random.chance(NEW_IN_CYCLE_SHARE) ? random.between(2016, 2018) : random.between(1985, 2015);
  const startsOn = `${startYear}-09-01`;
  emit("teachers", {
    ...{ city_id: city.id, id, name, pinyin, pinyin_initials: initials, teacher_number: teacherNumber(id) },
    ...{ identity_kind: "resident_id", identity_tail: random.hex(4) },
    // Nobody's number: as long as a sealed one and its keyed hash, and like them of no pattern.
    ...{ identity_cipher: Buffer.from(random.hex(92), "hex"), identity_hash: Buffer.from(random.hex(64), "hex") },
    ...{ certificate_number: `20${String(id).padStart(15, "0")}`, subject: random.pick(SUBJECTS), ...place },
  });
  emit("employments", { city_id: city.id, id, teacher_id: id, ...place, starts_on: startsOn });
  const known = id === city.firstTeacherId;
  emit("accounts", {
    ...{
      city_id: city.id,
      id,
      teacher_id: id,
      display_name: name,
      login_kind: "teacher",
      login_name: teacherNumber(id),
    },
    ...{ password_hash: known ? passwordHash : NO_PASSWORD, must_change_password: false },
  });
  emit("account_roles", { city_id: city.id, account_id: id, role: "teacher", organisation_id: school.id });
  return { id, name, school, county: school.county, startsOn, fromYear: Math.max(2016, startYear + 1), random };
}
