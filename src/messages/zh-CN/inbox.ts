import type { MessageGroup, MessageKind } from "@/rules/message-kinds";
import type { Told, ToldWords } from "../told";

/** 一两个词，与形状同列。 */
const headings: Record<MessageKind, string> = {
  entry_returned: "退回修改",
  entry_refused: "不予认定",
  entry_posted: "已入账",
  entry_revoked: "已撤销",
  entry_urged: "催办",
  project_returned: "退回修改",
  project_refused: "不予认定",
  project_posted: "已入账",
  project_filed: "已备案",
  report_arrived: "未登记反映",
  report_answered: "反映答复",
  table_reported: "汇总表上报",
  table_returned: "汇总表退回",
  table_accepted: "汇总表接收",
  deadline_near: "截止提醒",
  school_reopened: "重新开放",
  deputy_named: "代办",
  objection_raised: "申请复核",
  objection_decided: "复核结果",
  transfer_asked: "调动申请",
  transfer_answered: "调动答复",
  correction_asked: "信息更正",
  correction_answered: "更正答复",
  certificate_revoked: "证书已撤销",
  sample_assigned: "抽查任务",
  fraud_reported: "弄虚作假",
};

const because = (reason: string | null) => (reason ? `：${reason}。` : "。");
const entry = ({ teacher, title }: Told) => `${teacher ? `${teacher} · ` : ""}《${title}》`;
const again = "的决定已收回，正在重新审核。";
const table = ({ source, from, to, number }: Told) =>
  `${from ? `${from}—${to}年` : ""}${source}${number > 1 ? "补充" : ""}汇总表`;

const texts: ToldWords = {
  entry_returned: (told) =>
    told.turn === "recalled"
      ? `${entry(told)}的退回已收回，正在重新审核，请先不要修改。`
      : `${entry(told)}被退回，请修改后重新提交${because(told.reason)}`,
  entry_refused: (told) => {
    if (told.turn === "recalled") return `${entry(told)}不予认定${again}`;
    if (told.participants > 0) return `${entry(told)}的名单中有 ${told.participants} 人不予认定${because(told.reason)}`;
    return `${entry(told)}不予认定${because(told.reason)}`;
  },
  entry_posted: (told) => {
    if (told.turn === "recalled") return `${entry(told)}的入账已收回，正在重新核实，学分暂不计入。`;
    if (told.turn === "corrected") return `${entry(told)}的学时已更正，现登记 ${told.credits} 学分。`;
    return `${entry(told)}已登记入账，${told.entries > 1 ? `${told.entries} 条共 ` : ""}${told.credits} 学分。`;
  },
  entry_revoked: (told) => `${entry(told)}的 ${told.credits} 学分已撤销${because(told.reason)}`,
  entry_urged: (told) => `${entry(told)}已等候 ${told.days} 天，请尽快处理。`,
  project_returned: (told) => {
    if (told.action === "recall") return `《${told.title}》的退回已收回，正在重新审核，请先不要修改。`;
    if (told.action === "send_back") return `《${told.title}》的备案被退回，请修改后重新提交${because(told.reason)}`;
    if (told.action === "keep") return `《${told.title}》的学时更正未获采纳，维持原学时${because(told.reason)}`;
    return `《${told.title}》的名单被退回，请修改后重新提交${because(told.reason)}`;
  },
  project_refused: (told) =>
    told.action === "recall" ? `《${told.title}》不予认定${again}` : `《${told.title}》不予认定${because(told.reason)}`,
  project_posted: (told) => {
    if (told.action === "recall") return `《${told.title}》的入账已收回，正在重新核实，学分暂不计入。`;
    if (told.action === "correct") return `《${told.title}》的学时已更正，${told.participants} 条学分随之更正。`;
    return `《${told.title}》的名单已登记入账，共 ${told.participants} 人。`;
  },
  project_filed: ({ title }) => `《${title}》已备案，可以提交名单了。`,
  report_arrived: ({ title }) => `有教师反映《${title}》未登记，请核对后答复。`,
  report_answered: ({ title, action, reason }) =>
    action === "add" ? `您反映的《${title}》已补登，正在审核。` : `您反映的《${title}》未予补登${because(reason)}`,
  table_reported: (told) => `${told.title} 上报了${table(told)}，请审核接收。`,
  table_returned: (told) => `${table(told)}被退回，请更正后重新上报${because(told.reason)}`,
  table_accepted: (told) => `${table(told)}已由上级接收。`,
  deadline_near: ({ source, lastDay, days, waiting }) => {
    const left = days === 0 ? "今天截止" : ` ${lastDay} 截止，还有 ${days} 天`;
    return `${source}汇总表${left}。${waiting > 0 ? `还有 ${waiting} 条学分等待学校处理。` : "汇总表尚未上报。"}`;
  },
  school_reopened: ({ source, lastDay }) => `${source}的登记已为您的学校重新开放，到 ${lastDay} 为止。`,
  deputy_named: ({ title, from, to }) => `${from} 至 ${to}，请您代办${title}的工作。到时重新登录，或用“切换角色”进入。`,
  objection_raised: (told) => `有教师对${entry(told)}不予认定申请复核，请核对后答复。`,
  objection_decided: (told) =>
    told.action === "grant"
      ? `${entry(told)}的复核申请成立，已恢复审核。`
      : `${entry(told)}经复核，维持不予认定。复核意见见这条学分。`,
  transfer_asked: ({ title, from }) => `${title}申请将一名教师调入贵校（原校任职到 ${from}），请核对后答复。`,
  transfer_answered: ({ title, action }) =>
    action === "accept" ? `${title}已同意接收您校调出的教师。` : `${title}未同意接收您校调出的教师，请联系对方学校。`,
  correction_asked: ({ title }) => `${title}申请更正一名教师的姓名或证件号码，请核对证明材料后答复。`,
  correction_answered: ({ action }) =>
    action === "accept" ? "教师信息更正已同意，档案已更新。" : "教师信息更正未获同意，请查看答复。",
  certificate_revoked: ({ title, action }) =>
    action === "by-the-city"
      ? `您的${title}学分证书已由市教育局撤销，理由见学分证书页面。`
      : `您的${title}学分证书已撤销：所记载的学分有变动。达到要求后可以重新领取。`,
  sample_assigned: ({ entries }) => `有 ${entries} 条学分抽查分给您，请核对后登记结果。`,
  fraud_reported: (told) => `${entry(told)}因弄虚作假被撤销，已记录在案（通知 五）。`,
};

/** 邮件里不写姓名、名称和学分。 */
const mailKinds: Record<MessageKind, string> = {
  entry_returned: "有学分被退回，需要修改",
  entry_refused: "有学分不予认定",
  entry_posted: "有学分登记入账或更正",
  entry_revoked: "有学分被撤销",
  entry_urged: "有学分等候已久，请尽快处理",
  project_returned: "有培训项目被退回",
  project_refused: "有培训项目不予认定",
  project_posted: "有培训项目的名单入账或更正",
  project_filed: "有培训项目已备案",
  report_arrived: "有教师反映培训未登记，请答复",
  report_answered: "您的反映有了答复",
  table_reported: "有汇总表上报，请审核接收",
  table_returned: "有汇总表被退回，需要更正",
  table_accepted: "有汇总表已被接收",
  deadline_near: "登记和汇总表即将截止",
  school_reopened: "登记已重新开放",
  deputy_named: "有同事请您代办",
  objection_raised: "有教师申请复核，请答复",
  objection_decided: "您的复核申请有了结果",
  transfer_asked: "有教师申请调入，请答复",
  transfer_answered: "调动申请有了答复",
  correction_asked: "有教师信息更正申请，请答复",
  correction_answered: "教师信息更正有了答复",
  certificate_revoked: "您的学分证书已撤销",
  sample_assigned: "有抽查任务分给您",
  fraud_reported: "有学分因弄虚作假被撤销",
};

const groups: Record<MessageGroup, string> = {
  credits: "学分：退回、不予认定、入账、撤销、复核、证书",
  projects: "培训项目：备案、退回、不予认定、入账",
  reports: "未登记反映：收到和答复",
  tables: "汇总表：上报、退回、接收，截止提醒和重新开放",
  people: "教师：调动、信息更正",
  desk: "催办、代办和抽查",
};

/** 消息和邮件提醒。 */
export const inbox = {
  title: "消息",
  lead: "学分、培训项目、汇总表有结果或需要您处理时，会在这里通知您。",
  headings,
  turns: { recalled: "决定已收回", corrected: "学时更正" },
  texts,
  unread: (count: number, most: number) => (count >= most ? `${most - 1} 条以上未读` : `${count} 条未读`),
  unreadMark: "未读",
  show: { all: "全部", unread: (count: number) => `未读 ${count}` },
  none: "还没有消息。",
  noneUnread: "没有未读消息。",
  markAll: "全部标为已读",
  toSettings: "邮件提醒设置",
  settingsTitle: "邮件提醒",
  settingsLead:
    "站内消息总会送达。填写邮箱后，还可以收到邮件提醒。邮件只说明发生了哪一类事情，不写姓名、项目名称和学分。",
  unavailable: "本系统暂未开通邮件发送，站内消息不受影响。需要邮件提醒的，请联系市教育局。",
  fields: { email: "邮箱地址", groups: "哪些事情发邮件", locale: "邮件语言" },
  emailHint: "留空即不发邮件。地址加密保存，只用于发送提醒。",
  groups,
  locales: { "zh-CN": "中文", en: "English" },
  save: "保存",
  saved: "已保存。有新消息时会发邮件到这个邮箱。",
  savedOff: "已保存。不发送邮件提醒。",
  mail: {
    kinds: mailKinds,
    letter: {
      subject: "学分银行有新消息",
      text: (what: readonly string[], href: string, settingsHref: string) =>
        [
          "您好！您在新乡市教师教育学分银行有新消息：",
          what.map((one) => `· ${one}`).join("\n"),
          `请登录查看：${href}`,
          "为保护个人信息，邮件不写具体内容。本邮件由系统自动发出，请勿回复。",
          `修改或取消邮件提醒：${settingsHref}`,
        ].join("\n\n"),
    },
  },
};
