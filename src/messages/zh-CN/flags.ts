import type { Flag } from "@/rules/verdict";
import { tenths, type Words } from "../words";

/** 不是错误，但需要有人看一眼。 */
export const flags: Record<Flag["code"], Words> = {
  "overlapping-training": ({ title, startsOn, endsOn }) => `与“${title}”（${startsOn}至${endsOn}）时间重叠，请留意`,
  "same-course-in-another-term": () => "同一课程在另一学期已登记，请审核人判断",
  "certificate-shared": () => "另有他人使用同一编号的证书，请核实",
  "above-annual-cap": ({ capTenths }) => `该学习年度已超过${tenths(capTenths ?? 160)}学分，超出部分只记录、不计入`,
  "posted-already": () => "学分银行已登记，学分相同，不再登记",
  "partly-outside-cycle": ({ fromYear, toYear }) =>
    `有一部分不在本周期（${fromYear}–${toYear}年）内，只登记本周期内的半年`,
  "taken-on-again": () => "已有档案，现不在职；确认后重新录用，原有学分和经历都保留",
  "without-teacher-certificate": () => "没有填教师资格证号；补上之前不能登记学分",
};
