import type { ViolationCode } from "@/rules/verdict";
import { tenths, type Words } from "../words";
import { evidenceName } from "./credits";

/** 培训项目、名单、支教、网络研修结果、漏登反映。 */
export const projectViolations = {
  "kind-not-hosted-here": () => "本单位不能登记这类培训。请选择列出的类型，或联系主办单位登记。",
  "ends-before-it-starts": () => "结束日期早于开始日期，请核对两个日期。",
  "no-lecturers-here": () => "这类培训不登记授课学分，请把授课学时留空，授课人不列入名单。",
  "filing-missing": () =>
    "教研、电教、教科研等部门的培训须先经市教育局教师教育科备案。请先提交备案，备案后再提交名单。",
  "filing-not-needed": () => "这类培训不需要备案，请直接提交名单。",
  "not-the-host": () => "只有主办单位的人员可以这样处理。如有需要，请与主办单位联系。",
  "paper-missing": ({ kind }) => `缺少“${evidenceName(kind)}”，请上传后再提交。`,
  "attendance-paper-missing": () => "缺少签到记录或培训名单，请至少上传其中一种后再提交。",
  "partner-missing": () => "请填写承办的高校或培训机构全称，与协议一致。",
  "invoice-number-missing": () => "请填写发票号码，按发票所印。",
  "documented-count-missing": () => "请填写签到记录或培训名单上的人数，以便与名单核对。",
  "roster-above-papers": ({ roster, papers }) =>
    `名单有${roster}人，材料上只有${papers}人。请从名单中删去未参训的人，或更正材料人数。`,
  "roster-empty": () => "名单里还没有人，请先填写或导入名单，再提交。",
  "roster-has-errors": ({ count }) =>
    `名单中${count === undefined ? "还有" : `还有${count}行`}没有改正的错误。请逐行改正或删去，再提交。`,
  "roster-all-struck": () => "名单上的人都被划去了，不能通过。整个项目不能认定的，请选“不予认定”。",
  "project-same-training": ({ title }) =>
    `${title === undefined ? "本单位已登记过同名、同日开始的培训" : `本单位已登记过“${title}”，开始日期相同`}，不能重复登记。请打开原项目继续，或核对名称和日期。`,
  "project-closed": () => "该项目已经结项，不能再增减人员或更正学时。",
  "correction-unchanged": () => "更正后的学时与现在相同。请填写正确的学时，或不作更正。",

  "person-missing": () => "没有写明是谁。请填写姓名，最好再填身份证号或教师编号。",
  "person-unknown": () =>
    "没有找到这位教师。请核对姓名、学校、身份证号或教师编号；确实没有登记的，请由其学校先登记该教师。",
  "person-ambiguous": ({ count }) =>
    `${count === undefined ? "不止一位教师" : `有${count}位教师`}与所填内容相符。请补填身份证号或教师编号，以确定是哪一位。`,
  "name-does-not-match": () => "所填号码登记的是另一个姓名。请核对号码和姓名，改正其中填错的一项。",
  "not-on-duty-then": () =>
    "培训结束时该教师不在岗，不能登记学分。请核对日期；在名单中的，请删去这一行；任职信息有误的，请由学校更正。",
  "listed-twice": () => "该教师以同一角色在名单中出现了两次。请删去重复的一行。",
  "lecturer-hours-not-set": () => "项目没有填写授课学时，不能登记授课人。请先在项目中填写授课学时。",
  "hours-above-project": ({ mostTenths }) =>
    `学时超过了项目规定的${mostTenths === undefined ? "" : tenths(mostTenths)}学时。请改正本行，或先更正项目的学时。`,
  "has-this-training": ({ title }) =>
    `该教师已登记过${title === undefined ? "这项培训" : `“${title}”这项培训`}，同一培训只登记一次。在名单中的，请删去这一行。`,

  "support-from-after-to": () => "支教的结束日期早于开始日期，请核对两个日期。",
  "support-too-short": () => "支教时间没有超过任何一个半年的一半，不能计学分。请核对起止日期。",
  "support-half-told": ({ year }) =>
    `该教师${year === undefined ? "" : `${year}年`}同一半年的支教已经登记过，同一半年只计一次。请核对起止日期，或删去这一行。`,
  "report-open-already": () => "您已反映过这项培训，正在等主办单位答复。请在“我的培训”中查看。",
  "report-answered-already": () => "这条漏登反映已经答复过。请刷新页面，查看答复。",

  "online-hours-not-positive": () => "学时须大于0，请核对研修结果。",
  "online-finished-before-study-year": () => "完成日期早于所属学习年度，请核对学习年度和完成日期。",
  "online-result-differs": ({ hereTenths, thereTenths }) =>
    hereTenths === undefined || thereTenths === undefined
      ? "同一编号的研修结果已入账，但内容不同；已入账的不会被改动。请核对编号；确需更正的，请联系市教师教育科。"
      : `同一编号的研修结果已入账${tenths(hereTenths)}学分，这次为${tenths(thereTenths)}学分；已入账的不会被改动。请核对编号；确需更正的，请联系市教师教育科。`,
  "online-result-twice": () => "同一编号的研修结果在这一批中出现了两次。请只保留一条，再推送。",
  "online-result-of-somebody-else": () => "该编号的研修结果已登记在另一位教师名下。请核对编号和人员。",
  "online-result-revoked": () => "该研修结果曾经入账，后被市教师教育科撤销，不再入账。如有疑问，请联系市教师教育科。",
} satisfies Partial<Record<ViolationCode, Words>>;
