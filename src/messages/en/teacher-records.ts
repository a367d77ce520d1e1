import type { Messages } from "../zh-CN";

const years = (list: readonly number[]) => (list.length === 0 ? "none" : list.join(", "));
const duty = (list: readonly number[]) =>
  list.length === 0 ? "No credits are owed in this cycle." : `Years of duty in this cycle: ${years(list)}.`;

/** The records of teachers: taking on, leaving, retiring, moving. */
export const teacherRecords: Messages["teacherRecords"] = {
  title: "Teachers' records",
  identityKinds: {
    resident_id: "Resident ID card",
    passport: "Passport",
    hong_kong_macao: "Hong Kong or Macao document",
    taiwan: "Taiwan document",
  },
  ends: { left: "left", retired: "retired" },

  add: "Add a teacher",
  bring: "Add many",
  transfers: "Transfers",
  post: { on: "On post", off: "Left or leaving", all: "All" },
  postLabel: "By employment",

  addTitle: "Add a teacher",
  addLead:
    "A teacher who works at your school. Who works at another school is transferred by that school, with all credits and history.",
  who: "Person",
  work: "Employment",
  fields: {
    teacherName: "Name",
    identityKind: "Kind of document",
    identity: "ID number",
    teacherCertificate: "Teacher certificate",
    subject: "Subject",
    hiredOn: "First day",
    teacherNumber: "Teacher number",
    how: "What happens",
    leavingDay: "Last day at this school",
    toSchool: "Receiving school",
    answer: "Answer",
    note: "Remark",
    again: "Take on again",
  },
  nameHint: "As in the document; the dot of a name (·) stays.",
  identityHint: "Kept sealed; pages show the last four characters only.",
  certificateHint: "17 digits. It may be left empty; no credit of this teacher can be registered before it is there.",
  hiredHint: "The first day at your school, not later than today.",
  numberHint: "The teacher signs in with it. Left empty, the system assigns one.",
  again: "Take on again: the record that is known is the same person's, who has left",
  againHint: "Only where the page says that a record is known. Credits, history, number and account stay.",
  addButton: "Add",
  addAccount:
    "An account is made, with the teacher number to sign in; the school issues a one-time password on the teacher's page.",
  spansTitle: (cycle) => `First day and years of duty (${cycle})`,
  spansLead: "Hired from January to June: duty from that year. From July to December: from the next.",
  spanColumns: { hired: "First day", years: "Years of duty", total: "Credits owed" },
  spanBefore: (to) => `up to ${to}`,
  span: (from, to) => `${from} to ${to}`,
  years,
  total: (credits, online) => `${credits} (${online} online)`,
  added: (name, list) => `${name} has been added. ${duty(list)}`,
  addedAgain: (name, list) => `${name} has been taken on again, with all credits and history. ${duty(list)}`,
  accountNext: "The account is there; please issue a one-time password.",

  record: "Record",
  facts: {
    number: "Teacher number",
    identity: "Document",
    certificate: "Teacher certificate",
    subject: "Subject",
    post: "Employment",
    duty: "Years of duty in this cycle",
    account: "Teacher's account",
  },
  identityTail: (kind, tail) => `${kind}, ending ${tail}`,
  noCertificate: "none; no credit can be registered before it is there",
  noSubject: "none",
  accountStates: { open: "can sign in", new: "hasn't signed in yet", disabled: "disabled", none: "none" },
  history: "Employments",
  since: (from) => `since ${from}`,
  until: (from, to, how) => `${from} to ${to}, ${how}`,
  ended: { left: "left", retired: "retired", transferred: "transferred" },
  waiting: (school, lastDay) => `Asked to move to ${school} (last day here ${lastDay}); that school has to answer.`,
  waitingGo: "See the transfer",

  change: "Change subject and teacher certificate",
  changeHint: "Where name or ID number are wrong, please ask for a correction.",
  changeButton: "Save",
  changed: "Saved.",

  end: "Leaving or retiring",
  endHint: "Please check before:",
  endLast: (year) => `With a day in ${year}, ${year} is the last year of duty; with an earlier day, that year.`,
  endBalance: (total, required) => `${total} credits of ${required} owed in this cycle; credits and records stay.`,
  endOpen: (count) =>
    count === 0
      ? "Nothing is under review."
      : `${count === 1 ? "1 entry is" : `${count} entries are`} under review and will be decided and counted as usual.`,
  endAccount: "The account stays for reading; nothing new can be declared afterwards.",
  administers:
    "This teacher is an administrator of the school, too: please ask your superior to disable that account afterwards.",
  endUndo: "Done by mistake? Add the teacher again from the next day on: duty goes on without a gap.",
  endButton: "Confirm",
  left: (name, how, list) => `${name}: ${how}. ${duty(list)}`,

  move: "Transfer to another school",
  moveTitle: (name) => `Transfer · ${name}`,
  moveLead: "It takes effect when the other school agrees. To a place outside the city: please end the employment.",
  moveFind: "School's name or code",
  moveFindButton: "Find",
  moveNone: "No school was found; please try another name or code.",
  moveChoose: "Find the receiving school first, then choose it.",
  moveEffect: "When the school agrees:",
  moveEffects: (open) => [
    "The employment goes on there the day after, without a gap; years of duty stay as they are.",
    "Credits, history and account follow the teacher; your school sees them no more, but for entries that it registered.",
    open === 0
      ? "Nothing is under review."
      : `${open === 1 ? "1 entry" : `${open} entries`} under review will be decided where submitted.`,
    "The teacher has to sign in again.",
  ],
  moveButton: "Ask for the transfer",
  moveCounty: (county) => county ?? "city-direct",

  transfersTitle: (place) => `${place} · Transfers`,
  transfersLead: "Your school agrees to who comes; the other school answers for who goes.",
  incoming: "Asked of your school",
  incomingNone: "No school asks you to take over a teacher.",
  outgoing: "Asked by your school",
  outgoingNone:
    "You have asked for no transfer. To ask for one, open the teacher under “Teachers” and choose “Transfer to another school”.",
  hidden: "(withdrawn)",
  offer: (school, lastDay) => `${school}, last day there ${lastDay}`,
  goesTo: (school, lastDay) => `to ${school}, last day here ${lastDay}`,
  asked: (at) => `asked ${at}`,
  states: { asked: "waiting", accepted: "accepted", declined: "declined", withdrawn: "withdrawn" },
  answered: (at) => `answered ${at}`,
  noted: (note) => `Remark: ${note}`,
  acceptFrom: (day) =>
    `Accepted, the teacher works at your school from ${day}, with all credits and history; years of duty stay.`,
  accept: "Accept",
  decline: "Decline",
  declineHint: "Please say why; the other school sees it.",
  withdraw: "Withdraw",
  withdrawHint: "The teacher stays at your school, and the other school sees the request no more.",
  done: {
    accept: "Accepted: the teacher works at your school now.",
    decline: "The other school has been told: declined.",
    asked: "The other school has been asked; please wait for its answer.",
    withdrawn: "The request has been withdrawn.",
  },

  importNew: "new teacher",
  importTruthful: "These teachers work at our school, and their ID numbers are those of their documents.",
  importConfirm: "Add them",
  importDiscard: "Discard this table",
  importDiscardHint: "What was imported and typed is deleted; nobody is added.",
  imported: (rows) =>
    `${rows === 1 ? "1 teacher has" : `${rows} teachers have`} been added, with accounts. Please issue one-time passwords.`,
  importedGo: "See the teachers",
};
