/** 学分证明。 */
export const transcripts = {
  title: "学分证明",
  link: "学分证明 PDF",
  heading: "中小学教师继续教育学分证明",
  fileName: (name: string, fromYear: number, toYear: number) => `学分证明 ${name} ${fromYear}—${toYear}`,
  facts: {
    name: "姓名",
    identity: "证件号码",
    number: "教师编号",
    school: "所在学校",
    cycle: "登记周期",
    printedOn: "打印日期",
  },
  /** 周期名称里没有年份的，补上年份。 */
  cycleOf: (name: string, fromYear: number, toYear: number) =>
    name.includes(String(fromYear)) ? name : `${name}（${fromYear}—${toYear}年）`,

  /** 结论：先说是否完成，再说还差什么。 */
  complete: "本周期继续教育学分已完成。",
  owesNothing: "本周期内没有学习任务，无需完成学分。",
  missing: (total: string) => `本周期继续教育学分尚未完成，还差 ${total} 学分。`,
  missingBoth: (total: string, online: string) =>
    `本周期继续教育学分尚未完成，还差 ${total} 学分，其中网络校本研修 ${online} 学分。`,
  missingOnline: (online: string) => `本周期继续教育学分尚未完成，还差网络校本研修 ${online} 学分。`,
  shortYears: "本周期继续教育学分尚未完成，有年度低于每年最低学分。",
  dutyYears: (years: string, total: string, online: string) =>
    `学习任务按任职年度计：${years}，共 ${total} 学分，其中网络校本研修 ${online} 学分。`,
  degree: "周期内学历提升，本周期继续教育视同完成。",
  degreeOnline: (earned: string) => `网络校本研修随之视同完成（实际取得 ${earned} 学分）。`,
  degreeWithoutOnline: "网络校本研修仍须完成。",
  support: (years: string) => `支教期间的网络校本研修视同完成：${years}。`,
  supportYear: (year: number, credits: string) => `${year}年 ${credits} 学分`,
  listSign: "，",
  enumeration: "、",
  /** 两句之间。 */
  space: "",

  totals: { counted: "计入学分 / 应完成", online: "网络校本研修 / 应完成" },
  of: (has: string, required: string) => `${has} / ${required}`,
  years: "各年度",
  yearColumns: {
    year: "年度",
    duty: "应修学分",
    counted: "计入学分",
    online: "网络研修取得",
    deemed: "支教视同",
    met: "网络研修达到 / 应完成",
  },
  noDuty: "无任务",
  entries: "学分明细",
  entryColumns: {
    position: "序号",
    title: "项目名称",
    source: "类别",
    year: "年度",
    endedOn: "结束日期",
    recorded: "登记",
    counted: "计入",
    ground: "依据与说明",
  },
  ground: (label: string) => `依据：通知 ${label}`,
  systemGround: "依据：系统规则",
  withRule: (ground: string, rule: string) => `${ground}（${rule}）`,
  bracketed: (ground: string) => `（${ground}）`,
  /** 计入少于登记的：先写依据，再写原因，依据不同的写出其依据。 */
  lostBecause: (ground: string, why: string, whyGround: string | null) =>
    whyGround ? `${ground}；${why}，${whyGround}` : `${ground}；${why}`,
  total: (count: number) => `合计 ${count} 条`,
  none: "本周期没有已入账或存档的学分。",
  note: "以上各项取自新乡市教师教育学分银行的入账记录和存档记录，按登记规则计算。“通知”指《关于做好2016-2019年中小学教师继续教育学分登记管理工作的通知》，“系统规则”用于通知没有写明的情形。",
  signatures: ["经办人", "学校（公章）", "日期"],
  /** 每份证明各自编页：第 1 页 共 2 页。 */
  page: ["第 ", " 页 共 ", " 页"],

  /** 学校打印全体教师的证明。 */
  school: {
    link: "打印全校学分证明",
    lead: "把在岗教师每人一份的学分证明排成可打印的 PDF，按姓名拼音排列，每人另起一页、各自编页，留有盖章位置。每册最多 100 人。",
    cycle: "登记周期",
    onPost: (count: number) => `在岗教师 ${count} 人`,
    onPostHint: "已办理离职、退休，但还没到最后一天的教师也在内。",
    order: "生成学分证明",
    remake: "重新生成",
    working: "正在生成学分证明",
    of: (done: number, total: number) => `已完成 ${done} / ${total} 人`,
    queued: "已排队，稍候开始",
    leave: "可以离开本页，稍后再回来打印。",
    again: "刷新进度",
    refused: "没有生成，原因如下",
    failed: "很抱歉，生成失败。请重试；仍然失败的，请把编号告诉管理员。",
    faultId: (id: string) => `编号 ${id}`,
    open: (part: number, parts: number) => (parts === 1 ? "打开学分证明 PDF" : `打开第 ${part} 册，共 ${parts} 册`),
    kept: "打开有记录；生成一天后自动删除，需要时请重新生成。",
    gone: "上次生成的学分证明已删除（只保留一天）。需要时请重新生成。",
    nobody: "本校目前没有在岗教师，没有可打印的学分证明。",
    volume: (school: string, part: number, parts: number) =>
      parts === 1 ? `${school} 学分证明` : `${school} 学分证明 第 ${part} 册 共 ${parts} 册`,
  },
};
