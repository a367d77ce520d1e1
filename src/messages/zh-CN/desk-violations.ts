import type { ViolationCode } from "@/rules/verdict";
import type { Words } from "../words";

/** 汇总表、批次与期限、催办、代办、邮件。 */
export const deskViolations = {
  "summary-empty": () => "还没有可以上报的学分：学校初审通过后，学分会自动进入汇总表。",
  "summary-unchanged": () => "与已上报的汇总表相比没有变化，不需要补报。",
  "summary-not-accepted-yet": () => "上一张汇总表还没有被接收。请等上级接收，或先撤回、更正后重新上报。",
  "summary-undecided": ({ count }) => `表中还有${count ?? "若干"}条学分没有审核完。请先审核，再接收。`,
  "summary-paper-missing": () => "加盖公章的纸质表还没有收到。收到后请先勾选，再接收。",
  "summary-certificates-missing": () => "电子证书复印件还没有收到。收到后请先勾选，再接收。",
  "round-years": () => "起始年度不能晚于结束年度，请更正。",
  "round-outside-cycle": ({ fromYear, toYear }) => `批次的年度应在本周期（${fromYear}—${toYear}年）之内，请更正。`,
  "round-overlaps": ({ fromYear, toYear }) => `与${fromYear}—${toYear}年的批次重叠，每个年度只能属于一个批次。`,
  "round-reported": () => "本批次已有单位上报汇总表，年度不能再改；截止日期仍可调整。",
  "deadline-before-round": ({ fromYear }) => `截止日期不能早于批次的起始年度（${fromYear}年），请更正。`,
  "deadline-not-needed": () => "这一类学分没有汇总表期限。",
  "reopening-not-needed": ({ lastDay }) => `登记到${lastDay}才截止，现在不需要重新开放。`,
  "reopening-ended": () => "重新开放的截止日期不能早于今天，请更正。",
  "urge-nobody-waits": () => "这条学分现在没有在等待审核，不需要催办。",
  "urge-too-early": ({ days }) => `到这一环节满${days ?? 7}天后才能催办。`,
  "urge-again-too-early": ({ days }) => `已经催办过，${days ?? 7}天后可以再次催办。`,
  "deputy-not-eligible": () => "不能由此人代办，请从列表中选择。",
  "deputy-days": () => "结束日期不能早于开始日期，请更正。",
  "deputy-in-past": () => "结束日期不能早于今天，请更正。",
  "deputy-twice": ({ from, to }) => `${from}至${to}已经指定了代办人。请先结束原来的代办，再重新指定。`,
  "email-format": () => "邮箱地址格式不正确，请核对。",
} satisfies Partial<Record<ViolationCode, Words>>;
