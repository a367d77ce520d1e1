import type { ImportFieldName, ImportKind } from "@/rules/import-layouts";
import type { ParticipantRole } from "@/rules/participants";
import type { ProjectAction, ProjectStatus, ProjectStepAction } from "@/rules/project-approval";
import type { OfficeDuty, ProjectKind } from "@/rules/projects";
import type { SupportKind } from "@/rules/support-teaching";

const kinds: Record<ProjectKind, string> = {
  national: "国培",
  provincial: "省培",
  city: "市级培训",
  county: "县级培训",
  department: "部门培训（教研、电教、教科研）",
  commissioned: "学校委托培训（项目补录）",
  authorised: "授权培训",
  lecture: "名师大讲堂、送教下乡、师德报告",
  support_teaching: "支教",
  self_run: "自主校本研修",
  opening: "原学分银行结转",
};

const statuses: Record<ProjectStatus, string> = {
  draft: "草稿",
  at_filing: "备案审核",
  filed: "已备案",
  at_county: "县级审核",
  at_city: "市级核实",
  returned: "已退回",
  refused: "不予认定",
  withdrawn: "已撤回",
  posted: "已入账",
  correcting: "更正待核",
  closed: "已结项",
  recorded: "仅存档",
};

/** 经过：每一步做了什么。 */
const actions: Record<ProjectAction, string> = {
  create: "新建项目",
  edit: "修改项目内容",
  file: "提交备案",
  accept_filing: "同意备案",
  send_back: "备案退回修改",
  submit: "提交名单",
  approve: "通过",
  return: "退回修改",
  refuse: "不予认定",
  withdraw: "撤回",
  recall: "收回决定",
  ask_correction: "申请更正学时",
  correct: "更正学时",
  keep: "维持原学时",
  close: "结项",
};

/** 按键上的字。 */
const verbs: Record<ProjectStepAction, string> = {
  file: "提交备案",
  accept_filing: "同意备案",
  send_back: "退回修改",
  submit: "提交名单",
  approve: "通过",
  return: "退回修改",
  refuse: "不予认定",
  withdraw: "撤回",
  recall: "收回决定",
  ask_correction: "申请更正学时",
  correct: "同意更正",
  keep: "维持原学时",
  close: "结项",
};

const participantRoles: Record<ParticipantRole, string> = { attended: "参训", taught: "授课（主讲）" };

const officeDuties: Record<OfficeDuty, string> = {
  research: "教研",
  technology: "电教",
  science: "教科研",
  personnel: "人事",
};

const supportKinds: Record<SupportKind, string> = { two_districts: "两区支教", xinjiang: "援疆支教" };

const importKinds: Record<ImportKind, string> = {
  roster: "参训名单",
  support_teaching: "支教人员名单",
  provincial: "省级项目导入",
  opening: "原学分银行结转",
  mooc: "慕课批量登记",
  teachers: "教师批量添加",
};

/** 导入表格各列的名称。 */
const fields: Record<ImportFieldName, string> = {
  name: "姓名",
  identity: "身份证号",
  teacherNumber: "教师编号",
  school: "学校",
  role: "角色",
  hours: "学时",
  remark: "备注",
  place: "支教地点",
  receivingSchool: "受援学校",
  from: "开始日期",
  to: "结束日期",
  title: "项目名称",
  year: "年度",
  level: "项目级别",
  courseName: "课程名称",
  university: "开课高校",
  term: "开课学期",
  finishedOn: "结课日期",
  score: "成绩",
  realName: "是否实名",
  certificateNumber: "证书编号",
  certificateHours: "证书学时",
  accountHours: "账号学时",
  courseHours: "课程学时",
  accountChecked: "已查看账号",
  certificateFile: "证书文件",
  completionFile: "结课截图",
  accountFile: "账号截图",
  identityKind: "证件类型",
  teacherCertificate: "教师资格证号",
  subject: "任教学科",
  hiredOn: "入职日期",
};

export const projects = {
  kinds,
  statuses,
  actions,
  verbs,
  participantRoles,
  officeDuties,
  supportKinds,
  importKinds,
  importStatuses: {
    reading: "正在读取",
    judged: "待确认",
    unreadable: "无法读取",
    confirmed: "已登记",
    discarded: "已放弃",
  },
  workStates: {
    queued: "排队等候",
    running: "正在处理",
    done: "已完成",
    refused: "未通过，请查看原因",
    failed: "处理失败",
  },
  reportStatuses: { open: "待答复", added: "已补登", declined: "未予补登" },
  fields,
};
