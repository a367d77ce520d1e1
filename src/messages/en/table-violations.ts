import type { ViolationCode } from "@/rules/verdict";
import { tenths, type Words } from "../words";

const inColumn = (column: string | number | undefined) =>
  column === undefined ? "This cell" : `The cell under “${column}”`;

export const tableViolations = {
  "cell-formula": ({ column }) =>
    `${inColumn(column)} is a formula whose value can't be read. Replace it by its value (copy, then paste values only).`,
  "cell-merged": ({ column }) =>
    `${inColumn(column)} is merged, so it is unclear which row it belongs to. Unmerge it and fill in each row.`,
  "cell-digits-lost": ({ column }) =>
    `${inColumn(column)} was kept as a number and lost its last digits. Set the column to text and type the whole number again.`,
  "cell-unreadable": ({ column }) =>
    `${inColumn(column)} can't be read, for example an error value. Change it to plain text or a number.`,
  "year-not-a-year": () => "A year has four digits, for example 2019. Please correct it.",
  "posted-with-other-hours": ({ here, there }) =>
    here === undefined || there === undefined
      ? "The credit bank has other credits than the table; what is registered stays. Check which is right."
      : `The credit bank has ${tenths(here)} credits, the table ${tenths(there)}; what is registered stays. Check which is right.`,
  "scan-not-in-zip": ({ file }) =>
    `${file === undefined ? "The file named here" : `“${file}”`} is not in the .zip. Check the name with its ending, or add the file.`,
  "scan-in-zip-twice": ({ file }) =>
    `${file === undefined ? "The file named here" : `“${file}”`} is in the .zip twice, so it is unclear which is meant. Rename one, so that each name stands once.`,
  "import-not-open": () =>
    "This roster or table is confirmed or discarded and can no longer change. To register more, import again.",
  "import-still-reading": () => "The table is still being read. Please wait until it is done.",
  "work-under-way": () =>
    "The last order is still under way. Please wait until it is done; this page shows how far it is.",

  "sheet-not-a-spreadsheet": () => "This is no spreadsheet. Please upload an .xlsx or .csv file.",
  "sheet-old-xls": () => "This is an old .xls file. Save it as .xlsx in the spreadsheet program, then upload it.",
  "sheet-encrypted": () => "The spreadsheet has a password and can't be opened. Remove the password, then upload it.",
  "sheet-too-large": ({ mostMegabytes }) =>
    `The file is ${mostMegabytes === undefined ? "too large" : `larger than ${mostMegabytes} MB`}. Remove pictures and sheets that aren't needed, or split it.`,
  "sheet-bomb": () =>
    "Unpacked, this spreadsheet is unreasonably large and can't be read. Copy what is needed into a new workbook and upload that.",
  "sheet-broken": () =>
    "The spreadsheet is damaged or incomplete. Open it in the spreadsheet program, save it again, then upload it.",
  "sheet-unsafe": () =>
    "The spreadsheet holds macros, links to other files or the like. Copy its content into a new workbook, save that as .xlsx and upload it.",
  "sheet-too-many-rows": ({ most }) =>
    `The table has too many rows${most === undefined ? "" : `; at most ${most} can be read`}. Remove empty ones, or split the file.`,
  "sheet-too-many-columns": ({ most }) =>
    `The table has too many columns${most === undefined ? "" : `; at most ${most} can be read`}. Remove those that aren't needed.`,
  "sheet-no-header": () =>
    "No heading was found. Put one row of column names above the data as in the template, then upload it.",
  "sheet-columns-missing": ({ columns }) =>
    `Needed columns are missing${columns === undefined ? "" : `: ${columns}`}. Add them with the template's headings.`,
  "sheet-several": ({ sheets }) =>
    `Several sheets could be meant${sheets === undefined ? "" : `: ${sheets}`}. Keep one of them, then upload the file.`,
  "sheet-empty": () => "The table holds no data. Fill in rows below the heading, then upload it.",
  "sheet-encoding": () => "The text's encoding can't be made out. Save it as .xlsx or as “CSV UTF-8”, then upload it.",
  "sheet-csv-broken": () =>
    "The .csv file's quotes or separators are incomplete, so its rows can't be told apart. Save it as .xlsx, then upload it.",
  "zip-not-a-zip": () => "This is no .zip file. Put the scans into one folder, compress it to .zip and upload that.",
  "zip-unsafe": () =>
    "The .zip holds unsafe paths or links and can't be read. Compress the scans alone, then upload it.",
  "zip-too-large": ({ mostMegabytes }) =>
    `The .zip is ${mostMegabytes === undefined ? "too large" : `larger than ${mostMegabytes} MB`}. Upload it in parts, or scan at a lower resolution.`,
  "zip-broken": () => "The .zip is damaged or incomplete. Compress the scans again, then upload it.",
  "zip-encrypted": () => "The .zip has a password and can't be opened. Compress the scans without one, then upload it.",
} satisfies Partial<Record<ViolationCode, Words>>;
