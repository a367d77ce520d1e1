const span = (from: number | string, to: number | string) => (from === to ? `${from}年` : `${from}—${to}年`);

/** 登记批次、期限和重新开放。 */
export const rounds = {
  title: "批次与期限",
  lead: "一个批次包括哪些年度、各类学分登记和汇总表上报到哪一天，都在这里规定。截止日期当天全天有效；过后学校不能再登记和初审，已报到上级的照常审核。",
  span,
  done: {
    made: "批次已新增，各校首页和页眉已显示新的截止日期。",
    years: "批次年度已更改。",
    deadline: "截止日期已调整，立即生效。",
    reopened: "已重新开放，并已通知该校管理员。",
  },
  fields: {
    fromYear: "起始年度",
    toYear: "结束年度",
    degree: "学历提升截止日期（附件1）",
    mooc: "慕课截止日期（附件2）",
    support_teaching: "支教截止日期（附件3）",
    lastDay: "截止日期",
    why: "原因",
    target: "开放哪一类",
    until: "开放至",
  },
  round: (from: number, to: number) => `${span(from, to)}批次`,
  noLastDay: "未规定",
  past: (days: number) => `已过 ${days} 天`,
  left: (days: number) => (days === 0 ? "今天截止" : `还有 ${days} 天`),
  workUnits: (units: number) => `${units} 个单位未办完`,
  workFacts: (waiting: number, unreported: number) => `待初审、待修改 ${waiting} 条，汇总表未上报 ${unreported} 个`,
  workNone: "没有未办完的单位",
  change: "调整日期",
  changeNamed: (kind: string, round: string) => `调整${round}${kind}的截止日期`,
  changeYears: "更改年度",
  yearsFixed: "已有汇总表上报，年度不能再改",

  make: "新增批次",
  makeNone: "本周期的各个年度都已归入批次，不需要新增。",
  makeFacts: (years: string) => `${years}还没有批次，也就没有截止日期。这些年度现有：`,
  makeFact: (kind: string, units: number, entries: number) => `${kind} ${entries} 条，涉及 ${units} 个单位`,
  makeEffect:
    "新增后，这些年度的登记和初审到截止日期为止，并按批次上报汇总表；截止前 14 天、7 天、2 天自动提醒还没办完的单位。",
  makeSubmit: "新增批次",
  supportHint: "支教汇总表由主办部门上报，通知没有规定日期，可以不填",
  dayHint: "当天全天有效",

  yearsTitle: (round: string) => `更改年度：${round}`,
  yearsLead: (units: number, entries: number) =>
    `本批次现有 ${units} 个单位的 ${entries} 条待办学分。移出的年度不再受截止日期限制，移入的年度随即适用。汇总表一经上报，年度不能再改。`,
  yearsSubmit: "更改年度",

  deadlineTitle: (round: string, kind: string) => `${round}：${kind}截止日期`,
  deadlineNow: (day: string, left: string) => `现在的截止日期：${day}（${left}）`,
  deadlineNone: "现在没有规定截止日期。",
  deadlineFacts: (units: number, waiting: number, unreported: number) =>
    `涉及 ${units} 个还没办完的单位：待初审、待修改 ${waiting} 条，汇总表未上报 ${unreported} 个。`,
  deadlineNothing: "目前没有还没办完的单位。",
  deadlineEffect:
    "改到今天或以后：这些单位可以办到新的截止日期。改到今天以前：这些单位立即不能再登记、初审和上报。已报到上级的不受影响；单独重新开放的学校按较晚的日期办理。",
  deadlineEmpty: "留空表示不规定截止日期",
  whyHint: "记入变更记录",
  deadlineSubmit: "调整截止日期",
  cancel: "返回",

  reopen: "为一所学校重新开放",
  reopenLead: "截止后确需补办的学校，可以按类别单独开放到某一天。只对这一所学校有效，其他学校不受影响。",
  search: "学校名称或十位代码",
  find: "查找学校",
  foundNone: "没有找到学校。请核对名称或代码。",
  foundCount: (count: number) => `找到 ${count} 所学校，请选择：`,
  cityDirect: "局属学校",
  choose: (school: string) => `选择${school}`,
  reopenTitle: (school: string) => `重新开放：${school}`,
  reopenFacts: (waiting: number, returned: number, rows: number) =>
    `待初审 ${waiting} 条，待修改 ${returned} 条，已报到上级 ${rows} 条`,
  reported: "汇总表已上报",
  unreported: "汇总表未上报",
  noEntries: "没有登记过这类学分",
  targetHint: (lastDay: string, facts: string) => `${lastDay}已截止；${facts}`,
  reopenedUntil: (day: string) => `曾开放至 ${day}`,
  stillOpen: (kind: string, day: string) => `${kind}到 ${day} 才截止，不需要重新开放。`,
  reopenNone: "该校没有已经截止的类别，不需要重新开放。",
  reopenEffect: (school: string, count: number) =>
    `提交后，${school}立即可以登记、修改、初审和上报这一类学分，到所选日期当天为止；系统通知该校 ${count} 名管理员。再次开放时，以最近一次的日期为准。`,
  noAdministrators: "该校没有可用的管理员账号，请另行通知学校。",
  reopenWhyHint: "记入重新开放记录",
  untilHint: "当天全天有效，不能早于今天",
  reopenSubmit: "重新开放",
  otherSchool: "换一所学校",

  reopenings: "重新开放记录",
  reopeningsNone: "还没有为学校重新开放过。",
  reopeningColumns: { school: "学校", kind: "类别", until: "开放至", state: "状态", why: "原因", by: "办理" },
  standings: { open: "开放中", ended: "已结束", replaced: "已被新的代替" },
  by: (name: string, at: string) => `${name} ${at}`,

  changes: "变更记录",
  changesNone: "还没有变更。",
  changeColumns: { at: "时间", what: "变更", why: "原因", by: "办理人" },
  made: (years: string, days: string) => `新增${years}批次${days && `：${days}`}`,
  yearsChanged: (before: string, after: string) => `批次年度由${before}改为${after}`,
  deadlineChanged: (kind: string, before: string | null, after: string | null) =>
    `${kind}截止日期由${before ?? "未规定"}改为${after ?? "不规定"}`,

  own: "登记和上报期限",
  ownRow: (kind: string, round: string) => `${kind}（${round}）`,
  ownLeft: (day: string, days: number) => (days === 0 ? `${day} 截止，就是今天` : `${day} 截止，还有 ${days} 天`),
  ownReopened: (day: string, days: number) =>
    days === 0 ? `已为本校重新开放，今天截止` : `已为本校重新开放至 ${day}，还有 ${days} 天`,
  ownLate: (day: string) => `已于 ${day} 截止`,
  late: "逾期",
  ownWork: (waiting: number, returned: number) =>
    [waiting > 0 && `待初审 ${waiting} 条`, returned > 0 && `待修改 ${returned} 条`].filter(Boolean).join("，"),
  ownUnreported: "汇总表未上报",
  ownReported: "汇总表已上报",
  ownLateHint: "逾期未办的，请向市教师教育科申请重新开放。",
  toSummaries: "去汇总表",
};
