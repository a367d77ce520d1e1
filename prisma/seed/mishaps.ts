import type { ReasonCode } from "@/rules/reasons";
import type { Detour, Ending } from "./projects";

/** What went wrong with older trainings, so that every reason of a roster is somewhere to be seen. */

const RETURNS: [ReasonCode, string][] = [
  ["papers-unreadable", "发票照片模糊，看不清号码，请重新上传。"],
  ["papers-and-roster-differ", "签到册上的人数与名单不一致，请核对。"],
  ["hours-not-as-notice", "文件规定的学时与填报的不同，请按文件填写。"],
  ["roster-wrong", "名单中有已调走的教师，请核对后重新提交。"],
  ["other-to-mend", "项目名称请写全称。"],
];
const REFUSALS: [ReasonCode, string][] = [
  ["partner-not-qualified", "合作机构没有教师培训资质。"],
  ["without-consent", "未经教育行政部门同意。"],
  ["invoice-of-another-training", "发票是另一次培训的。"],
  ["not-by-an-education-department", "属人社部门的专业技术人员继续教育。"],
  ["falsified", "签到册系事后补签，已通报学校。"],
  ["other-final", "学校来函说明培训没有举行。"],
];

const OF_COMMISSIONED: Ending[] = [
  ...RETURNS.map(([reason, note]): Ending => ({ status: "posted", detour: { kind: "returned", reason, note } })),
  ...REFUSALS.map(([reason, note]): Ending => ({ status: "refused", detour: { kind: "refused", reason, note } })),
];
const OF_DEPARTMENTS: Detour[] = [
  { kind: "sent-back", reason: "filing-incomplete", note: "请补充培训日程和授课教师。" },
  { kind: "kept", reason: "correction-unfounded", note: "文件规定24学时，没有改动的依据。" },
];

/** Single people who were struck off a roster. */
export const STRUCK = ["did-not-attend", "attended-too-little", "counted-already"] as const satisfies ReasonCode[];

const EVERY_COMMISSIONED = 7;
const EVERY_DEPARTMENTAL = 12;
const EVERY_CLOSED = 4;

const inTurn = <Value>(values: readonly Value[], place: number, every: number): Value | undefined =>
  place % every === 0 ? values[(place / every) % values.length] : undefined;

/** @param place where it stands among its like */
export const endingOfCommissioned = (place: number): Ending =>
  inTurn(OF_COMMISSIONED, place, EVERY_COMMISSIONED) ?? { status: "posted" };

export function endingOfDepartmental(place: number): Ending {
  const detour = inTurn(OF_DEPARTMENTS, place, EVERY_DEPARTMENTAL);
  return detour ? { status: "posted", detour } : { status: "posted" };
}

/** What is long over, some hosts closed for good. */
export const endingOfCounty = (place: number, year: number): Ending =>
  year === 2016 && place % EVERY_CLOSED === 0 ? { status: "closed", detour: { kind: "closed" } } : { status: "posted" };
