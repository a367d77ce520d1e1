import { describe, expect, test } from "vitest";
import { calendarDate } from "@/rules/calendar";
import type { EntryStatus, EvidenceKind } from "@/rules/credit-entry";
import { type DegreeClaim, judgeDegree } from "@/rules/degree";
import { judgeMooc, type MoocClaim, moocCertificateKey, moocEvidence, moocTrainingKey } from "@/rules/mooc";
import { defaultPolicy2016 } from "@/rules/policy";
import { type ClaimContext, certificateKeyOf, type OtherEntry, type SpecialVerdict } from "@/rules/special-credit";
import { CLAIM_KINDS, judgeSpecialKind } from "@/rules/special-kinds";

const aMooc = (overrides: Partial<MoocClaim> = {}): MoocClaim => ({
  platform: "icourse163",
  courseName: "教育技术与教学设计",
  university: "北京师范大学",
  term: "第3次开课",
  finishedOn: calendarDate("2019-06-01"),
  scoreTenths: 860,
  realName: true,
  hasCertificate: true,
  certificateNumber: "XF-2019-07",
  certificateHoursTenths: 240,
  accountHoursTenths: null,
  courseHoursTenths: null,
  ...overrides,
});
const aDegree = (overrides: Partial<DegreeClaim> = {}): DegreeClaim => ({
  formerLevel: "associate",
  newLevel: "bachelor",
  institution: "河南师范大学",
  major: "汉语言文学",
  graduatedOn: calendarDate("2018-07-01"),
  diplomaNumber: "104761201805000001",
  ...overrides,
});
const aContext = (overrides: Partial<ClaimContext> = {}): ClaimContext => ({
  today: calendarDate("2019-12-20"),
  certificateNumber: "20104107000000001",
  schoolIsPrivate: false,
  employments: [{ from: calendarDate("2005-09-01"), to: null }],
  otherEntries: [],
  evidenceKinds: new Set<EvidenceKind>(["certificate", "completion_screenshot", "account_screenshot", "diploma"]),
  ...overrides,
});
const another = (claim: MoocClaim, status: EntryStatus): OtherEntry => ({
  id: "other",
  source: "mooc",
  year: 2019,
  status,
  trainingKey: moocTrainingKey(claim),
  certificateKey: moocCertificateKey(claim),
});
const mooc = (claim: Partial<MoocClaim> = {}, context: Partial<ClaimContext> = {}) =>
  judgeMooc(defaultPolicy2016, aMooc(claim), aContext(context));
const degree = (claim: Partial<DegreeClaim> = {}, context: Partial<ClaimContext> = {}) =>
  judgeDegree(defaultPolicy2016, aDegree(claim), aContext(context));
const told = ({ violations }: SpecialVerdict) => violations.map(({ code, field, clause }) => [code, field, clause]);

describe("有明确学时的按证书上学时登记，无明确学时查看账号内实际学时，没证书的按课程学时: R7, N3.7", () => {
  const withoutHours = { certificateHoursTenths: null, accountHoursTenths: 320 };
  const withoutCertificate = { hasCertificate: false, certificateNumber: null, certificateHoursTenths: null };

  test.each<[string, Partial<MoocClaim>, SpecialVerdict["basis"], number, EvidenceKind[]]>([
    ["the certificate's hours", {}, "certificate-hours", 240, ["certificate"]],
    ["the account's hours", withoutHours, "account-hours", 320, ["certificate", "account_screenshot"]],
    [
      "the course's hours",
      { ...withoutCertificate, courseHoursTenths: 160 },
      "course-hours",
      160,
      ["completion_screenshot"],
    ],
  ])("by %s", (_, claim, basis, creditsTenths, requiredEvidence) => {
    expect(mooc(claim)).toMatchObject({ violations: [], basis, creditsTenths, requiredEvidence, year: 2019 });
    expect(mooc(claim).checks.every((check) => check.ok)).toBe(true);
  });

  test("the hours of another case count nothing", () => {
    expect(mooc({ accountHoursTenths: 900, courseHoursTenths: 900 }).creditsTenths).toBe(240);
    expect(mooc({ ...withoutHours, courseHoursTenths: 900 }).creditsTenths).toBe(320);
  });

  test("each scan that is missing is named, before anything is decided", () => {
    expect(told(mooc(withoutHours, { evidenceKinds: new Set<EvidenceKind>(["certificate"]) }))).toEqual([
      ["evidence-missing", "account_screenshot", "N3.7"],
    ]);
    expect(told(mooc(withoutCertificate, { evidenceKinds: new Set() }))).toEqual([
      ["course-hours-missing", "courseHours", "N3.7"],
      ["evidence-missing", "completion_screenshot", "N3.7"],
    ]);
  });

  test.each<[string, Partial<MoocClaim>, [string, string, string]]>([
    ["another platform", { platform: "other" }, ["mooc-platform-not-accepted", "platform", "N3.7"]],
    ["59.9 points", { scoreTenths: 599 }, ["score-below-pass", "score", "N3.7"]],
    ["100.1 points", { scoreTenths: 1001 }, ["score-out-of-range", "score", "S"]],
    ["0 hours", { certificateHoursTenths: 0 }, ["hours-not-positive", "certificateHours", "N3.7"]],
    ["10,000 hours", { certificateHoursTenths: 100_000 }, ["hours-too-many", "certificateHours", "S"]],
    ["no number", { certificateNumber: null }, ["certificate-number-missing", "certificateNumber", "N3.7"]],
    [
      "an invisible number",
      { certificateNumber: "\u200b" },
      ["certificate-number-missing", "certificateNumber", "N3.7"],
    ],
    ["tomorrow", { finishedOn: calendarDate("2019-12-21") }, ["ended-in-future", "finishedOn", "S"]],
    ["before the cycle", { finishedOn: calendarDate("2015-12-31") }, ["outside-cycle", "finishedOn", "N3.7"]],
  ])("%s is refused, at its field, with its clause", (_, claim, violation) => {
    expect(told(mooc(claim))).toEqual([violation]);
    expect(mooc(claim).checks.some((check) => !check.ok)).toBe(true);
  });

  test("成绩60分以上算合格: 60 itself passes; today is not the future; both ends of the cycle are in it", () => {
    expect(told(mooc({ scoreTenths: 600 }))).toEqual([]);
    expect(told(mooc({ finishedOn: calendarDate("2019-12-20") }))).toEqual([]);
    expect(told(mooc({ finishedOn: calendarDate("2016-01-01") }))).toEqual([]);
    const today = calendarDate("2020-12-31");
    expect(told(mooc({ finishedOn: today }, { today }))).toEqual([]);
  });
});

describe("2020年起必须实名学习认定学时数: R8, N3.7(2)", () => {
  const today = calendarDate("2020-01-10");
  test("finished on the last day of 2019: with certificate and the screenshot of the finished course", () => {
    const claim = { realName: false, finishedOn: calendarDate("2019-12-31") };
    expect(told(mooc(claim, { today }))).toEqual([]);
    expect(moocEvidence(aMooc(claim))).toEqual(["certificate", "completion_screenshot"]);
    const scans = new Set<EvidenceKind>(["certificate"]);
    expect(told(mooc(claim, { today, evidenceKinds: scans }))).toEqual([
      ["evidence-missing", "completion_screenshot", "N3.7"],
    ]);
  });

  test("finished a day later: refused; without a certificate: refused before as well", () => {
    expect(told(mooc({ realName: false, finishedOn: calendarDate("2020-01-01") }, { today }))).toEqual([
      ["real-name-required", "realName", "N3.7"],
    ]);
    const bare = {
      hasCertificate: false,
      certificateNumber: null,
      certificateHoursTenths: null,
      courseHoursTenths: 90,
    };
    expect(told(mooc({ ...bare, realName: false }))).toEqual([
      ["certificate-required-without-real-name", "hasCertificate", "N3.7"],
    ]);
  });
});

describe("登记对象为持有教师资格证书的在职在岗教师: R0, R4", () => {
  test.each<[string, Partial<ClaimContext>, [string, string | null, string]]>([
    ["no teacher certificate", { certificateNumber: null }, ["no-teacher-certificate", null, "N1"]],
    [
      "left before today",
      { employments: [{ from: calendarDate("2005-09-01"), to: calendarDate("2019-12-19") }] },
      ["not-on-post", null, "N1"],
    ],
    [
      "finished before hiring",
      { employments: [{ from: calendarDate("2019-06-02"), to: null }] },
      ["ended-before-hiring", "finishedOn", "S"],
    ],
    [
      "finished between two posts",
      {
        employments: [
          { from: calendarDate("2005-09-01"), to: calendarDate("2018-08-31") },
          { from: calendarDate("2019-09-01"), to: null },
        ],
      },
      ["ended-off-post", "finishedOn", "S"],
    ],
  ])("%s", (_, context, violation) => {
    expect(told(mooc({}, context))).toEqual([violation]);
  });

  test("finished on the day of hiring counts; a private school is in it unless the policy leaves it out", () => {
    expect(told(mooc({}, { employments: [{ from: calendarDate("2019-06-01"), to: null }] }))).toEqual([]);
    expect(told(mooc({}, { schoolIsPrivate: true }))).toEqual([]);
    const without = { ...defaultPolicy2016, object: { private: false } };
    expect(told(judgeMooc(without, aMooc(), aContext({ schoolIsPrivate: true })))).toEqual([
      ["private-school-excluded", null, "N1"],
    ]);
  });
});

describe("one training, one certificate: R16", () => {
  test("the same course in the same term, however written, is refused while the other lives", () => {
    const written = aMooc({ courseName: "教育技术 与教学设计", term: "第３次开课", certificateNumber: "other" });
    expect(told(mooc({}, { otherEntries: [another(written, "at_city")] }))).toEqual([
      ["same-training-twice", "courseName", "S"],
    ]);
    for (const ended of ["refused", "withdrawn", "revoked"] as const)
      expect(told(mooc({}, { otherEntries: [another(aMooc(), ended)] }))).toEqual([]);
  });

  test("in another term it is flagged and no more, also where a term is written with a stroke", () => {
    const other = (term: string) => another(aMooc({ term, certificateNumber: "other" }), "posted");
    for (const term of ["第4次开课", "2018/2019春"]) {
      const verdict = mooc({}, { otherEntries: [other(term)] });
      expect([verdict.violations, verdict.flags]).toEqual([[], ["same-course-in-another-term"]]);
    }
    expect(mooc({ courseName: "教育心理学" }, { otherEntries: [other("第4次开课")] }).flags).toEqual([]);
  });

  test("course and term can't be written so that two trainings become one", () => {
    expect(moocTrainingKey(aMooc({ courseName: "a/b", term: "c" }))).not.toBe(
      moocTrainingKey(aMooc({ courseName: "a", term: "b/c" })),
    );
  });

  test("the same number a second time is refused, also with another dash or a sign that nobody sees", () => {
    const other = another(aMooc({ courseName: "教育心理学", certificateNumber: "xf–2019\u200b-07" }), "posted");
    expect(told(mooc({}, { otherEntries: [other] }))).toEqual([["same-certificate-twice", "certificateNumber", "S"]]);
    expect(certificateKeyOf("xf–2019\u200b-07")).toBe("XF-2019-07");
  });
});

describe("在周期内学历提升，取得毕业证，学分按360分登记: R5, N3.3", () => {
  test("360 credits in the year of graduation, with the diploma", () => {
    expect(degree()).toMatchObject({ violations: [], creditsTenths: 3600, basis: "degree", year: 2018 });
    expect(told(degree({}, { evidenceKinds: new Set<EvidenceKind>(["certificate"]) }))).toEqual([
      ["evidence-missing", "diploma", "N3.3"],
    ]);
  });

  test.each<[string, Partial<DegreeClaim>, [string, string, string]]>([
    ["the same level", { newLevel: "associate" }, ["degree-not-above-former", "newLevel", "N3.3"]],
    ["a lower level", { formerLevel: "master" }, ["degree-not-above-former", "newLevel", "N3.3"]],
    ["before the cycle", { graduatedOn: calendarDate("2015-12-31") }, ["outside-cycle", "graduatedOn", "N3.3"]],
    ["in the future", { graduatedOn: calendarDate("2020-07-01") }, ["ended-in-future", "graduatedOn", "S"]],
  ])("%s is refused", (_, claim, violation) => {
    expect(told(degree(claim))).toEqual([violation]);
  });

  test("a second one in the cycle is refused while the first lives, whatever its state", () => {
    const first = (status: EntryStatus, year = 2017): OtherEntry[] => [
      { id: "first", source: "degree", year, status, trainingKey: null, certificateKey: "OTHER" },
    ];
    for (const status of ["at_school", "returned", "posted"] as const)
      expect(told(degree({}, { otherEntries: first(status) }))).toEqual([["second-degree", null, "S"]]);
    expect(told(degree({}, { otherEntries: first("refused") }))).toEqual([]);
    expect(told(degree({}, { otherEntries: first("posted", 2014) }))).toEqual([]);
  });
});

describe("特殊学分只录入“中国大学MOOC学习”和“学历提升”: R9, R10, N3.8, N3.9", () => {
  test("these two and no other; each other one is told where it belongs", () => {
    const accepted = CLAIM_KINDS.filter((kind) => judgeSpecialKind(kind) === null);
    expect(accepted).toEqual(["mooc", "degree"]);
    expect(judgeSpecialKind("social-training")).toMatchObject({ rule: "R10", clause: "N3.8" });
    expect(judgeSpecialKind("human-resources")).toMatchObject({ rule: "R10", clause: "N3.8" });
    expect(judgeSpecialKind("other-training")).toMatchObject({ rule: "R9", clause: "N3.9" });
    expect(judgeSpecialKind("lecture")).toMatchObject({ code: "kind-lecture", clause: "N3.6" });
  });
});
