import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** 教师、单位、账号。 */
export const peopleViolations = {
  "teacher-known": () => "这个证件号码的教师已有档案，不必重复添加。",
  "teacher-works-elsewhere": () => "这名教师现在其他学校任职，请由原学校办理调动。",
  "teacher-works-here": () => "这名教师已在本校任职。",
  "teacher-number-taken": () => "这个教师编号已被使用。",
  "hired-in-future": () => "入职日期不能晚于今天，请更正。",
  "end-before-start": () => "结束日期不能早于任职开始的日期，请更正。",
  "end-in-future": () => "日期不能晚于今天，请到时再办理。",
  "not-employed": () => "这名教师现在不在职。",
  "transfer-open": () => "这名教师已有待答复的调动申请。",
  "transfer-same-school": () => "这名教师已在这所学校，请选择其他学校。",
  "transfer-answered-already": () => "这项调动申请已经有了答复。",
  "correction-open": () => "这名教师已有待答复的更正申请。",
  "correction-answered-already": () => "这项更正申请已经有了答复。",
  "identity-taken": () => "这个证件号码属于另一份教师档案。如果是同一个人，请市教育局合并档案。",
  unchanged: () => "没有改动，不需要保存。",
  "merge-same-record": () => "两份档案是同一份，请另选一份。",
  "merge-closed-cycle": () => "要并入的档案在已封存的周期里有学分，不能合并。",
  "merge-employed-twice": () => "两份档案同时在职且学校不同，请先为其中一份办理离职或调动。",
  "school-code-taken": () => "这个学校标识码已被使用。",
  "school-closed": () => "这所学校已经撤销。",
  "school-has-teachers": () => "还有在职教师，请先办理调动，或并入其他学校。",
  "account-name-taken": () => "这个登录名已被使用，请换一个。",
  "account-own": () => "不能更改自己的账号，请由其他人员办理。",
  "account-last-officer": () => "这是该单位最后一个可用的账号，请先添加另一个。",
  "role-not-yours-to-give": () => "您不能授予或收回这个角色。",
} satisfies Partial<Record<ViolationCode, Words>>;
