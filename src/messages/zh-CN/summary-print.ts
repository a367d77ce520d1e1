/** 汇总表的导出和打印。 */
export const summaryPrint = {
  position: "序号",
  change: "变化",
  /** 补报表中修改的一行，先列修改前，再列修改后。 */
  changes: { added: "新增", removed: "删去", before: "修改前", after: "修改后" },
  total: (rows: number) => `合计 ${rows} 条`,
  /** 补报表的合计是增减的学分。 */
  totalChange: (rows: number) => `变动 ${rows} 条，学分增减`,
  unit: "填报单位",
  superior: "接收单位",
  round: "登记批次",
  years: (fromYear: number, toYear: number) => `${fromYear}—${toYear}年`,
  number: "次数",
  closedOn: "上报日期",
  hash: "校验码",
  /** 表下签字、盖章的位置。 */
  signatures: ["填表人", "审核人", "单位负责人（公章）", "日期"],
  /** 页码：第 1 页 共 3 页。 */
  page: ["第 ", " 页 共 ", " 页"],
  fileName: (title: string, unit: string) => `${title} ${unit}`,
  printButton: "打印",
  printHint: "打印时请选择 A4 横向，不缩放。单位盖章、签字后随证书复印件一并报送。",
  back: "返回汇总表",
  busy: "正在生成的文件较多，请稍候片刻再试。",

  certificates: {
    title: "证书材料",
    lead: "按表中顺序，把汇总表和每一条的证书排成一份可打印的 PDF，每份证书单独成页并编号。材料多时需要几分钟。",
    order: "生成证书材料 PDF",
    remake: "重新生成",
    working: "正在生成证书材料",
    of: (done: number, total: number) => `已处理 ${done} / ${total} 个文件`,
    queued: "已排队，稍候开始",
    leave: "可以离开本页，稍后再回来下载。",
    again: "刷新进度",
    refused: "没有生成，原因如下",
    failed: "很抱歉，生成失败。请重试；仍然失败的，请把编号告诉管理员。",
    faultId: (id: string) => `编号 ${id}`,
    open: (part: number, parts: number) =>
      parts === 1 ? "打开证书材料 PDF" : `打开证书材料 PDF（第 ${part} 册，共 ${parts} 册）`,
    kept: "含完整身份证号，打开有记录；生成一天后自动删除，需要时请重新生成。",
    gone: "上次生成的材料已删除（只保留一天，汇总表有变动的也不再提供）。需要时请重新生成。",
    /** 每页页眉：附件 3 · 王建国 · 课程。 */
    attachment: (position: number, name: string, course: string) => `附件 ${position} · ${name} · ${course}`,
    sheet: (sheet: number, of: number) => `（${sheet} / ${of}）`,
    volume: (part: number, parts: number) => `第 ${part} 册 共 ${parts} 册`,
    none: "本条没有证书扫描件。",
    broken: (file: string) =>
      `文件“${file}”不能排入打印材料，可能已损坏。请在系统中打开本条学分查看，或向教师索取原件复印。`,
    tooLong: (file: string, pages: number, most: number) =>
      `文件“${file}”共 ${pages} 页，超过 ${most} 页，没有排入。请在系统中单独打印。`,
  },
};
