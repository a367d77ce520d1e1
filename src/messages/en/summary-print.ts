import type { Messages } from "../zh-CN";

export const summaryPrint: Messages["summaryPrint"] = {
  position: "No.",
  change: "Change",
  changes: { added: "Added", removed: "Removed", before: "Before", after: "After" },
  total: (rows) => `Total of ${rows} rows`,
  totalChange: (rows) => `${rows} changes, credits more or less`,
  unit: "Unit",
  superior: "Reported to",
  round: "Registration round",
  years: (fromYear, toYear) => `${fromYear}–${toYear}`,
  number: "Report",
  closedOn: "Reported on",
  hash: "Check code",
  signatures: ["Filled in by", "Checked by", "Head of the unit (seal)", "Date"],
  page: ["Page ", " of ", ""],
  fileName: (title, unit) => `${title} ${unit}`,
  printButton: "Print",
  printHint:
    "Print on A4 landscape, at 100 %. Signed and sealed, it goes to the superior with the copies of the certificates.",
  back: "Back to the table",
  busy: "Many documents are being made just now. Please try again in a moment.",

  certificates: {
    title: "Certificates for printing",
    lead: "One PDF with the table and the certificates of its rows, in the table's order, each numbered and on pages of its own. With many certificates it takes a few minutes.",
    order: "Make the PDF of certificates",
    remake: "Make it again",
    working: "Making the PDF of certificates",
    of: (done, total) => `${done} of ${total} files`,
    queued: "Waiting to begin",
    leave: "You can leave this page and come back for it later.",
    again: "Refresh",
    refused: "It was not made",
    failed: "Sorry, it could not be made. Please try again; if it fails again, tell the administrator the number.",
    faultId: (id) => `Number ${id}`,
    open: (part, parts) =>
      parts === 1 ? "Open the PDF of certificates" : `Open the PDF of certificates (volume ${part} of ${parts})`,
    kept: "It holds full ID numbers, and opening it is recorded. It is deleted after one day; make it again when you need it.",
    gone: "What was made before is deleted (after one day, or because the table has changed). Make it again when you need it.",
    attachment: (position, name, course) => `Attachment ${position} · ${name} · ${course}`,
    sheet: (sheet, of) => ` (${sheet} / ${of})`,
    volume: (part, parts) => `Volume ${part} of ${parts}`,
    none: "There is no scan of a certificate for this row.",
    broken: (file) =>
      `The file “${file}” can't be placed for printing; it may be damaged. Open the credit in the system, or ask the teacher for the original.`,
    tooLong: (file, pages, most) =>
      `The file “${file}” has ${pages} pages, more than ${most}, and is left out. Please print it by itself.`,
  },
};
