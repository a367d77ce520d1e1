import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** 周期、政策、抽查。 */
export const cityViolations = {
  "policy-contradicts": () => "这组数字互相矛盾，请核对后更正。",
  "policy-unchanged": () => "与现行政策没有差别，不需要保存。",
  "policy-not-counted": () => "影响还没有算完，请等结果出来再保存。",
  "policy-outdated": () => "现行政策在此期间已有新版本，请重新预览。",
  "cycle-overlaps": () => "与已有的周期重叠，请更正年度。",
  "cycle-closed": () => "这个周期已经封存，不再登记、入账或更改。",
  "cycle-not-over": () => "周期尚未结束，不能封存。",
  "cycle-work-open": () => "还有没有办完的学分或项目，办完后才能封存。",
  "sample-empty": () => "这段时间没有符合条件的已入账学分，请放宽条件。",
  "sample-checked-already": () => "这条抽查已经登记了结果。",
  "sample-own-decision": () => "核实入账的人和学分所属的本人不能抽查这条学分，请交由其他人员。",
  "sample-share": () => "抽查比例应为 0.1% 至 100%。",
  "sample-days": () => "结束日期早于起始日期，请更正。",
  "sample-days-not-over": () => "当天还会有学分入账，请选到昨天为止。",
} satisfies Partial<Record<ViolationCode, Words>>;
