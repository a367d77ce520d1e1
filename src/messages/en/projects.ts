import type { ImportFieldName, ImportKind } from "@/rules/import-layouts";
import type { ParticipantRole } from "@/rules/participants";
import type { ProjectAction, ProjectStatus, ProjectStepAction } from "@/rules/project-approval";
import type { OfficeDuty, ProjectKind } from "@/rules/projects";
import type { SupportKind } from "@/rules/support-teaching";
import type { Messages } from "../zh-CN";

const kinds: Record<ProjectKind, string> = {
  national: "National training",
  provincial: "Provincial training",
  city: "City training",
  county: "County training",
  department: "Department training (research, technology, science)",
  commissioned: "Training commissioned by a school",
  authorised: "Authorised training",
  lecture: "Lecture, outreach or ethics talk",
  support_teaching: "Support teaching",
  self_run: "Self-run school training",
  opening: "Opening balance of the former bank",
};

const statuses: Record<ProjectStatus, string> = {
  draft: "Draft",
  at_filing: "Waiting for filing",
  filed: "Filed",
  at_county: "County review",
  at_city: "City verification",
  returned: "Returned",
  refused: "Refused",
  withdrawn: "Withdrawn",
  posted: "Posted",
  correcting: "Correction waiting",
  closed: "Closed",
  recorded: "On record only",
};

const actions: Record<ProjectAction, string> = {
  create: "Project begun",
  edit: "Project changed",
  file: "Sent for filing",
  accept_filing: "Filed",
  send_back: "Filing returned for correction",
  submit: "Roster submitted",
  approve: "Approved",
  return: "Returned for correction",
  refuse: "Refused",
  withdraw: "Withdrawn",
  recall: "Decision recalled",
  ask_correction: "Correction of hours asked for",
  correct: "Hours corrected",
  keep: "Hours kept as they were",
  close: "Closed",
};

const verbs: Record<ProjectStepAction, string> = {
  file: "Send for filing",
  accept_filing: "File it",
  send_back: "Return",
  submit: "Submit roster",
  approve: "Approve",
  return: "Return",
  refuse: "Refuse",
  withdraw: "Withdraw",
  recall: "Recall decision",
  ask_correction: "Ask for a correction of hours",
  correct: "Correct the hours",
  keep: "Keep the hours",
  close: "Close project",
};

const participantRoles: Record<ParticipantRole, string> = { attended: "Attended", taught: "Taught" };

const officeDuties: Record<OfficeDuty, string> = {
  research: "Teaching research",
  technology: "Educational technology",
  science: "Educational science",
  personnel: "Personnel",
};

const supportKinds: Record<SupportKind, string> = { two_districts: "Two districts (封丘, 原阳)", xinjiang: "Xinjiang" };

const importKinds: Record<ImportKind, string> = {
  roster: "Roster",
  support_teaching: "List of support teachers",
  provincial: "Import of provincial projects",
  opening: "Opening balance of the former bank",
  mooc: "Registration of many MOOCs",
  teachers: "Many teachers at once",
};

const fields: Record<ImportFieldName, string> = {
  name: "Name",
  identity: "ID number",
  teacherNumber: "Teacher number",
  school: "School",
  role: "Role",
  hours: "Hours",
  remark: "Remark",
  place: "Place of support",
  receivingSchool: "Receiving school",
  from: "From",
  to: "To",
  title: "Training",
  year: "Year",
  level: "Level",
  courseName: "Course",
  university: "University",
  term: "Term",
  finishedOn: "Finished on",
  score: "Score",
  realName: "Real name",
  certificateNumber: "Certificate number",
  certificateHours: "Hours on the certificate",
  accountHours: "Hours seen in the account",
  courseHours: "Hours of the course",
  accountChecked: "Account looked into",
  certificateFile: "Certificate file",
  completionFile: "Screenshot of the finished course",
  accountFile: "Screenshot of the account",
  identityKind: "Kind of document",
  teacherCertificate: "Teacher certificate",
  subject: "Subject",
  hiredOn: "First day",
};

export const projects: Messages["projects"] = {
  kinds,
  statuses,
  actions,
  verbs,
  participantRoles,
  officeDuties,
  supportKinds,
  importKinds,
  importStatuses: {
    reading: "Being read",
    judged: "To be confirmed",
    unreadable: "Can't be read",
    confirmed: "Registered",
    discarded: "Discarded",
  },
  workStates: {
    queued: "Waiting in line",
    running: "Under way",
    done: "Done",
    refused: "Not possible; see why",
    failed: "Failed",
  },
  reportStatuses: { open: "Waiting for an answer", added: "Added", declined: "Not added" },
  fields,
};
