import { seeded } from "./random";

// The organisations of the measured cities: a bureau, fifteen county offices, a thousand schools. The first county is the
// largest, so that its queue is thousands of entries long.

export interface County {
  id: number;
  code: string;
  name: string;
  /** the office that hosts the county's trainings */
  hostId: number;
  staffAccountId: number;
  hostAccountId: number;
}

export interface School {
  id: number;
  code: string;
  name: string;
  stage: "kindergarten" | "primary" | "junior" | "senior";
  isPrivate: boolean;
  /** null: directly under the city */
  county: County | null;
  administratorAccountId: number;
}

export interface City {
  id: number;
  code: string;
  name: string;
  bureauId: number;
  hostId: number;
  /** what one registers, another posts */
  staffAccountIds: readonly [number, number];
  hostAccountId: number;
  platformAccountId: number;
  counties: County[];
  schools: School[];
  /** Teachers are numbered from here, one by one. */
  firstTeacherId: number;
  teachers: number;
}

const COUNTY_NAMES =
  "辉县市 卫辉市 长垣市 原阳县 延津县 封丘县 获嘉县 新乡县 红旗区 卫滨区 凤泉区 牧野区 高新技术产业开发区 经济技术开发区 平原城乡一体化示范区".split(
    " ",
  );
/** Of a hundred schools: the largest county has a quarter of them, the bureau itself has six. */
const COUNTY_SHARES = [25, 8, 8, 7, 6, 6, 5, 5, 5, 4, 4, 4, 3, 2, 2];
const STAGES = [
  { stage: "kindergarten", type: "11", word: "幼儿园" },
  { stage: "primary", type: "21", word: "小学" },
  { stage: "junior", type: "31", word: "初级中学" },
  { stage: "senior", type: "34", word: "高级中学" },
] as const;
const TEACHERS_OF_A_SCHOOL = 60;
const PRIVATE_SHARE = 0.08;
/** Room for the numbers of one city's organisations, and of its staff's accounts. */
const NUMBERS_OF_A_CITY = 100_000;
const STAFF_FROM = 50_000_000;

/** @param index 0 for the first of the measured cities */
export function planCity(index: number, teachers: number): City {
  const base = (index + 1) * NUMBERS_OF_A_CITY;
  const staff = STAFF_FROM + base;
  const code = String(4107 + index);
  const counties = COUNTY_NAMES.map((name, i): County => {
    const id = base + 10 + i * 2;
    return {
      id,
      code: `${code}${21 + i}`,
      name,
      hostId: id + 1,
      staffAccountId: staff + 10 + i * 2,
      hostAccountId: staff + 11 + i * 2,
    };
  });
  return {
    id: index + 1,
    code,
    name: index === 0 ? "新乡市" : `新乡市之${index + 1}`,
    bureauId: base,
    hostId: base + 1,
    staffAccountIds: [staff, staff + 1],
    hostAccountId: staff + 2,
    platformAccountId: staff + 3,
    counties,
    schools: planSchools(index, counties, Math.ceil(teachers / TEACHERS_OF_A_SCHOOL), base + 1000, staff + 1000),
    firstTeacherId: index * teachers + 1,
    teachers,
  };
}

function planSchools(city: number, counties: County[], count: number, firstId: number, firstAccount: number): School[] {
  const random = seeded(city + 1);
  return Array.from({ length: count }, (_, i) => {
    const { stage, type, word } = random.pick(STAGES);
    const county = superiorAt((i + 0.5) / count, counties);
    const serial = String(city * 10_000 + i + 1).padStart(6, "0");
    return {
      id: firstId + i,
      code: `${type}41${serial}`,
      name: `${county?.name ?? "市直"}第${i + 1}${word}`,
      stage,
      isPrivate: random.chance(PRIVATE_SHARE),
      county,
      administratorAccountId: firstAccount + i,
    };
  });
}

/** @param place where the school stands in the row of all, from 0 to 1 */
function superiorAt(place: number, counties: County[]): County | null {
  let upTo = 0;
  for (const [i, share] of COUNTY_SHARES.entries()) {
    upTo += share / 100;
    if (place < upTo) return counties[i] ?? null;
  }
  return null;
}

export function schoolOf(city: City, teacherId: number): School {
  const place = Math.floor(((teacherId - city.firstTeacherId) / city.teachers) * city.schools.length);
  return city.schools[place] as School;
}
