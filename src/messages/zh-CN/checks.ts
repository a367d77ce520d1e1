import type { CheckCode } from "@/rules/verdict";

/** 规则核对：每一行说的是应当成立的事，前面用 ✓ 或 ✗ 标出。 */
export const checks: Record<CheckCode, string> = {
  "teacher-certificate": "持有教师资格证书",
  "on-post": "目前在岗",
  "school-in-scope": "学校在登记范围内",
  platform: "中国大学MOOC平台的课程",
  "ended-by-today": "培训已经结束",
  "in-cycle": "在本周期内结束",
  "on-post-when-ended": "结束时已入职并在岗",
  score: "成绩合格（60分以上）",
  "real-name": "符合实名学习要求",
  "certificate-for-not-real-name": "未实名学习的有证书",
  hours: "学时明确、合理",
  "certificate-number": "填有证书编号",
  "account-looked-into": "学校已查看慕课账号",
  "level-above-former": "新学历高于原学历",
  "degree-once": "本周期首次登记学历提升",
  "training-once": "同一学期同一课程未重复登记",
  "certificate-once": "本人未重复使用该证书",
  evidence: "所需材料齐全",
  "certificate-unshared": "证书编号全市唯一",
  "file-unshared": "扫描件未与他人相同",
};
