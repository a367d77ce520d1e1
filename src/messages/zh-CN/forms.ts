/** 只有文字，没有函数：表单在浏览器里也要用。 */
export const forms = {
  summary: "请改正以下各处，再提交",
  colon: "：",
  optional: "选填",
  choose: "请选择",
  yes: "是",
  no: "否",
  sending: "正在提交…",
  conflictTitle: "已有他人处理",
  conflictHint: "您填写的内容仍保留在下方。请刷新页面查看最新状态。",
  dateHint: "格式：2019-06-01",
};
