import type { Messages } from "../zh-CN";

export const forms: Messages["forms"] = {
  summary: (count) => (count === 1 ? "One thing needs mending" : `${count} things need mending`),
  wholeForm: "The whole form",
  required: "required",
  optional: "optional",
  choose: "Please choose",
  yes: "Yes",
  no: "No",
  sending: "Sending…",
  conflictTitle: "Already handled",
  conflict: (name, organisation, at, what) => `Handled by ${name} (${organisation}) on ${at}: ${what}`,
  conflictHint: "What you typed is still below. Reload the page to see where the entry stands.",
  reload: "See where it stands",
  dateHint: "Like 2019-06-01",
};
