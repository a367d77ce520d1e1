import type { OfficeDuty } from "@/rules/projects";
import { DEMO_ADMINISTRATORS, DEMO_HOSTS } from "./demo-accounts";

/** Real codes (GB/T 2260) and names; the schools are invented, but for the affiliated one. */
export const CITY = { id: 1, code: "4107", name: "新乡市" };

const COUNTIES = [
  ["410702", "红旗区"],
  ["410703", "卫滨区"],
  ["410704", "凤泉区"],
  ["410711", "牧野区"],
  ["410721", "新乡县"],
  ["410724", "获嘉县"],
  ["410725", "原阳县"],
  ["410726", "延津县"],
  ["410727", "封丘县"],
  ["410781", "卫辉市"],
  ["410782", "辉县市"],
  ["410783", "长垣市"],
  ["410771", "高新技术产业开发区"],
  ["410772", "经济技术开发区"],
  ["410773", "平原城乡一体化示范区"],
] as const;

export interface PlaceRow {
  city_id: number;
  id: number;
  kind: "city" | "county" | "school" | "office";
  code: string | null;
  name: string;
  stage: string | null;
  is_private: boolean;
  county_id: number | null;
  office: OfficeDuty | null;
}

type Stage = "kindergarten" | "primary" | "junior" | "senior" | "vocational" | "special";

const TYPE: Record<Stage, string> = {
  kindergarten: "11",
  primary: "21",
  junior: "31",
  senior: "34",
  vocational: "36",
  special: "51",
};

/** Name, stage, and whether it is private. */
const COUNTY_SCHOOLS: Record<string, [string, Stage, boolean?][]> = {
  原阳县: [
    [DEMO_ADMINISTRATORS.zhang.school, "senior"],
    ["原阳县第二中学", "junior"],
    ["原阳县实验小学", "primary"],
    ["原阳县祝楼乡中学", "junior"],
    ["原阳县太平镇中心小学", "primary"],
    ["原阳县幼儿园", "kindergarten"],
    ["原阳县金色童年幼儿园", "kindergarten", true],
    ["原阳县职业教育中心", "vocational"],
    ["原阳县特殊教育学校", "special"],
  ],
  封丘县: [
    ["封丘县第一中学", "senior"],
    ["封丘县实验中学", "junior"],
    ["封丘县城关镇小学", "primary"],
    ["封丘县黄陵镇中学", "junior"],
    ["封丘县应举镇中心小学", "primary"],
    ["封丘县直属幼儿园", "kindergarten"],
    ["封丘县职业中专", "vocational"],
    ["封丘县向阳小学", "primary", true],
  ],
  红旗区: [
    ["红旗区和平路小学", "primary"],
    ["红旗区新荷小学", "primary"],
    ["红旗区外国语初级中学", "junior"],
    ["红旗区洪门镇中心学校", "junior"],
    ["红旗区小博士幼儿园", "kindergarten"],
    ["红旗区星河幼儿园", "kindergarten", true],
    ["红旗区第五中学", "junior"],
    ["红旗区向阳小学", "primary"],
  ],
  辉县市: [
    ["辉县市第一高级中学", "senior"],
    ["辉县市第二初级中学", "junior"],
    ["辉县市城北小学", "primary"],
    ["辉县市百泉镇中学", "junior"],
    ["辉县市孟庄镇中心小学", "primary"],
    ["辉县市第一幼儿园", "kindergarten"],
    ["辉县市职业教育中心", "vocational"],
    ["辉县市特殊教育学校", "special"],
  ],
};

/** Their superior is the city. */
const CITY_DIRECT: [string, Stage, boolean?][] = [
  [DEMO_ADMINISTRATORS.he.school, "senior"],
  ["新乡市牧野高级中学", "senior"],
  ["新乡市实验初级中学", "junior"],
  ["新乡市育才小学", "primary"],
  ["新乡市直属第一幼儿园", "kindergarten"],
  ["新乡市中等职业技术学校", "vocational"],
  ["新乡市博雅外国语学校", "junior", true],
];

const FIXED_CODES: Record<string, string> = {
  [DEMO_ADMINISTRATORS.zhang.school]: DEMO_ADMINISTRATORS.zhang.schoolCode,
  [DEMO_ADMINISTRATORS.he.school]: DEMO_ADMINISTRATORS.he.schoolCode,
};

export interface Places {
  bureau: PlaceRow;
  counties: PlaceRow[];
  schools: PlaceRow[];
  /** Departments that host trainings. */
  offices: Record<OfficeDuty, PlaceRow> & { ofCounty: Map<number, PlaceRow> };
}

/** Everything with an id of its own, in order of the ids. */
export function places(): Places {
  let id = 0;
  const place = (row: Omit<PlaceRow, "city_id" | "id">): PlaceRow => {
    id += 1;
    return { city_id: CITY.id, id, ...row };
  };
  const plain = { stage: null, is_private: false, county_id: null, office: null };
  const bureau = place({ kind: "city", code: CITY.code, name: "新乡市教育局", ...plain });
  const counties = COUNTIES.map(([code, name]) => place({ kind: "county", code, name: `${name}教育局`, ...plain }));
  const school = ([name, stage, isPrivate = false]: [string, Stage, boolean?], countyId: number | null): PlaceRow => {
    const serial = String(2000 + id).padStart(6, "0");
    const code = FIXED_CODES[name] ?? `${TYPE[stage]}41${serial}`;
    return place({ ...plain, kind: "school", code, name, stage, is_private: isPrivate, county_id: countyId });
  };
  const ofCounties = Object.entries(COUNTY_SCHOOLS).flatMap(([county, schools]) => {
    const countyId = counties.find(({ name }) => name.startsWith(county))?.id ?? null;
    return schools.map((one) => school(one, countyId));
  });
  const schools = [...ofCounties, ...CITY_DIRECT.map((one) => school(one, null))];
  const office = (name: string, duty: OfficeDuty, county_id: number | null = null) =>
    place({ ...plain, kind: "office", code: null, name, county_id, office: duty });
  const ofCounty = new Map(
    Object.keys(COUNTY_SCHOOLS).flatMap((name) =>
      counties
        .filter((county) => county.name.startsWith(name))
        .map((county): [number, PlaceRow] => [county.id, office(`${name}教研室`, "research", county.id)]),
    ),
  );
  const offices = {
    research: office(DEMO_HOSTS.research.office, "research"),
    technology: office(DEMO_HOSTS.technology.office, "technology"),
    personnel: office(DEMO_HOSTS.personnel.office, "personnel"),
    science: office(DEMO_HOSTS.science.office, "science"),
    ofCounty,
  };
  return { bureau, counties, schools, offices };
}
