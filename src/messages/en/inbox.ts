import type { Told } from "../told";
import type { Messages } from "../zh-CN";

const because = (reason: string | null) => (reason ? `: ${reason}.` : ".");
const entry = ({ teacher, title }: Told) => `${teacher ? `${teacher} · ` : ""}“${title}”`;
const again = "was taken back; it is under review again.";
const many = (count: number, one: string) => `${count} ${one}${count === 1 ? "" : "s"}`;
const table = ({ source, from, to, number }: Told) =>
  `${number > 1 ? "supplementary " : ""}summary table${source ? ` (${source})` : ""}${from ? ` of ${from}–${to}` : ""}`;

/** Messages and e-mail. */
export const inbox: Messages["inbox"] = {
  title: "Messages",
  lead: "You are told here when credits, trainings or summary tables are decided or need you.",
  headings: {
    entry_returned: "Returned",
    entry_refused: "Refused",
    entry_posted: "Posted",
    entry_revoked: "Revoked",
    entry_urged: "Urged",
    project_returned: "Returned",
    project_refused: "Refused",
    project_posted: "Posted",
    project_filed: "Filed",
    report_arrived: "Report",
    report_answered: "Answer",
    table_reported: "Table reported",
    table_returned: "Table returned",
    table_accepted: "Table accepted",
    deadline_near: "Deadline",
    school_reopened: "Reopened",
    deputy_named: "Deputy",
    objection_raised: "Objection",
    objection_decided: "Objection decided",
    transfer_asked: "Transfer",
    transfer_answered: "Transfer answered",
    correction_asked: "Correction",
    correction_answered: "Correction answered",
    certificate_revoked: "Certificate revoked",
    sample_assigned: "Sample check",
    fraud_reported: "Fraud",
  },
  turns: { recalled: "Taken back", corrected: "Hours corrected" },
  texts: {
    entry_returned: (told) =>
      told.turn === "recalled"
        ? `The return of ${entry(told)} was taken back. It is under review again; please don't change it yet.`
        : `${entry(told)} was returned to be mended and submitted again${because(told.reason)}`,
    entry_refused: (told) => {
      if (told.turn === "recalled") return `The refusal of ${entry(told)} ${again}`;
      if (told.participants > 0)
        return `${many(told.participants, "participant")} of ${entry(told)} ${told.participants === 1 ? "was" : "were"} refused${because(told.reason)}`;
      return `${entry(told)} was refused${because(told.reason)}`;
    },
    entry_posted: (told) => {
      if (told.turn === "recalled")
        return `The posting of ${entry(told)} was taken back. It is being verified again and doesn't count for now.`;
      if (told.turn === "corrected") return `The hours of ${entry(told)} were corrected: now ${told.credits} credits.`;
      return `${entry(told)} was posted: ${told.entries > 1 ? `${told.entries} entries, ` : ""}${told.credits} credits.`;
    },
    entry_revoked: (told) => `The ${told.credits} credits of ${entry(told)} were revoked${because(told.reason)}`,
    entry_urged: (told) => `${entry(told)} has waited for ${many(told.days, "day")}. Please see to it soon.`,
    project_returned: ({ title, action, reason }) => {
      if (action === "recall")
        return `The return of “${title}” was taken back. It is under review again; please don't change it yet.`;
      if (action === "send_back")
        return `The filing of “${title}” was returned to be mended and filed again${because(reason)}`;
      if (action === "keep") return `The correction of “${title}” was not adopted; the hours stay${because(reason)}`;
      return `The roster of “${title}” was returned to be mended and submitted again${because(reason)}`;
    },
    project_refused: ({ title, action, reason }) =>
      action === "recall" ? `The refusal of “${title}” ${again}` : `“${title}” was refused${because(reason)}`,
    project_posted: ({ title, action, participants }) => {
      if (action === "recall")
        return `The posting of “${title}” was taken back. It is being verified again and doesn't count for now.`;
      if (action === "correct")
        return `The hours of “${title}” were corrected, and ${many(participants, "credit")} with them.`;
      return `The roster of “${title}” was posted: ${participants} ${participants === 1 ? "person" : "people"}.`;
    },
    project_filed: ({ title }) => `“${title}” was filed. Its roster can be submitted now.`,
    report_arrived: ({ title }) => `A teacher reports that “${title}” was not registered. Please check and answer.`,
    report_answered: ({ title, action, reason }) =>
      action === "add"
        ? `“${title}”, which you reported, was added and is under review.`
        : `“${title}”, which you reported, was not added${because(reason)}`,
    table_reported: (told) => `${told.title} has reported the ${table(told)}. Please review and accept it.`,
    table_returned: (told) =>
      `The ${table(told)} was returned to be corrected and reported again${because(told.reason)}`,
    table_accepted: (told) => `The ${table(told)} was accepted by the superior.`,
    deadline_near: ({ source, lastDay, days, waiting }) => {
      const left = days === 0 ? "closes today" : `closes on ${lastDay}, in ${many(days, "day")}`;
      const open =
        waiting > 0
          ? `${many(waiting, "credit")} still ${waiting === 1 ? "waits" : "wait"} for the school.`
          : "It has not been reported yet.";
      return `The summary table (${source}) ${left}. ${open}`;
    },
    school_reopened: ({ source, lastDay }) =>
      `Registration (${source}) is open again for your school until ${lastDay}.`,
    deputy_named: ({ title, from, to }) =>
      `From ${from} to ${to} please act for a colleague at ${title}. Sign in anew then, or switch the role.`,
    objection_raised: (told) => `A teacher objects to the refusal of ${entry(told)}. Please look into it and answer.`,
    objection_decided: (told) =>
      told.action === "grant"
        ? `The objection about ${entry(told)} was granted; the credit is under review again.`
        : `The objection about ${entry(told)} was dismissed; the refusal stands. The answer is with the credit.`,
    transfer_asked: ({ title, from }) =>
      `${title} asks you to take on a teacher, whose last day there is ${from}. Please answer.`,
    transfer_answered: ({ title, action }) =>
      action === "accept"
        ? `${title} has taken on the teacher whom you transfer.`
        : `${title} did not take on the teacher whom you transfer. Please contact that school.`,
    correction_asked: ({ title }) =>
      `${title} asks to correct a teacher's name or ID number. Please check the proof and answer.`,
    correction_answered: ({ action }) =>
      action === "accept"
        ? "The correction was accepted; the record is renewed."
        : "The correction was declined; see the answer.",
    certificate_revoked: ({ title, action }) =>
      action === "by-the-city"
        ? `Your certificate ${title} was revoked by the city's education bureau; the page of your certificates says why.`
        : `Your certificate ${title} was revoked, because credits that it counts have changed. Once you are complete you can have a new one.`,
    sample_assigned: ({ entries }) =>
      `${many(entries, "credit")} of a sample ${entries === 1 ? "is" : "are"} yours to check.`,
    fraud_reported: (told) => `${entry(told)} was revoked for fraud, and this is on record (notice, section 五).`,
  },
  unread: (count, most) => (count >= most ? `more than ${most - 1} unread` : `${count} unread`),
  unreadMark: "Unread",
  show: { all: "All", unread: (count) => `Unread ${count}` },
  none: "There are no messages yet.",
  noneUnread: "There are no unread messages.",
  markAll: "Mark all as read",
  toSettings: "E-mail settings",
  settingsTitle: "E-mail",
  settingsLead:
    "Messages always arrive here. If you give an address, you are told by e-mail, too. An e-mail says only what kind of thing has happened: no names, no titles, no credits.",
  unavailable:
    "This system sends no e-mail for now; messages arrive here all the same. Please ask the city's education bureau if you need it.",
  fields: { email: "E-mail address", groups: "What to send by e-mail", locale: "Language of the e-mail" },
  emailHint: "Empty: no e-mail. The address is kept encrypted and used for nothing else.",
  groups: {
    credits: "Credits: returned, refused, posted, revoked; objections, certificates",
    projects: "Trainings: filed, returned, refused, posted",
    reports: "Reports of missing trainings: received, answered",
    tables: "Summary tables: reported, returned, accepted; deadlines and reopenings",
    people: "Teachers: transfers and corrections",
    desk: "Urging, deputies and samples",
  },
  locales: { "zh-CN": "中文", en: "English" },
  save: "Save",
  saved: "Saved. New messages are sent to this address, too.",
  savedOff: "Saved. No e-mail is sent.",
  mail: {
    kinds: {
      entry_returned: "a credit was returned to be mended",
      entry_refused: "a credit was refused",
      entry_posted: "credits were posted or corrected",
      entry_revoked: "a credit was revoked",
      entry_urged: "a credit has waited long and needs you",
      project_returned: "a training was returned",
      project_refused: "a training was refused",
      project_posted: "the roster of a training was posted or corrected",
      project_filed: "a training was filed",
      report_arrived: "a teacher reports a missing training and waits for your answer",
      report_answered: "your report was answered",
      table_reported: "a summary table was reported and waits for you",
      table_returned: "a summary table was returned to be corrected",
      table_accepted: "a summary table was accepted",
      deadline_near: "a deadline is near",
      school_reopened: "registration is open again",
      deputy_named: "a colleague asks you to act as deputy",
      objection_raised: "a teacher objects to a refusal and waits for your answer",
      objection_decided: "your objection was decided",
      transfer_asked: "a transfer waits for your answer",
      transfer_answered: "a transfer was answered",
      correction_asked: "a correction of a teacher's record waits for your answer",
      correction_answered: "a correction of a teacher's record was answered",
      certificate_revoked: "your certificate was revoked",
      sample_assigned: "a sample check is yours",
      fraud_reported: "a credit was revoked for fraud",
    },
    letter: {
      subject: "New messages in the credit bank",
      text: (what, href, settingsHref) =>
        [
          "Hello! There is news for you in the Xinxiang teacher education credit bank:",
          what.map((one) => `- ${one}`).join("\n"),
          `Sign in to read it: ${href}`,
          "To protect personal data the e-mail says no more. It was sent by the system; please don't reply.",
          `Change or stop these e-mails: ${settingsHref}`,
        ].join("\n\n"),
    },
  },
};
