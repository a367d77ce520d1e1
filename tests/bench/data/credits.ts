import { type CalendarDate, calendarDate } from "@/rules/calendar";
import type { CreditSource, Step } from "@/rules/credit-entry";
import { type MoocClaim, moocTrainingKey } from "@/rules/mooc";
import type { Halves } from "@/rules/postings";
import type { Random } from "./random";

// What one teacher brought to the bank: invented, but of the kinds, sums and routes that a teacher of the cycle has.

export type Registrar = "teacher" | "school" | "host" | "platform";

export interface InventedDegree {
  institution: string;
  major: string;
  diplomaNumber: string;
}

export interface InventedCredit {
  source: CreditSource;
  title: string;
  year: number;
  endedOn: CalendarDate;
  tenths: number;
  halves: Halves;
  trainingKey: string | null;
  registrar: Registrar;
  route: Step[];
  /** how many steps of the route are done; all of them: it is posted */
  decided: number;
  mooc?: MoocClaim;
  degree?: InventedDegree;
}

export interface CreditedTeacher {
  id: number;
  /** the first whole calendar year on post within the cycle */
  fromYear: number;
  underCounty: boolean;
}

const LAST_YEAR = 2019;
/** Over six teachers in a row these make 22.5 entries a teacher: 60,000 teachers have 1,350,000. */
const ENTRIES = [20, 21, 22, 23, 24, 25];
const MOOCS = 2;
/** One entry of a hundred waits at each step; only a MOOC does, of which there are two to 22.5 entries. */
const WAITING_AT_A_STEP = (0.01 * 22.5) / MOOCS;
const DEGREE_SHARE = 0.015;
const SUPPORT_TEACHING_SHARE = 0.01;
const SELF_RUN_SHARE = 0.2;

const COURSES = [
  "教育技术学导论",
  "课堂教学的方法与艺术",
  "教育心理学",
  "班级管理",
  "微课设计与制作",
  "教育研究方法",
  "儿童发展",
  "教师语言艺术",
];
const UNIVERSITIES = ["北京师范大学", "华东师范大学", "华中师范大学", "东北师范大学", "河南大学", "河南师范大学"];
const PROJECTS = [
  "国培计划骨干教师培训",
  "省级中小学教师培训",
  "市级学科教师培训",
  "县级全员培训",
  "学科教研活动",
  "教育技术应用能力培训",
];
const LECTURES = ["名师大讲堂", "送教下乡", "师德报告"];

export function inventCredits(teacher: CreditedTeacher, random: Random): InventedCredit[] {
  const years = Array.from({ length: LAST_YEAR - teacher.fromYear + 1 }, (_, i) => teacher.fromYear + i);
  const credits = years.map((year) => online(year, random));
  for (let i = 0; i < MOOCS; i++) credits.push(mooc(teacher, i, random.pick(years), random));
  if (random.chance(DEGREE_SHARE)) credits.push(degree(teacher, random.pick(years), random));
  if (random.chance(SUPPORT_TEACHING_SHARE)) credits.push(supportTeaching(teacher, random.pick(years)));
  if (random.chance(SELF_RUN_SHARE)) credits.push(selfRun(random.pick(years), random));
  const wanted = ENTRIES[teacher.id % ENTRIES.length] ?? 0;
  while (credits.length < wanted) credits.push(training(teacher, credits.length, random.pick(years), random));
  return credits;
}

const dayOf = (year: number, random: Random, fromMonth = 3, toMonth = 11) =>
  calendarDate(`${year}-${twoDigits(random.between(fromMonth, toMonth))}-${twoDigits(random.between(1, 28))}`);

const twoDigits = (n: number) => String(n).padStart(2, "0");

function online(year: number, random: Random): InventedCredit {
  return {
    source: "online",
    title: `${year}年网络校本研修`,
    year,
    endedOn: dayOf(year, random, 10, 11),
    // Some did more than counts, some less than is due (N3.5).
    tenths: random.pick([160, 160, 160, 160, 180, 200, 120, 80]),
    halves: 0,
    trainingKey: `online-${year}`,
    registrar: "platform",
    route: [],
    decided: 0,
  };
}

const fullRoute = ({ underCounty }: CreditedTeacher): Step[] =>
  underCounty ? ["school", "county", "city"] : ["school", "city"];

function mooc(teacher: CreditedTeacher, nth: number, year: number, random: Random): InventedCredit {
  const route = fullRoute(teacher);
  const luck = random.next();
  const waits = luck < WAITING_AT_A_STEP * route.length;
  const courseName = COURSES[(teacher.id + nth) % COURSES.length] as string;
  const endedIn = waits ? LAST_YEAR : year;
  const tenths = random.between(8, 32) * 10;
  const claim: MoocClaim = {
    platform: "icourse163",
    courseName,
    university: random.pick(UNIVERSITIES),
    term: `${endedIn}春`,
    finishedOn: waits ? dayOf(endedIn, random, 8, 10) : dayOf(endedIn, random),
    scoreTenths: random.between(600, 1000),
    realName: true,
    hasCertificate: true,
    certificateNumber: `IC${teacher.id}-${nth}`,
    certificateHoursTenths: tenths,
    accountHoursTenths: null,
    courseHoursTenths: null,
  };
  return {
    source: "mooc",
    title: courseName,
    year: endedIn,
    endedOn: claim.finishedOn,
    tenths,
    halves: 0,
    trainingKey: moocTrainingKey(claim),
    registrar: "teacher",
    route,
    decided: waits ? Math.floor(luck / WAITING_AT_A_STEP) : route.length,
    mooc: claim,
  };
}

function degree(teacher: CreditedTeacher, year: number, random: Random): InventedCredit {
  const route: Step[] = teacher.underCounty ? ["county", "city"] : ["city"];
  return {
    source: "degree",
    title: "学历提升：本科",
    year,
    endedOn: dayOf(year, random, 6, 7),
    tenths: 3600,
    halves: 0,
    trainingKey: null,
    registrar: "school",
    route,
    decided: route.length,
    degree: { institution: random.pick(UNIVERSITIES), major: "教育学", diplomaNumber: `1047${teacher.id}` },
  };
}

function supportTeaching(teacher: CreditedTeacher, year: number): InventedCredit {
  return {
    source: "support_teaching",
    title: "两区支教",
    year,
    endedOn: calendarDate(`${year}-12-31`),
    tenths: 720,
    halves: 3,
    trainingKey: `support-${teacher.id}-${year}`,
    registrar: "host",
    route: ["city"],
    decided: 1,
  };
}

function selfRun(year: number, random: Random): InventedCredit {
  return {
    source: "self_run",
    title: "校本教研活动",
    year,
    endedOn: dayOf(year, random),
    tenths: 60,
    halves: 0,
    trainingKey: null,
    registrar: "school",
    route: [],
    decided: 0,
  };
}

function training(teacher: CreditedTeacher, nth: number, year: number, random: Random): InventedCredit {
  const kind = random.pick(["project", "project", "project", "lecture", "lecture", "commissioned"] as const);
  const bySchool = kind === "commissioned";
  const route: Step[] = bySchool && teacher.underCounty ? ["county", "city"] : ["city"];
  const word = bySchool ? "委托培训" : random.pick(kind === "lecture" ? LECTURES : PROJECTS);
  return {
    source: kind,
    title: `${year}年${word}（第${nth}期）`,
    year,
    endedOn: dayOf(year, random),
    tenths: kind === "lecture" ? random.between(2, 8) * 10 : random.between(8, 24) * 10,
    halves: 0,
    trainingKey: `project-${year}-${nth}`,
    registrar: bySchool ? "school" : "host",
    route,
    decided: route.length,
  };
}
