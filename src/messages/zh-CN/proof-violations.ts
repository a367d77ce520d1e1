import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** 证书、学分证明、复核。 */
export const proofViolations = {
  "certificate-not-complete": () => "本周期的学分要求尚未完成，完成后即可领取证书。",
  "certificate-owes-nothing": () => "您在本周期没有应完成学分的年度，不需要证书。",
  "certificate-taken-back": () => "本周期的证书已由市教育局撤销，不能重新领取。如有疑问，请联系市教育局。",
  "objection-not-refused": () => "只有不予认定的学分可以申请复核。",
  "objection-once": () => "这条学分已经申请过复核。每条学分只能申请一次。",
  "objection-already-decided": () => "这项复核已经有了结果。",
  "objection-own-refusal": () => "不予认定是您作出的，请由其他人员复核。",
  "objection-answer-missing": () => "请写明维持不予认定的理由，教师会看到。",
  "objection-project-refused": () => "这项培训整体未予认定或已撤回，请联系主办单位重新申报。",
  "objection-brought-again": () => "同一证书或同一培训已重新登记，请等待那一条的审核结果。",
  "objection-bars-recall": () => "教师已申请复核，这项决定不能再收回，请等待上一级的复核结果。",
} satisfies Partial<Record<ViolationCode, Words>>;
