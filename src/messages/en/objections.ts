import type { Step } from "@/rules/credit-entry";
import type { DecidingStep } from "@/rules/objections";
import type { Messages } from "../zh-CN";

const decider = (step: DecidingStep, refusedAt: Step | null) => {
  if (step === "county") return "the county's education bureau";
  return refusedAt === "city" ? "another officer of the city's education bureau" : "the city's education bureau";
};

export const objections: Messages["objections"] = {
  title: "Objection",
  fields: { objectionWords: "Why you object", answer: "Answer", decision: "Decision" },
  statuses: { open: "Waiting", granted: "Granted", dismissed: "Dismissed", withdrawn: "Withdrawn" },
  decided: { granted: "granted the objection", dismissed: "dismissed the objection" },
  raise: "Object to the refusal",
  raiseLead: (step, refusedAt) =>
    `If you think that the refusal is wrong, you can object; ${decider(step, refusedAt)} decides.`,
  raiseOnce:
    "Once for each credit: the decision is final, and whoever withdraws an objection has no second one. If it is granted, the credit is under review again.",
  wordsHint: "Say what is wrong and what shows it, so that it can be checked; 1000 characters at most.",
  send: "Send the objection",
  saved: "Your objection was sent; a message will tell you the decision.",
  withdraw: "Withdraw the objection",
  withdrawHint: "The refusal then stands, and you can't object to it again.",
  withdrawSure: "Withdraw it",
  withdrawn: "Your objection was withdrawn.",
  raisedAt: "Raised",
  refusedAt: "Refused at",
  deciderLabel: "Who decides",
  status: "Status",
  words: "Why it is objected to",
  answer: "Answer",
  noAnswer: "No answer in words",
  by: (organisation, name, at) => `${organisation} · ${name} · ${at}`,

  decideTitle: "Objection",
  decideLead: "Each objection is decided once. Please compare the scans, the rules and the reason of the refusal.",
  grantNext: {
    county:
      "Granting it brings the credit back to your county's review; from there it goes on as usual, and the city verifies it before it is posted.",
    city: "Granting it brings the credit back to the city's verification; it is posted only when that approves it.",
  },
  dismissNext: "Dismissing it ends this credit for good and needs an answer in words, which the teacher reads.",
  answerHint: "The teacher reads it: please be exact and polite. Needed to dismiss; 1000 characters at most.",
  grant: "Grant the objection",
  dismiss: "Dismiss the objection",
  done: {
    grant: "The objection was granted; the credit is under review again.",
    dismiss: "The objection was dismissed; the teacher will read your answer.",
  },
  toQueue: "Review this credit",
  elsewhere: (holder) => `${holder} decides.`,

  listTitle: (place) => `${place} · objections`,
  listLead:
    "Teachers object here to what the level below refused; what the city refused, another officer of the city decides.",
  show: { open: (count) => `Waiting ${count}`, decided: (count) => `Decided ${count}` },
  noneOpen: "No objection waits.",
  noneDecided: "No objection has been decided yet.",
  ownRefusal: "Refused by you: for somebody else",
  columns: {
    teacher: "Teacher",
    school: "School",
    title: "Name",
    credits: "Credits",
    refusedAt: "Refused at",
    raisedAt: "Raised",
    decided: "Decided",
    status: "Status",
  },

  revocation: {
    title: "What the revocation does",
    total: "The teacher's credits",
    change: (before, after) => `${before} → ${after}`,
    complete: "Completion of the cycle",
    stays: { yes: "stays complete", no: "stays incomplete" },
    lost: "complete until now, incomplete then",
    online: "Online duty met",
    certificate: "Certificate",
    certificateFalls: (number) => `certificate ${number} is void at once, and whoever checks it sees that`,
    noCertificate: "no valid certificate",
    tables: "Accepted summary tables",
    noTables: "on no accepted table",
    onTable: (unit, years, number) =>
      `${unit}, ${years}, ${number > 1 ? `supplement ${number}` : "table"}: a supplement has to be reported then`,
    closed: "This cycle is closed: nothing in it can be revoked any more.",
    fraud: "A revocation for fraud goes on record and is told to the school and its superior (notice, section 五).",
  },
};
