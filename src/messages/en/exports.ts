import type { Messages } from "../zh-CN";

/** Exports of lists. */
export const exports: Messages["exports"] = {
  link: "Export to Excel",
  fileName: (list, place) => `${place} ${list}.xlsx`,
  school: "School",
  required: "Credits required",
  requiredOnline: "Online required",
  missing: "Credits missing",
  missingOnline: "Online missing",
  behind: "Behind",
  year: "Year",
  holder: "Now with",
  waitingSince: "Waiting since",
  remarks: "Remarks",
  and: ", ",
  kind: "Kind",
  from: "First day",
  to: "Last day",
  reportedAt: "Reported at",
  participants: "Participants",
  role: "As",
  code: "Code",
  county: "County",
  stage: "Stage",
  subject: "Subject",
};
