import type { ViolationCode } from "@/rules/verdict";
import { tenths, type Words } from "../words";
import { cityViolations } from "./city-violations";
import { evidenceName } from "./credits";
import { deskViolations } from "./desk-violations";
import { peopleViolations } from "./people-violations";
import { projectViolations } from "./project-violations";
import { proofViolations } from "./proof-violations";
import { tableViolations } from "./table-violations";

/** 每条提示都说明问题所在和改正办法；括号中的数字由规则给出。 */
export const violations: Record<ViolationCode, Words> = {
  "file-empty": () => "文件是空的，请重新选择。",
  "file-too-large": () => "文件超过10MB，请压缩或降低扫描分辨率后再上传。",
  "file-type-not-accepted": () => "只接受 JPEG、PNG、WebP 图片和 PDF 文件；请按文件内容另存为其中一种再上传。",
  "file-phone-format": () =>
    "这是手机的 HEIC 等格式，无法打开。iPhone 请在“设置－相机－格式”选“兼容性最佳”后重拍，或把照片另存为 JPEG 再上传。",
  "file-broken": () => "文件已损坏或不完整，请重新扫描或拍照。",
  "file-picture-too-big": () => "图片尺寸过大，请缩小到6000万像素以内再上传。",
  "file-pdf-active": () => "PDF 中含有脚本、附件或无法检查的内容，不能上传；请打印为新的 PDF 或转为图片后再上传。",
  "file-pdf-locked": () => "PDF 已加密，审核人无法打开；请去掉密码后再上传。",
  "file-too-many": () => "一条申报最多上传12个文件，请先移除不需要的文件。",
  "file-claim-closed": () => "这条申报正在审核中，不能再增减文件；如需修改，请先撤回或等待退回。",
  required: () => "此项必填，请填写。",
  "too-long": () => "内容过长，请缩短后再提交。",
  "bad-characters": () => "含有无法识别的字符（如控制符），请删除后重新输入。",
  "not-a-date": () => "日期不正确，请按“年-月-日”填写真实日期，如 2019-06-01。",
  "not-a-number": () => "请填写数字，如 24 或 13.5。",
  "too-precise": () => "最多保留一位小数，请按证书所载填写。",
  "not-a-choice": () => "请从所列选项中选择一项。",
  "identity-format": () => "身份证号码应为18位，前17位为数字，末位为数字或X，请核对。",
  "identity-checksum": () => "身份证号码校验不通过，请对照证件逐位核对。",
  "identity-birth-date": () => "身份证号码中的出生日期不存在，请对照证件核对。",
  "teacher-certificate-format": () => "教师资格证书号码应为17位数字，请对照证书核对。",
  "school-code-format": () => "应为10位数字，请核对。",

  "no-teacher-certificate": () => "该教师没有登记教师资格证书，不属于学分登记对象。请先由学校补充教师资格证书号码。",
  "not-on-post": () => "该教师目前不在岗，不能登记学分。如已返岗，请先由学校更新任职信息。",
  "private-school-excluded": () => "按本周期政策，民办学校教师不在登记范围内。如有疑问，请联系上级师训科。",
  "ended-in-future": () => "结束日期晚于今天。请在培训结束后再登记，或核对日期。",
  "outside-cycle": ({ fromYear, toYear }) =>
    fromYear === undefined
      ? "日期或年度不在本周期内，不能计入本周期学分。请核对。"
      : `日期或年度不在本周期（${fromYear}–${toYear}年）内，不能计入本周期学分。请核对。`,
  "ended-before-hiring": () => "结束日期早于入职日期，不能认定。请核对日期；如入职日期有误，请由学校更正。",
  "ended-off-post": () => "培训结束时该教师不在岗，不能认定。请核对日期和任职信息。",

  "mooc-platform-not-accepted": () => "只认定“中国大学MOOC”平台的课程，其他平台的课程不能登记为慕课学分。",
  "score-below-pass": ({ passTenths }) =>
    `成绩须达到${tenths(passTenths ?? 600)}分才算合格，请核对证书上的成绩；未达到的不能登记。`,
  "score-out-of-range": () => "成绩应在0至100分之间，请按证书或结课页面填写。",
  "certificate-number-missing": () => "请填写证书编号，按证书所印原样填写。",
  "account-hours-missing": () => "证书未注明学时，请填写学校管理员在教师慕课账号内查看到的实际学时，并上传截屏。",
  "course-hours-missing": () => "没有证书的，请填写课程学时，并上传结课截图。",
  "hours-not-positive": () => "学时须大于0，请按证书、账号或培训通知所示填写。",
  "hours-too-many": ({ mostTenths }) => `学时不应超过${tenths(mostTenths ?? 3000)}，请核对是否多输了数字。`,
  "real-name-required": ({ from }) =>
    `自${from ?? "2020-01-01"}起结课的课程必须实名学习，未实名的不予认定。请核对结课日期和是否实名。`,
  "certificate-required-without-real-name": () =>
    "未实名学习的课程须有证书才能登记。请提供学习合格证书，或核对是否实名。",
  "degree-not-above-former": () => "新学历须高于原学历才算学历提升。请核对两项学历。",
  "second-degree": () => "本周期内已登记过一次学历提升，同一周期只认定一次。",
  "same-training-twice": () => "同一学期的同一门课程已经登记过，不能重复登记。如是另一学期的课程，请核对开课学期。",
  "same-certificate-twice": () => "该编号的证书已经登记过，不能重复登记。请核对证书编号。",
  "evidence-missing": ({ kind }) => `缺少“${evidenceName(kind)}”，请上传清晰的扫描件或截图。`,

  "kind-social-training": () =>
    "社会培训机构发放的证书（无教育管理部门通知文件）不予认定学分。如有教育部门的通知文件，请由主办单位按项目登记。",
  "kind-human-resources": () => "人社部门组织的专业技术人员继续教育证书，在学分银行系统内不予认定学分。",
  "kind-project": () => "教育行政部门组织的培训由主办单位集中登记，个人不需登记。如有遗漏，请向主办单位反映。",
  "kind-department-project": () =>
    "教研、电教、教科研等部门的培训，由该部门在市教育局教师教育科备案后登记，个人不需登记。如有遗漏，请向该部门反映。",
  "kind-lecture": () =>
    "名师大讲堂、送教下乡、师德报告等由主办单位集中登记，个人不必登记。如有遗漏，请向主办单位反映。",
  "kind-commissioned": () =>
    "学校委托高校组织的培训，由学校提供协议、发票、签到记录，在学分银行办理项目补录，个人不需登记。",
  "kind-authorised": () => "经教育行政部门同意和授权的培训，由同意该培训的教育局登记，个人不需登记。",
  "kind-support-teaching": () => "支教学分由人事科（两区支教）或教师教育科（援疆支教）汇总登记，个人不需登记。",
  "kind-online": () => "网络校本研修学分由系统自动记录，个人不需登记。如有遗漏，请联系研修平台。",
  "kind-self-run": () => "学校自行开展的自主校本研修不计入360学分，不能作为特殊学分登记。",
  "kind-other-training": () => "特殊学分只登记“中国大学MOOC学习”和“学历提升”，其他项目不得在此录入。",
  "kind-unknown": () => "请先选择学分类型：慕课（自主选学）或学历提升（学历教育）。",

  "not-in-this-state": () => "该条目目前的状态不允许这样处理。请刷新页面，查看最新状态。",
  "not-your-step": () => "该条目现在不在您单位的环节，不能由您处理。",
  "not-the-registrant": () => "只有登记人可以这样处理。",
  "decides-own-registration": () => "不能审核自己登记的条目，请由其他审核人处理。",
  "decides-own-credit": () => "不能审核自己的学分，请由其他审核人处理。",
  "registers-own-credit-as-staff": () => "管理员不能为自己登记学分。请切换到“教师”身份，由本人申报，再由他人审核。",
  "withdraw-too-late": () => "该条目已经办结，不能再撤回。",
  "recall-not-the-decider": () => "只有作出该决定的人可以收回。",
  "recall-nothing-to-undo": () => "没有可以收回的决定。",
  "recall-too-late": ({ minutes }) =>
    minutes === undefined
      ? "下一环节已处理或已超过时限，不能再收回。"
      : `已超过${minutes}分钟，或下一环节已处理，不能再收回。`,
  "reason-missing": () => "请选择理由，让申报人知道原因。",
  "note-missing": () => "请写明具体说明，便于对方理解和改正。",
  "reason-not-for-this-action": () => "该理由不适用于这一处理。可以改正的问题请选“退回”，不能认定的请选“不予认定”。",
  "confirmation-missing": ({ confirmation }) =>
    confirmation === "accountChecked"
      ? "请先由教师本人登录慕课账号出示学习情况（不得索要密码），核查后勾选，再提交。"
      : "请先确认课程内容属于教育教学并勾选，再通过。",
  "deadline-passed": ({ lastDay }) =>
    `${lastDay === undefined ? "登记截止日期已过" : `登记已于${lastDay}截止`}，不能再登记、初审或上报汇总表。确需补办的，请由学校向市教师教育科申请重新开放。`,
  "duplicate-certificate": () => "另有他人使用同一编号的证书。请先核实，并写明可以并存的理由，再通过。",
  "duplicate-file": () => "另有他人上传了同一文件。请先核实，并写明可以并存的理由，再通过。",
  "decided-with-roster": () => "该学分随培训名册一并审核，请到“项目待审”中处理。",
  "waiver-not-at-this-step": () => "重复证书只能由上级审核环节认定，本环节不能认定。",

  "sign-in-wrong": () => "账号或密码不正确，请核对后再试。忘记密码的，请联系学校或上级管理员重置。",
  "sign-in-slow-down": ({ minutes }) => `尝试次数过多，请${minutes ?? 15}分钟后再试。`,
  "password-wrong": () => "当前密码不正确，请重新输入。",
  "password-too-short": () => "新密码至少10个字符。可以用一句容易记住的话。",
  "password-unchanged": () => "新密码不能与当前密码相同，请换一个。",
  "password-repeat-differs": () => "两次输入的新密码不一致，请重新输入。",

  ...projectViolations,
  ...tableViolations,
  ...deskViolations,
  ...proofViolations,
  ...cityViolations,
  ...peopleViolations,
};
