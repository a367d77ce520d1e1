/** The people of the demo city that one signs in as, and what each of them shows. */

/** One password for all of them; the demo is no place for secrets. */
export const DEMO_PASSWORD = "xuefen-2019";

export interface DemoTeacher {
  as: "teacher";
  name: string;
  teacherNumber: string;
  school: string;
  shows: string;
}

export interface DemoAdministrator {
  as: "school";
  name: string;
  schoolCode: string;
  loginName: string;
  school: string;
  shows: string;
}

export interface DemoOfficer {
  as: "staff";
  name: string;
  loginName: string;
  office: string;
  shows: string;
}

export const YUANYANG_FIRST = "原阳县第一中学";
const FIRST_CODE = "3441000101";
const AFFILIATED = "河南师范大学附属中学";
const AFFILIATED_CODE = "3441000001";

export const DEMO_TEACHERS = {
  wang: {
    as: "teacher",
    name: "王建国",
    teacherNumber: "4107250001",
    school: YUANYANG_FIRST,
    shows: "还差88学分，一条慕课在县级审核中",
  },
  li: {
    as: "teacher",
    name: "李秀兰",
    teacherNumber: "4107250002",
    school: YUANYANG_FIRST,
    shows: "尚无在审，可登记学历提升",
  },
  zhao: { as: "teacher", name: "赵敏", teacherNumber: "4107250003", school: YUANYANG_FIRST, shows: "已完成本周期学分" },
  liu: {
    as: "teacher",
    name: "刘洋",
    teacherNumber: "4107250004",
    school: YUANYANG_FIRST,
    shows: "学历提升，视同完成",
  },
  zhou: {
    as: "teacher",
    name: "周婷",
    teacherNumber: "4107250005",
    school: YUANYANG_FIRST,
    shows: "2018年下半年入职，任务按两年计",
  },
  sun: {
    as: "teacher",
    name: "孙丽",
    teacherNumber: "4107250006",
    school: YUANYANG_FIRST,
    shows: "网络校本研修超过每年上限",
  },
  wu: {
    as: "teacher",
    name: "吴磊",
    teacherNumber: "4107250007",
    school: YUANYANG_FIRST,
    shows: "2019年下半年入职、年底离职，本周期无任务",
  },
  gao: {
    as: "teacher",
    name: "高翔",
    teacherNumber: "4107250008",
    school: YUANYANG_FIRST,
    shows: "各种来源的学分都有",
  },
  chen: {
    as: "teacher",
    name: "陈静",
    teacherNumber: "4107000001",
    school: AFFILIATED,
    shows: "局属学校，不经县级审核",
  },
} as const satisfies Record<string, DemoTeacher>;

export const DEMO_ADMINISTRATORS = {
  zhang: {
    as: "school",
    name: "张慧",
    schoolCode: FIRST_CODE,
    loginName: "zhanghui",
    school: YUANYANG_FIRST,
    shows: "学校管理员",
  },
  ma: {
    as: "school",
    name: "马强",
    schoolCode: FIRST_CODE,
    loginName: "maqiang",
    school: YUANYANG_FIRST,
    shows: "首次登录须改密码",
  },
  he: {
    as: "school",
    name: "何莉",
    schoolCode: AFFILIATED_CODE,
    loginName: "heli",
    school: AFFILIATED,
    shows: "局属学校管理员",
  },
} as const satisfies Record<string, DemoAdministrator>;

export const DEMO_OFFICERS = {
  yuanyang: { as: "staff", name: "郭红", loginName: "yuanyang1", office: "原阳县", shows: "县级审核" },
  yuanyangSecond: { as: "staff", name: "田军", loginName: "yuanyang2", office: "原阳县", shows: "县级审核" },
  fengqiu: { as: "staff", name: "宋涛", loginName: "fengqiu1", office: "封丘县", shows: "另一个县的审核" },
  city: { as: "staff", name: "林芳", loginName: "city1", office: "新乡市", shows: "市级核实、撤销" },
  citySecond: { as: "staff", name: "韩冰", loginName: "city2", office: "新乡市", shows: "市级核实、撤销" },
} as const satisfies Record<string, DemoOfficer>;

/** The departments that host trainings. */
export const DEMO_HOSTS = {
  research: {
    as: "staff",
    name: "许静",
    loginName: "jiaoyan",
    office: "新乡市基础教育教研室",
    shows: "一个已备案、待报名单的项目，一条漏登报告",
  },
  technology: {
    as: "staff",
    name: "马超",
    loginName: "dianjiao",
    office: "新乡市电化教育馆",
    shows: "一个待备案的项目",
  },
  science: { as: "staff", name: "孔慧", loginName: "jiaoke", office: "新乡市教育科学研究所", shows: "教育科研类项目" },
  personnel: { as: "staff", name: "贺军", loginName: "renshi", office: "新乡市教育局人事科", shows: "两区支教" },
  yuanyang: { as: "staff", name: "黎芳", loginName: "yuanyangjy", office: "原阳县教研室", shows: "县级教研项目" },
} as const satisfies Record<string, DemoOfficer>;

/** Signs of Chinese take two places on a screen of even columns. */
const width = (text: string) => [...text].reduce((places, sign) => places + (sign > "\u2e7f" ? 2 : 1), 0);

/** Rows under each other, every column as wide as its widest cell. */
function aligned(rows: readonly string[][]): string[] {
  const widest = (column: number) => Math.max(...rows.map((row) => width(row[column] ?? "")));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell + " ".repeat(widest(column) - width(cell))).join("  ")}`.trimEnd(),
  );
}

/** The accounts as the start command prints them. */
export function accountsText(): string {
  return [
    `密码都是 ${DEMO_PASSWORD}`,
    "教师",
    ...aligned(
      Object.values(DEMO_TEACHERS).map((one) => [`教师编号 ${one.teacherNumber}`, one.name, one.school, one.shows]),
    ),
    "学校管理员",
    ...aligned(
      Object.values(DEMO_ADMINISTRATORS).map((one) => [
        `学校标识码 ${one.schoolCode}`,
        `用户名 ${one.loginName}`,
        one.name,
        one.school,
        one.shows,
      ]),
    ),
    "县、市工作人员",
    ...aligned(Object.values(DEMO_OFFICERS).map((one) => [`用户名 ${one.loginName}`, one.name, one.office, one.shows])),
    "主办单位",
    ...aligned(Object.values(DEMO_HOSTS).map((one) => [`用户名 ${one.loginName}`, one.name, one.office, one.shows])),
    "",
  ].join("\n");
}
