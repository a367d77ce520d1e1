/** The tables that people bring, as data: which fields each has, and under which headings a column may stand. */

export const IMPORT_KINDS = ["roster", "support_teaching", "provincial", "opening", "mooc", "teachers"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** A field of a table: its name in the code, its headings (the first is the template's own), whether the column must be there. */
export interface ImportField {
  name: string;
  headings: readonly [string, ...string[]];
  needed: boolean;
}

const field = <Name extends string>(name: Name, headings: ImportField["headings"], needed = false) => ({
  name,
  headings,
  needed,
});

const PERSON = [
  field("name", ["姓名", "教师姓名", "学员姓名", "name"], true),
  field("identity", ["身份证号", "身份证号码", "证件号码", "证件号", "身份证件号码", "ID number"]),
  field("teacherNumber", ["教师编号", "教工号", "工号", "teacher number"]),
  field("school", ["学校", "单位", "工作单位", "所在学校", "单位名称", "school"]),
];

export const IMPORT_FIELDS = {
  roster: [
    ...PERSON,
    field("role", ["角色", "身份", "参训或授课", "role"]),
    field("hours", ["学时", "学分", "所获学时", "hours"]),
    field("remark", ["备注", "说明", "remark"]),
  ],
  support_teaching: [
    ...PERSON,
    field("place", ["支教地点", "受援地", "受援地区", "支教地区"], true),
    field("receivingSchool", ["受援学校", "支教学校"], true),
    field("from", ["开始日期", "支教开始时间", "起始时间", "支教起始时间"], true),
    field("to", ["结束日期", "支教结束时间", "截止时间", "支教截止时间"], true),
    field("remark", ["备注", "说明", "remark"]),
  ],
  provincial: [
    ...PERSON,
    field("title", ["项目名称", "培训项目", "项目", "培训名称"], true),
    field("year", ["年度", "年份", "培训年度"], true),
    field("hours", ["学时", "学分", "认定学时", "登记学时"], true),
    field("level", ["项目级别", "级别"]),
  ],
  opening: [
    ...PERSON,
    field("title", ["项目名称", "内容", "摘要", "培训名称"], true),
    field("year", ["年度", "年份"], true),
    field("hours", ["学分", "学时", "已登记学分"], true),
  ],
  mooc: [
    ...PERSON,
    field("courseName", ["课程名称", "项目名称", "慕课名称"], true),
    field("university", ["开课高校", "开课学校", "大学"], true),
    field("term", ["开课学期", "学期", "开课期次"], true),
    field("finishedOn", ["结课日期", "完成日期", "发证日期"], true),
    field("score", ["成绩", "分数"], true),
    field("realName", ["是否实名", "实名"], true),
    field("certificateNumber", ["证书编号", "证书号"]),
    field("certificateHours", ["证书学时", "学时", "所获学时"]),
    field("accountHours", ["账号学时", "账号内学时"]),
    field("courseHours", ["课程学时"]),
    field("accountChecked", ["已查看账号", "已核查账号"]),
    field("certificateFile", ["证书文件", "证书扫描件", "证书文件名"]),
    field("completionFile", ["结课截图", "结课截图文件"]),
    field("accountFile", ["账号截图", "账号学时截屏", "学时截屏文件"]),
  ],
  teachers: [
    field("name", ["姓名", "教师姓名", "name"], true),
    field("identityKind", ["证件类型", "证件种类", "身份证件类型"]),
    field("identity", ["证件号码", "身份证号", "身份证号码", "证件号", "身份证件号码", "ID number"], true),
    field("teacherCertificate", ["教师资格证号", "教师资格证号码", "教师资格证书号码", "资格证号"]),
    field("subject", ["任教学科", "学科", "任教科目", "subject"]),
    field("hiredOn", ["入职日期", "到校日期", "任职日期", "来校日期", "参加工作时间", "hired on"], true),
    field("teacherNumber", ["教师编号", "教工号", "工号", "teacher number"]),
  ],
} as const satisfies Record<ImportKind, readonly ImportField[]>;
export type ImportFieldName = (typeof IMPORT_FIELDS)[ImportKind][number]["name"];

/** Further headings by field, as the city keeps them where the other side's table changes. */
export type LayoutChanges = Readonly<Record<string, readonly string[]>>;

const fold = (heading: string) =>
  heading
    .normalize("NFKC")
    .replace(/[\s\p{Cf}()（）:：*]+/gu, "")
    .toLowerCase();

export interface ReadLayout {
  /** Place of the column by field. */
  columns: ReadonlyMap<string, number>;
  /** The headings of needed columns that are not there. */
  missing: string[];
}

/** Finds each field's column in the heading of a table. */
export function layoutOf(kind: ImportKind, header: readonly string[], changes: LayoutChanges = {}): ReadLayout {
  const columns = new Map<string, number>();
  const missing: string[] = [];
  const folded = header.map(fold);
  const taken = new Set<number>();
  for (const { name, headings, needed } of IMPORT_FIELDS[kind]) {
    const place = [...(changes[name] ?? []), ...headings]
      .map((heading) => folded.indexOf(fold(heading)))
      .find((index) => index >= 0 && !taken.has(index));
    if (place !== undefined) {
      columns.set(name, place);
      taken.add(place);
    } else if (needed) missing.push(headings[0]);
  }
  return { columns, missing };
}

/** The headings of the template, in its order. */
export const templateHeadings = (kind: ImportKind): string[] => IMPORT_FIELDS[kind].map(({ headings }) => headings[0]);
