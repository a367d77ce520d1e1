/** Invented titles that sound like real ones. */

/** What is offered every year: a topic and its class hours in tenths. */
export type Topic = readonly [topic: string, tenths: number];

export const NATIONAL = [
  ["国培计划：乡村教师访名校培训", 480],
  ["国培计划：送教下乡学科研修", 320],
  ["国培计划：信息技术应用能力提升", 400],
] as const satisfies Topic[];
export const PROVINCIAL = [
  ["省培：学科带头人高级研修", 400],
  ["省培：骨干教师提升培训", 400],
  ["省培：中小学班主任专题研修", 320],
] as const satisfies Topic[];
/** Ended before the cycle, but brought in with it: counts nothing in it (R15). */
export const BEFORE_THE_CYCLE: Topic = ["省培：农村骨干教师培训", 240];

export const CITY_OWN = [
  ["班主任专业能力提升", 240],
  ["心理健康教育骨干培训", 240],
  ["新教师岗前培训", 160],
  ["师德师风专题研修", 160],
  ["新教材培训", 240],
  ["课堂教学研讨", 240],
] as const satisfies Topic[];
export const COUNTY_OWN = [
  ["暑期全员培训", 240],
  ["教学常规培训", 160],
  ["师德师风专题培训", 240],
  ["乡村教师素养提升", 160],
  ["班主任工作培训", 120],
] as const satisfies Topic[];

/** Of the research offices, one a year for each subject. */
export const RESEARCH = ["课堂教学研讨", "新教材培训", "命题与评价研修", "优质课观摩研修"];
export const COUNTY_RESEARCH = ["校本教研展示活动", "学科教研员送培"];
export const TECHNOLOGY = ["智慧课堂应用培训", "微课制作培训", "网络学习空间应用研修"];
export const SCIENCE = ["教育科研方法研修", "课题主持人培训"];
export const LECTURES = ["名师大讲堂", "送教下乡", "师德先进事迹报告会", "家庭教育专题讲座"];

/** A topic and the university that was commissioned with it. */
export const COMMISSIONED = [
  ["课堂教学改革研修", "河南师范大学"],
  ["青年教师专业发展培训", "新乡学院"],
  ["校本课程建设研修", "河南师范大学"],
  ["班主任队伍建设研修", "河南科技学院"],
] as const;
export const AUTHORISED = [
  ["学科素养研修", "河南师范大学教师教育学院"],
  ["教研组长培训", "新乡学院继续教育学院"],
] as const;

export const SELF_RUN = ["校本教研月活动", "集体备课研修", "青年教师读书会", "教学基本功比赛研修"] as const;

export const COURSES = [
  ["教育技术与教学设计", "北京师范大学"],
  ["学与教的心理学", "华中师范大学"],
  ["翻转课堂教学法", "北京大学"],
  ["中小学班级管理", "华东师范大学"],
  ["教师如何做研究", "华东师范大学"],
  ["信息化教学能力提升", "陕西师范大学"],
  ["儿童发展心理学", "北京师范大学"],
  ["课堂评价的理论与方法", "西南大学"],
  ["教师语言艺术", "河南师范大学"],
  ["小学语文教学设计", "河南师范大学"],
  ["数学教育学概论", "东北师范大学"],
  ["学前儿童游戏", "南京师范大学"],
] as const;

export const MAJORS = ["汉语言文学", "教育学", "学前教育", "数学与应用数学", "英语", "小学教育"];
export const INSTITUTIONS = ["河南师范大学", "郑州大学", "国家开放大学", "新乡学院", "河南大学"];

/** The years of the cycle that are over, or nearly so, on the demo's today. */
export const YEARS = [2016, 2017, 2018, 2019] as const;
