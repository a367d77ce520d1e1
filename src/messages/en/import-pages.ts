import type { Messages } from "../zh-CN";

type Words = Messages["importPages"];

const rows = (count: number) => (count === 1 ? "1 row" : `${count} rows`);

const importLeads: Words["importLeads"] = {
  roster: "One person a row. Hours left empty are the project's; a role left empty is «attended».",
  support_teaching: "As attachment 3: one person and one time a row. Years are split by half years for you.",
  provincial: "The provincial platform's table, one person and project a row: compared first, registered after that.",
  opening: "The former bank's table, one person and item a row. Once is enough; again registers nothing twice.",
  mooc: "One MOOC a row; the scans in a .zip, their file names in the table. Each row is judged as the single form is.",
  teachers:
    "One new teacher a row, judged as the single form is. Who works at another school is transferred by that school.",
};

const submits = (count: number, credits: string) =>
  `${rows(count)} with ${credits} credits go to the reviewers together with the project. Each row is judged once more before; if one is wrong, none is registered.`;

const registers = (count: number, credits: string) =>
  `${rows(count)} with ${credits} credits are registered and go to the superior.`;

const confirmLeads: Words["confirmLeads"] = {
  roster: submits,
  support_teaching: submits,
  provincial: registers,
  opening: registers,
  mooc: registers,
  teachers: (count) =>
    `${count === 1 ? "1 teacher is" : `${count} teachers are`} added, with employment and account; duty follows from the first day. If one row is wrong, none is added.`,
};

export const importPages: Words = {
  fields: { file: "Table", scans: "Scans (.zip)" },
  of: "Project",
  back: "Back to the project",
  rosterTitle: "Fill in or import the roster",
  template: "Template (empty)",
  templateFilled: "Template (with your teachers)",
  typed: "Row by row",
  typedLead: "For a few people: type them here, one row each.",
  typedBegin: "Begin",
  again: "Mend the roster that was submitted",
  againLead: "Change what has to be changed, then submit it again.",
  againBegin: "Open the roster",
  upload: "Import a table",
  uploadLead: (most) =>
    `.xlsx or .csv (UTF-8 or GB18030), up to ${most} rows. It is judged first and registered when you confirm.`,
  uploadAgain: "Import again (replaces what is here)",
  uploadAgainLead: "The rows here and what you mended in this page are replaced at once and can't be brought back.",
  scansLead: "One .zip; file names as in the table. Leave it empty when there are no scans.",
  uploadButton: "Upload and judge",
  importLeads,

  importTitle: (of) => `${of} · Check`,
  fromFile: (file, at) => `${file}, imported ${at}`,
  fromHand: (at) => `Typed row by row, begun ${at}`,
  work: {
    reading: "Reading and judging",
    confirming: "Registering",
    deciding: "Carrying out the decision",
    queued: "In the queue; it begins in a moment",
    of: (done, total) => `${done} of ${rows(total)}`,
    leave: "You may leave this page and come back for the result.",
    again: "Refresh",
    refused: "Nothing was registered, because",
    refusedDecision: "Nothing was decided, because",
    failed:
      "We are sorry: it failed, and nothing was registered. Please try again; if it fails again, give the administrator this id.",
    faultId: (id) => `Id ${id}`,
  },
  unreadable: "The table was not taken",
  problems: {
    "file-missing": "No file was chosen. Please choose an .xlsx or .csv file and upload it again.",
    other: "The file didn't arrive. Please try again.",
  },
  counts: { rows: "Rows", right: "Right", wrong: "Wrong", flagged: "To look at", credits: "Credits" },
  countsTitle: "Result",
  show: { all: "All", wrong: "Wrong", flagged: "To look at", right: "Right" },
  filter: "Filter by verdict",
  byCode: "Filter by problem",
  codeCount: (text, count) => `${text} (${count})`,
  rowsCaption: "Each row with its verdict",
  rowColumns: {
    line: "Row",
    says: "What it says",
    person: "Teacher",
    credits: "Credits",
    verdict: "Verdict",
    mend: "Mend",
  },
  rowsNone: "No row matches.",
  rowsNoneYet: "No row yet. Add one, or import a table.",
  rowRight: "right",
  noPerson: "not found",
  mend: "Mend",
  mendLine: (line) => `Mend row ${line}`,
  addRow: "Add a row",
  download: "Download the result (your table with a column of problems)",
  confirmTitle: "Confirm",
  confirmLeads,
  confirmWrong: (count) => `${rows(count)} still wrong: mend or remove before you confirm.`,
  confirmCompared: (count, same, wrong) =>
    `${rows(count)} that only the table has are registered; another city officer verifies and posts them.${same > 0 ? ` ${rows(same)} registered already stay as they are.` : ""}${wrong > 0 ? ` ${rows(wrong)} with errors are left out and stay here to be read.` : ""}`,
  confirmRecorded: (count) =>
    `${rows(count)} are kept on record. Self-run school training doesn't count towards the 360 credits and isn't reviewed.`,
  confirmNothingNew: "There is nothing new to register: the rows are registered already, or wrong.",
  tableTruthful: "The table comes from the provincial platform or the former bank and was not altered.",
  confirmNone: "There is no row to register yet.",
  confirmFlagged: (count) => `${rows(count)} to look at; that doesn't keep you from registering.`,
  confirmAgainst: "These things of the project itself have to be mended before the roster can be submitted",
  rosterTruthful:
    "The table agrees with the sign-in sheets and other papers, and these teachers took part. False statements have consequences.",
  confirm: { roster: "Confirm and submit", recorded: "Confirm and keep on record", other: "Confirm and register" },
  discard: "Discard this table",
  discardHint: "What was imported and typed here is deleted; the project itself stays.",
  discarded: "Discarded; nothing was registered.",
  confirmed: (count, credits) => `${rows(count)} registered, ${credits} credits.`,
  confirmedCompared: (count, same, wrong) =>
    `${rows(count)} registered, waiting for another city officer.${same > 0 ? ` ${rows(same)} registered before stay as they were.` : ""}${wrong > 0 ? ` ${rows(wrong)} with errors were left out; see below.` : ""}`,
  confirmedGo: "See what was registered",
  rowDone: { row: "Saved and judged again.", removed: "Removed." },

  rowTitle: (line) => `Mend row ${line}`,
  rowNew: "Add a row",
  rowSave: "Save and judge",
  rowBack: "Back without a change",
  rowRemove: "Remove this row",
  rowRemoveHint: "A row that is removed is not registered.",
  rowHints: {
    identity: "18 characters. If given, it says which teacher is meant.",
    school: "The full name, when there is neither ID number nor teacher number.",
    role: "参训 (attended) or 授课 (taught); empty is attended.",
    hours: "Empty: as many as the project has.",
    date: "E.g. 2019-06-01.",
    document: "As in the document.",
    identityKind: "Empty: resident ID card (居民身份证). Others: 护照 (passport), 港澳, 台湾.",
    file: "As in the .zip, with its ending.",
  },

  importsTitle: "Provincial projects and opening balances",
  moocImportsTitle: "Many MOOCs at once",
  teacherImportsTitle: "Add many teachers",
  importsLead:
    "A table is judged first; nothing is registered until you confirm. The same table again registers nothing twice.",
  importsBrought: "Imported tables",
  importsNone: "No table was imported yet.",
  importColumns: { file: "File", kind: "Kind", at: "Imported", status: "Status" },
  reconciliation: "Comparison",
  standings: {
    onlyThere: "only in the table",
    same: "the same",
    different: "other credits",
    onlyHere: "only in the bank",
  },
  onlyHereShown: (shown, all) =>
    shown === all ? `See the ${all} that only the bank has` : `See the first ${shown} of ${all} that only the bank has`,
  importsBack: "Back to the imports",
  layoutGo: "Headings of its columns",
  layoutTitle: (kind) => `${kind} · Headings`,
  layoutLead:
    "When the other side renames a column, add the new heading here, several with a comma between. Known ones stay.",
  layoutKnown: (headings) => `Known: ${headings}`,
  layoutSave: "Save",
  layoutKept: "Saved; the next import reads the new headings.",
};
