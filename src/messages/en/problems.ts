import type { Messages } from "../zh-CN";

export const problems: Messages["problems"] = {
  notFoundTitle: "This page was not found",
  notFound: "The address may be wrong, or this is not for you to see. Please start again from the home page.",
  forbiddenTitle: "Your role can't open this page",
  forbidden: "Switch to the right role, or ask your superior's administrator.",
  failedTitle: "Sorry, something went wrong",
  failed:
    "What you did may not have been completed. Please try again later; if it fails again, give this number to the administrator.",
  logId: "Number",
  retry: "Try again",
  home: "To the home page",
};
