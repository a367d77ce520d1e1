import type { Messages } from "../zh-CN";

export const shell: Messages["shell"] = {
  product: "Xinxiang Teacher Education Credit Bank",
  productShort: "Credit Bank",
  titled: (page) => `${page} · Xinxiang Teacher Education Credit Bank`,
  skip: "Skip to the content",
  mainMenu: "Main menu",
  menu: "Menu",
  breadcrumbs: "You are here",
  businessDate: (day) => `Demo date ${day}`,
  deadline: (source, day) => `${source} table closes ${day}`,
  daysLeft: (days) =>
    days === 0
      ? "closes today"
      : days > 0
        ? `${days} ${days === 1 ? "day" : "days"} left`
        : `${-days} ${days === -1 ? "day" : "days"} ago`,
  otherLanguage: "中文",
  signOut: "Sign out",
  changePassword: "Change password",
  switchRole: (role) => `Switch to: ${role}`,
  notice: "Notice and rules",
  nav: {
    home: "Home",
    balance: "My credits",
    declare: "Declare a special credit",
    entries: "Records",
    queue: "To review",
    firstReview: "First review",
    verify: "To verify",
    teachers: "Teachers",
    projects: "Training projects",
    reports: "Missing trainings",
    trainings: "My trainings",
    projectQueue: "Projects to review",
    summaries: "Summary tables",
    rounds: "Rounds",
    statistics: "Statistics",
    planning: "Planning",
    messages: "Messages",
    deputies: "Deputies",
    register: "Register a credit",
    bulkMoocs: "Bulk MOOCs",
    platform: "Online platform",
  },
  nextPage: "Next page",
  firstPage: "Back to the first page",
  pages: "Pages",
};
