import type { ReasonCode } from "@/rules/reasons";

/** 退回、不予认定、撤销的理由；退回的都说明怎样改正。 */
export const reasons: Record<ReasonCode, string> = {
  "scan-unreadable": "扫描件不清晰，请重新上传能看清全部文字的扫描件",
  "scan-of-something-else": "上传的材料不是所需材料，请更换",
  "scan-and-form-differ": "填写内容与扫描件不一致，请对照扫描件更正",
  "hours-differ": "填写的学时与证书不一致，请按证书更正",
  "score-not-shown": "截图看不到成绩，请上传含成绩的结课截图",
  "account-not-looked-into": "学校尚未查看慕课账号，请查看后上传学时截屏",
  "number-differs": "证书编号与扫描件不一致，请按证书所印更正",
  "date-differs": "结束日期与扫描件不一致，请更正",
  "other-to-mend": "其他需要改正之处（见说明）",
  "not-about-education": "课程内容与教育教学无关",
  "other-platform": "不是中国大学MOOC平台的课程",
  "not-passed": "成绩未达到60分",
  "not-real-name": "不符合实名学习要求",
  "mooc-outside-cycle": "课程不在本周期内结课",
  "degree-outside-cycle": "毕业时间不在本周期内",
  "not-an-upgrade": "新学历不高于原学历，不属于学历提升",
  "social-training": "社会培训机构或人社部门的证书，不予认定",
  "not-a-special-credit": "不属于特殊学分，应由主办单位登记",
  "counted-already": "该培训已登记过学分，不重复计算",
  "certificate-of-somebody-else": "证书不是本人的",
  falsified: "弄虚作假",
  "other-final": "其他不能认定的原因（见说明）",
  "posted-in-error": "登记有误，予以撤销（见说明）",
};
