import type { Messages } from "../zh-CN";

export const forms: Messages["forms"] = {
  summary: "Please mend the following, then submit again",
  colon: ": ",
  optional: "optional",
  choose: "Please choose",
  yes: "Yes",
  no: "No",
  sending: "Sending…",
  conflictTitle: "Already handled",
  conflictHint: "What you typed is still below. Reload the page to see where the entry stands.",
  dateHint: "Like 2019-06-01",
};
