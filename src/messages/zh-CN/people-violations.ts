import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** 教师、单位、账号。 */
export const peopleViolations = {
  "teacher-known": () =>
    "这个证件号码的教师已有档案，目前不在职。确认是同一人后，请勾选“重新录用”，原有学分和经历都会保留。",
  "teacher-works-elsewhere": () => "这名教师现在其他学校任职，请由原学校办理调动。",
  "teacher-works-here": () => "这名教师已在本校任职。",
  "teacher-number-taken": () => "这个教师编号已被使用。",
  "teacher-number-format": () => "教师编号应为 4 至 20 位数字、字母或连字符；不填的，由系统编号。",
  "teacher-number-kept": ({ number }) => `这名教师已有教师编号 ${number ?? ""}，不再另编，请留空。`,
  "document-format": () => "证件号码应为 5 至 17 位数字或字母。18 位的居民身份证号，请选择“居民身份证”。",
  "hired-in-future": () => "入职日期不能晚于今天，请更正。",
  "hired-before-birth": () => "入职日期不能早于证件上的出生日期，请更正。",
  "hired-before-leaving": ({ lastDay }) => `这名教师上一段任职到 ${lastDay ?? ""} 为止，入职日期须在其后。`,
  "hired-twice": () => "这名教师在表中出现了两次，请删去重复的一行。",
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
  "merge-closed-cycle": () => "要并入的档案在已封存的周期里有学分，或合并会改变已封存周期的任务年度，不能合并。",
  "owes-in-closed-cycle": () =>
    "这个日期会改变已封存周期的任务年度，不能办理。请改填不影响该周期的日期，如该周期结束之后的日期。",
  "merge-employed-twice": () => "两份档案同时在职且学校不同，请先为其中一份办理离职或调动。",
  "merge-registered-twice": ({ title }) =>
    `两份档案都登记了《${title ?? ""}》（同一名单或同一证书），请先撤销或不予认定其中一条，再合并。`,
  "record-merged": () => "这份档案已并入同一人的另一份档案，请在那份档案里办理。",
  "correction-own": () => "不能答复自己提出的或涉及自己的更正，请由其他人员处理。",
  "school-code-taken": () => "这个学校标识码已被使用。",
  "school-closed": () => "这所学校已经撤销。",
  "school-has-teachers": () => "还有在职教师，请先办理调动，或并入其他学校。",
  "account-name-taken": () => "这个登录名已被使用，请换一个。",
  "account-own": () => "不能更改自己的账号，请由其他人员办理。",
  "account-last-officer": () => "这是该单位最后一个可用的账号，请先添加另一个。",
  "role-not-yours-to-give": () => "这超出了您单位的管理范围，请由市教育局办理。",
  "account-unknown": () => "没有找到这个账号，请核对登录名或教师编号。",
  "account-name-format": () => "登录名应为3至32位小写字母、数字、点、下划线或连字符，以字母或数字开头。",
  "role-held-already": () => "这个账号已有该单位的角色，不需要再授予。",
  "merge-hired-later": () => "有教师在所选日期之后才到该校任职，请改选较晚的日期。",
  "merge-same-school": () => "不能并入本校，请另选一所学校。",
} satisfies Partial<Record<ViolationCode, Words>>;
