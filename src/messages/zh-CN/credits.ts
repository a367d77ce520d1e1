import type { LossCode } from "@/rules/counting";
import {
  type CreditSource,
  type EntryStatus,
  EVIDENCE_KINDS,
  type EvidenceKind,
  type Step,
} from "@/rules/credit-entry";
import type { DegreeLevel } from "@/rules/degree";
import type { Role } from "@/rules/permissions";
import type { CreditBasis } from "@/rules/special-credit";
import type { ClaimKind } from "@/rules/special-kinds";

const evidenceKinds: Record<EvidenceKind, string> = {
  certificate: "证书扫描件",
  completion_screenshot: "结课截图",
  account_screenshot: "账号学时截屏",
  school_statement: "学校核查说明",
  diploma: "毕业证书扫描件",
  notice: "培训通知",
  bureau_consent: "教育局同意文件",
  partner_qualification: "承办方资质证明",
  agreement: "培训协议",
  invoice: "发票",
  sign_in_sheets: "签到记录",
  participant_list: "培训名单",
  attendance_proof: "参训证明",
  identity_proof: "身份证明材料",
  objection_proof: "复核材料",
};

/** 规则给出的材料种类。 */
export function evidenceName(kind: string | number | undefined): string {
  const known = EVIDENCE_KINDS.find((one) => one === kind);
  return known ? evidenceKinds[known] : "所需材料";
}

const statuses: Record<EntryStatus, string> = {
  at_school: "学校初审",
  at_county: "县级审核",
  at_city: "市级核实",
  returned: "已退回",
  refused: "不予认定",
  withdrawn: "已撤回",
  posted: "已入账",
  revoked: "已撤销",
  recorded: "仅存档",
};

const sources: Record<CreditSource, string> = {
  mooc: "慕课",
  degree: "学历提升",
  online: "网络校本研修",
  project: "教育行政部门培训",
  lecture: "讲座与送教",
  commissioned: "学校委托培训",
  authorised: "授权培训",
  support_teaching: "支教",
  self_run: "自主校本研修",
  opening: "期初结转",
};

const kinds: Record<ClaimKind, string> = {
  mooc: "中国大学MOOC（自主选学）",
  degree: "学历提升（学历教育）",
  "social-training": "社会培训机构的证书",
  "human-resources": "人社部门专业技术人员继续教育",
  project: "国培、省培、市培、县培",
  "department-project": "教研、电教、教科研部门的培训",
  lecture: "名师大讲堂、送教下乡、师德报告",
  commissioned: "学校委托高校的培训",
  authorised: "经教育局同意和授权的培训",
  "support-teaching": "支教",
  online: "网络校本研修",
  "self-run": "学校自主校本研修",
  "other-training": "其他培训",
};

const steps: Record<Step, string> = { school: "学校初审", county: "县（市、区）审核", city: "市级核实" };

const roles: Record<Role, string> = {
  teacher: "教师",
  school: "学校管理员",
  county: "县级审核人",
  city: "市级核实人",
  host: "主办单位",
  platform: "研修平台",
};

const degreeLevels: Record<DegreeLevel, string> = {
  secondary: "中专（高中）",
  associate: "专科",
  bachelor: "本科",
  master: "硕士研究生",
  doctor: "博士研究生",
};

const bases: Record<CreditBasis, string> = {
  "certificate-hours": "按证书学时登记",
  "account-hours": "按账号内查看的实际学时登记",
  "course-hours": "按课程学时登记",
  degree: "学历提升按固定学分登记",
};

const losses: Record<LossCode, (lost: string) => string> = {
  "outside-cycle": (lost) => `不在本周期内，${lost} 学分不计`,
  "self-run": (lost) => `自主校本研修不计入周期学分，${lost} 学分仅存档`,
  "online-without-duty": (lost) => `该年度无学习任务，网络校本研修 ${lost} 学分不计`,
  "online-made-up-too-late": (lost) => `学习年度已过，不能补学，网络校本研修 ${lost} 学分不计`,
  "online-above-annual-cap": (lost) => `超过每年上限，${lost} 学分不计`,
  "same-training": (lost) => `同一培训只计一次，${lost} 学分不计`,
  "second-degree": (lost) => `学历提升每周期只计一次，${lost} 学分不计`,
  "support-half-told-twice": (lost) => `同一半年的支教只计一次，${lost} 学分不计`,
  "above-kind-cap": (lost) => `超过该类学分每年上限，${lost} 学分不计`,
  "above-annual-maximum": (lost) => `超过每年累计上限，${lost} 学分不计`,
};

/** 经过：每一步做了什么。 */
const actions = {
  declare: "本人申报",
  register: "学校登记并初审",
  approve: "通过",
  return: "退回修改",
  refuse: "不予认定",
  withdraw: "撤回",
  recall: "收回决定",
  resubmit: "修改后重新提交",
  revoke: "撤销",
  record: "存档",
  correct: "更正学时",
  pass_on: "从名单中分出，另由他人审核",
  reinstate: "复核成立，重新审核",
  reassign: "并入同一人的另一份档案",
};

/** 按键上的字。 */
const verbs = {
  approve: "通过",
  return: "退回修改",
  refuse: "不予认定",
  withdraw: "撤回",
  recall: "收回决定",
  revoke: "撤销",
};

/** 谁在哪一步通过。 */
const approvals: Record<Role, string> = {
  teacher: "通过",
  school: "学校初审通过",
  county: "县级审核通过",
  city: "市级核实通过",
  host: "通过",
  platform: "通过",
};

/** 由谁登记。 */
const registrations: Record<Role, string> = {
  teacher: "登记",
  school: "学校登记并初审",
  county: "主办单位登记",
  city: "主办单位登记",
  host: "主办单位登记",
  platform: "研修平台记录",
};

export const credits = {
  statuses,
  sources,
  kinds,
  steps,
  roles,
  evidenceKinds,
  degreeLevels,
  bases,
  losses,
  actions,
  approvals,
  registrations,
  verbs,
  handledBy: (name: string, organisation: string, at: string, what: string) =>
    `已由 ${name}（${organisation}）于 ${at} 处理：${what}`,
  happened: (action: string): string => (actions as Record<string, string>)[action] ?? "已处理",
  platforms: { icourse163: "中国大学MOOC", other: "其他平台" },
  nextSteps: {
    "do-online": (year: number, credits: string) => `完成 ${year} 年网络校本研修（${credits} 学分）`,
    "online-cannot-be-made-up": (year: number, credits: string) =>
      `${year} 年网络校本研修差 ${credits} 学分，已无法补足`,
    "earn-in-year": (year: number, credits: string) => `在 ${year} 年内再取得 ${credits} 学分，达到每年最低学分`,
    "register-for-year": (year: number, credits: string) =>
      `${year} 年低于每年最低学分，差 ${credits} 学分，只能用当年已取得的学分补足：请核对当年的培训是否都已登记，如有遗漏，请向主办单位报告`,
    "earn-credits": (credits: string) =>
      `再取得 ${credits} 学分（培训、慕课等）。可申报慕课：在中国大学MOOC学完一门教育教学课程，成绩60分以上`,
    complete: () => "本周期学分已完成",
    "owes-nothing": () => "本周期内没有学习任务，无需完成学分",
  },
  /** 低于每年最低学分的年度。 */
  shortYears: "有年度低于每年最低学分",
  shortYear: (year: number, credits: string) => `${year} 年差 ${credits} 学分`,
  shortYearList: (years: string[]) => `每年最低学分：${years.join("，")}。`,
  credit: (amount: string) => `${amount} 学分`,
  hours: (amount: string) => `${amount} 学时`,
  heldBy: (name: string, days: number) => (days === 0 ? `${name}审核中，今天收到` : `${name}审核中，已 ${days} 天`),
  sharedCertificate: "同一证书",
  sharedFile: "同一文件",
  unreviewedBySchool: "未经学校初审",
};
