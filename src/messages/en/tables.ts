import type { Messages } from "../zh-CN";

const PERSON = [
  "One person in each row. The first row holds the headings: please don't change it or merge cells.",
  "Fill in the ID number or the teacher number, one is enough. Without both, people are found by name and school; where two have one name, the number is needed.",
  "The columns have the format “Text”. Please don't make numbers of them: the last digits of an ID number would be lost.",
];

const MOOC = [
  "Only MOOCs of icourse163 (爱课程) are registered. One course in each row; a date is written 2019-06-01.",
  "是否实名 (real name) and 已查看账号 (account looked into): 是 (yes) or 否 (no). Without a real name or a certificate, or where the certificate names no hours, the school looks into the teacher's account first.",
  "With a certificate: its number and its hours; where it names none, the hours in the account. Without: the hours of the course.",
  "证书文件, 结课截图, 账号截图 (files): the name of the file in the .zip with its ending, such as wang.jpg; each name once.",
  "Scans: the certificate, or without one the screenshot of completion; beside it the screenshot of the account where its hours count, and that of completion where there is no real name (notice 三·7).",
];

/** The notes in a template: how to fill it. */
const notes: Messages["tables"]["notes"] = {
  roster: [
    ...PERSON,
    "角色 (role): 参训 (attended) or 授课 (taught); empty means attended.",
    "学时 (hours): empty means the hours of the project. Who missed some may have fewer, nobody more.",
  ],
  support_teaching: [
    ...PERSON,
    "Place, receiving school and dates as in attachment 3; a date is written 2019-09-01.",
    "No hours: 72 credits a year, counted by half years. Times that go beyond a year are split by the system.",
  ],
  provincial: [
    ...PERSON,
    "One person and one project in each row; title, year and hours as the provincial platform has them.",
  ],
  opening: [
    ...PERSON,
    "One person and one item in each row; content, year and credits as the former credit bank has them.",
  ],
  mooc: [...PERSON, ...MOOC],
  teachers: [
    "One teacher who is new at your school in each row. The first row holds the headings: please don't change it or merge cells.",
    "The columns have the format “Text”. Please don't make numbers of them: the last digits of the ID and certificate numbers would be lost.",
    "证件类型 (kind of document): empty means resident ID card; others are 护照 (passport), 港澳 (Hong Kong or Macao), 台湾 (Taiwan).",
    "教师资格证号 (teacher certificate): 17 digits. It may be left empty; nothing can be registered before it is there (notice 一).",
    "入职日期 (first day) is written 2019-09-01 and not later than today. Who worked in the city before and left has the day of coming here.",
    "教师编号 (teacher number): left empty, the system assigns one. The teacher signs in with it.",
  ],
};

export const tables: Messages["tables"] = {
  notes,
  /** What a table of MOOCs and its .zip have to hold (N3.7). */
  moocNeedsTitle: "How to fill it in, and which scans are needed",
  moocNeeds: MOOC,
  moocsGo: "See the credit records",
  notesSheet: "Notes",
  problems: "Problems",
  exported: (name) => `${name} with problems.xlsx`,
  template: (kind) => `Template ${kind}.xlsx`,
};
