import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { residentCheckSign } from "@/rules/identity";
import { type Candidate, foldName, foldNumber, matchPerson, type PersonWords } from "@/rules/matching";

/** For the test a number is its own key; the program hashes it. */
const keysOf = (identity: string) => (identity.trim() === "" ? [] : [foldNumber(identity)]);
const WANG_ID = `41072519800101123${residentCheckSign("41072519800101123")}`;

const candidate = (teacherId: number, overrides: Partial<Candidate> = {}): Candidate => ({
  teacherId,
  name: "王建国",
  teacherNumber: `T${teacherId}`,
  identityKey: `none-${teacherId}`,
  schoolName: "原阳县第一中学",
  ...overrides,
});
const row = (overrides: Partial<PersonWords> = {}): PersonWords => ({
  name: "",
  identity: "",
  teacherNumber: "",
  school: "",
  ...overrides,
});
const match = (words: Partial<PersonWords>, candidates: Candidate[]) => {
  const found = matchPerson(row(words), keysOf(words.identity ?? ""), candidates);
  return found.ok ? found.teacherId : [found.violation.code, found.violation.field];
};

const WANG = candidate(1, { identityKey: WANG_ID, teacherNumber: "410725001" });
const NAMESAKE = candidate(2, { schoolName: "封丘县实验小学" });
const LI = candidate(3, { name: "李娜" });
const ALL = [WANG, NAMESAKE, LI];

describe("by ID number", () => {
  test("it names one person, with the name or without", () => {
    expect(match({ identity: WANG_ID, name: "王建国" }, ALL)).toBe(1);
    expect(match({ identity: WANG_ID }, ALL)).toBe(1);
  });

  test("it decides where two have the same name", () => {
    expect(match({ identity: WANG_ID, name: "王建国", school: "封丘县实验小学" }, ALL)).toBe(1);
  });

  test("another name beside it is an error of the row, not a match", () => {
    expect(match({ identity: WANG_ID, name: "李娜" }, ALL)).toEqual(["name-does-not-match", "identity"]);
  });

  test("nobody's number finds nobody, also where the name would fit", () => {
    const unknown = `41072519900202001${residentCheckSign("41072519900202001")}`;
    expect(match({ identity: unknown, name: "李娜" }, ALL)).toEqual(["person-unknown", "identity"]);
    expect(match({ identity: "E1234567", name: "李娜" }, ALL)).toEqual(["person-unknown", "identity"]);
  });

  test.each([
    [`${WANG_ID.slice(0, 17)}${WANG_ID.endsWith("1") ? "2" : "1"}`, "identity-checksum"],
    ["410725198013011234", "identity-birth-date"],
    ["41072519800101O123", "identity-format"],
  ])("%s: what is wrong with the number is told", (identity, code) => {
    expect(match({ identity, name: "王建国" }, ALL)).toEqual([code, "identity"]);
  });

  test("a passport's number of somebody finds that person", () => {
    const foreigner = candidate(9, { name: "马克", identityKey: "E1234567" });
    expect(match({ identity: " ｅ1234567", name: "马克" }, [...ALL, foreigner])).toBe(9);
  });

  test("one number of two people (of two kinds of document) is told apart by name, or not at all", () => {
    const other = candidate(4, { name: "赵敏", identityKey: WANG_ID });
    expect(match({ identity: WANG_ID, name: "赵敏" }, [WANG, other])).toBe(4);
    expect(match({ identity: WANG_ID }, [WANG, other])).toEqual(["person-ambiguous", "identity"]);
  });
});

describe("by teacher number", () => {
  test("whatever width and spaces it is written in", () => {
    for (const teacherNumber of ["410725001", " 410725 001", "４１０７２５００１", "'410725001"])
      expect(match({ teacherNumber, name: "王建国" }, ALL)).toBe(1);
  });

  test("another name, or nobody's number: refused", () => {
    expect(match({ teacherNumber: "410725001", name: "李娜" }, ALL)).toEqual(["name-does-not-match", "teacherNumber"]);
    expect(match({ teacherNumber: "999", name: "李娜" }, ALL)).toEqual(["person-unknown", "teacherNumber"]);
  });
});

describe("by name and school", () => {
  test("one of that name is meant, two are told apart by their school, never by a guess", () => {
    expect(match({ name: "李娜" }, ALL)).toBe(3);
    expect(match({ name: "王建国" }, ALL)).toEqual(["person-ambiguous", "name"]);
    expect(match({ name: "王建国", school: "封丘县 实验小学" }, ALL)).toBe(2);
    expect(match({ name: "王建国", school: "长垣市第一中学" }, ALL)).toEqual(["person-unknown", "name"]);
  });

  test("how many fit is told", () => {
    const found = matchPerson(row({ name: "王建国" }), [], ALL);
    expect(found).toMatchObject({ ok: false, violation: { params: { count: 2 } } });
  });

  test("a row that names nobody", () => {
    expect(match({ school: "原阳县第一中学" }, ALL)).toEqual(["person-missing", "name"]);
    expect(match({ name: "　 " }, ALL)).toEqual(["person-missing", "name"]);
  });

  test.each([
    ["买买提·艾力", "买买提•艾力"],
    ["买买提·艾力", "买买提．艾力"],
    ["买买提·艾力", "买买提・艾力"],
    ["王 芳", "王芳"],
    ["Mark Twain", "ＭＡＲＫ　twain"],
    ["𠮷田", "𠮷田"],
  ])("%s and %s are one name", (kept, typed) => {
    expect(match({ name: typed }, [candidate(5, { name: kept })])).toBe(5);
  });

  test("吉 and 𠮷 are two names, and so are 买买提·艾力 and 买买提艾力", () => {
    expect(foldName("𠮷田")).not.toBe(foldName("吉田"));
    expect(foldName("买买提·艾力")).not.toBe(foldName("买买提艾力"));
  });
});

describe("what always holds of a match", () => {
  const NAMES = ["王建国", "李娜", "买买提·艾力", "王 芳", "王芳", ""];
  const name = fc.constantFrom(...NAMES);
  const number = fc.constantFrom("", "1001", "1002", " １００１");
  const identity = fc.constantFrom("", WANG_ID, WANG_ID.toLowerCase(), "E1234567", "41072519800101123");
  const school = fc.constantFrom("", "原阳县第一中学", "封丘县实验小学");
  const people = fc
    .array(
      fc.record({
        name: fc.constantFrom(...NAMES.slice(0, 5)),
        teacherNumber: fc.constantFrom("1001", "1002", "1003"),
        identityKey: fc.constantFrom(WANG_ID, "E1234567", "x", "y"),
        schoolName: fc.constantFrom("原阳县第一中学", "封丘县实验小学"),
      }),
      { maxLength: 6 },
    )
    .map((all) => all.map((one, index) => ({ teacherId: index + 1, ...one })));
  const words = fc.record({ name, identity, teacherNumber: number, school });

  test("nobody is matched whose name differs from the row's, nor by words that fit another as well", () => {
    let matched = 0;
    fc.assert(
      fc.property(words, people, (typed, candidates) => {
        const found = matchPerson(typed, keysOf(typed.identity), candidates);
        if (!found.ok) return;
        matched += 1;
        const meant = candidates.find(({ teacherId }) => teacherId === found.teacherId);
        if (!meant) throw new Error("matched somebody who is no candidate");
        if (typed.name.trim() !== "") expect(foldName(meant.name)).toBe(foldName(typed.name));
        const without = candidates.filter((one) => one !== meant);
        expect(matchPerson(typed, keysOf(typed.identity), without)).not.toMatchObject({ ok: true });
      }),
      { numRuns: 2000 },
    );
    expect(matched).toBeGreaterThan(100);
  });

  test("the order of the candidates changes nothing", () => {
    fc.assert(
      fc.property(words, people, (typed, candidates) => {
        const keys = keysOf(typed.identity);
        expect(matchPerson(typed, keys, [...candidates].reverse())).toEqual(matchPerson(typed, keys, candidates));
      }),
    );
  });
});
