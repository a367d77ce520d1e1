import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";
import { policies } from "./policies";

/** 周期、政策、抽查。 */
export const cityViolations = {
  "policy-contradicts": ({ which }) => policies.contradicts(String(which)),
  "policy-unchanged": () => "与现行政策没有差别，不需要保存。",
  "policy-not-counted": () => "影响还没有算完，请等结果出来再保存。",
  "policy-outdated": () => "现行政策在此期间已有新版本，请重新预览。",
  "cycle-overlaps": ({ fromYear, toYear }) => `与 ${fromYear}—${toYear} 年的周期重叠，请更正年度。`,
  "cycle-closed": () => "这个周期已经封存，不再登记、入账或更改。",
  "cycle-not-over": ({ toYear }) => `周期到 ${toYear} 年 12 月 31 日才结束，此前不能封存。`,
  "cycle-work-open": ({ entries, projects, summaries, objections, balances }) =>
    `还有没有办完的事项：学分 ${entries} 条、培训项目 ${projects} 个、汇总表 ${summaries} 份、复核 ${objections} 件、待重新计算 ${balances} 名教师；办完后才能封存。`,
  "sample-empty": () => "这段时间没有符合条件的已入账学分，请放宽条件。",
  "sample-checked-already": () => "这条抽查已经登记了结果。",
  "sample-own-decision": () => "核实入账的人和学分所属的本人不能抽查这条学分，请交由其他人员。",
  "sample-share": () => "抽查比例应为 0.1% 至 100%。",
  "sample-days": () => "结束日期早于起始日期，请更正。",
  "sample-days-not-over": () => "当天还会有学分入账，请选到昨天为止。",
} satisfies Partial<Record<ViolationCode, Words>>;
