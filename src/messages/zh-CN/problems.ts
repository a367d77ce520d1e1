/** 出错时的页面也在浏览器里用，所以只有文字。 */
export const problems = {
  notFoundTitle: "没有找到这个页面",
  notFound: "地址可能有误，或者这项内容您无权查看。请从首页重新进入。",
  forbiddenTitle: "您的身份不能打开这个页面",
  forbidden: "请切换到相应的身份，或联系上级管理员。",
  failedTitle: "抱歉，系统出了问题",
  failed: "您的操作可能没有完成。请稍后再试；仍不行的，请把下面的编号告诉管理员。",
  logId: "编号",
  retry: "再试一次",
  home: "回到首页",
};
