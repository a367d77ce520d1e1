import type { Step } from "@/rules/credit-entry";
import type { DecidingStep, ObjectionStatus } from "@/rules/objections";

/** 谁来复核：不予认定的上一级；市级的，由另一位核实人。 */
const decider = (step: DecidingStep, refusedAt: Step | null) => {
  if (step === "county") return "县（市、区）教育局";
  return refusedAt === "city" ? "市教育局的另一位核实人" : "市教育局";
};

const statuses: Record<ObjectionStatus, string> = {
  open: "待复核",
  granted: "复核成立",
  dismissed: "维持不予认定",
  withdrawn: "已撤回",
};

/** 复核：对不予认定的学分，教师可以申请一次，由上一级决定。 */
export const objections = {
  title: "复核",
  fields: { objectionWords: "申请复核的理由", answer: "复核意见", decision: "复核结果" },
  statuses,
  /** 已由别人处理时：做了什么。 */
  decided: {
    granted: "认定复核成立",
    dismissed: "维持不予认定",
  },
  raise: "申请复核",
  raiseLead: (step: DecidingStep, refusedAt: Step | null) =>
    `您认为不予认定不正确的，可以申请复核，由${decider(step, refusedAt)}决定。`,
  raiseOnce: "每条学分只能申请一次，结果不能再次复核；撤回后也不能再申请。复核成立的，这条学分恢复审核。",
  wordsHint: "请写明哪里不正确、依据什么，以便核对；最多 1000 字。",
  send: "提交复核申请",
  saved: "复核申请已提交，结果会以消息告知您。",
  withdraw: "撤回复核申请",
  withdrawHint: "撤回后维持不予认定，这条学分不能再申请复核。",
  withdrawSure: "确认撤回",
  withdrawn: "复核申请已撤回。",
  raisedAt: "申请时间",
  refusedAt: "不予认定",
  deciderLabel: "由谁复核",
  status: "状态",
  words: "申请理由",
  answer: "复核意见",
  noAnswer: "未附意见",
  by: (organisation: string, name: string, at: string) => `${organisation} · ${name} · ${at}`,

  decideTitle: "复核",
  decideLead: "每项复核只决定一次。请对照扫描件、规则核对和不予认定的理由。",
  grantNext: {
    county: "认定复核成立：这条学分回到本县（市、区）审核，审核通过后再由市级核实入账。",
    city: "认定复核成立：这条学分回到市级核实，核实通过后才入账。",
  } satisfies Record<DecidingStep, string>,
  dismissNext: "维持不予认定：这条学分就此结束，必须写明意见，教师会看到。",
  answerHint: "教师能看到，请写得具体、礼貌。维持不予认定时必填；最多 1000 字。",
  grant: "复核成立",
  dismiss: "维持不予认定",
  done: {
    grant: "已认定复核成立，这条学分已恢复审核。",
    dismiss: "已维持不予认定，教师会收到您的意见。",
  },
  toQueue: "去审核这条学分",
  elsewhere: (holder: string) => `由${holder}复核。`,

  listTitle: (place: string) => `${place} · 复核`,
  listLead: "教师对下一级不予认定的学分申请的复核；市级不予认定的，由市里另一位核实人复核。",
  show: { open: (count: number) => `待复核 ${count}`, decided: (count: number) => `已复核 ${count}` },
  noneOpen: "没有待复核的申请。",
  noneDecided: "还没有复核过的申请。",
  ownRefusal: "本人不予认定，请他人复核",
  columns: {
    teacher: "教师",
    school: "学校",
    title: "名称",
    credits: "学分",
    refusedAt: "不予认定",
    raisedAt: "申请时间",
    decided: "复核",
    status: "状态",
  },

  /** 撤销之前：会发生什么。 */
  revocation: {
    title: "撤销后会发生什么",
    total: "教师学分",
    change: (before: string, after: string) => `${before} → ${after}`,
    complete: "周期完成情况",
    stays: { yes: "仍为已完成", no: "仍为未完成" },
    lost: "由已完成变为未完成",
    online: "网络校本研修（应完成部分）",
    certificate: "学分证书",
    certificateFalls: (number: string) => `证书 ${number} 随即失效，查验时显示已撤销`,
    noCertificate: "没有有效的证书",
    tables: "已接收的汇总表",
    noTables: "不在已接收的汇总表上",
    onTable: (unit: string, years: string, number: number) =>
      `${unit} ${years}年${number > 1 ? `第 ${number} 号补充表` : "汇总表"}：撤销后应补报`,
    closed: "这个周期已经封存，其中的学分不能再撤销。",
    fraud: "以“弄虚作假”撤销的，记录在案，并告知所在学校及其上级（通知 五）。",
  },
};
