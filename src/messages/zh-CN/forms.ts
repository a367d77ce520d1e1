export const forms = {
  summary: (count: number) => `有 ${count} 处需要改正`,
  wholeForm: "整个表单",
  required: "必填",
  optional: "选填",
  choose: "请选择",
  yes: "是",
  no: "否",
  sending: "正在提交…",
  conflictTitle: "已有他人处理",
  conflict: (name: string, organisation: string, at: string, what: string) =>
    `已由 ${name}（${organisation}）于 ${at} 处理：${what}`,
  conflictHint: "您填写的内容仍保留在下方。请刷新页面查看最新状态。",
  reload: "查看最新状态",
  dateHint: "格式：2019-06-01",
};
