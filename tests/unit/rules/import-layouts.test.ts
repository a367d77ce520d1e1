import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { IMPORT_FIELDS, IMPORT_KINDS, type ImportKind, layoutOf, templateHeadings } from "@/rules/import-layouts";

const places = (...[kind, header, changes]: Parameters<typeof layoutOf>) =>
  Object.fromEntries(layoutOf(kind, header, changes).columns);
const kinds = fc.constantFrom(...IMPORT_KINDS);
const namesOf = (kind: ImportKind) => IMPORT_FIELDS[kind].map(({ name }) => name);

describe("the template", () => {
  test.each(IMPORT_KINDS)("%s: every column of it is found where it stands", (kind) => {
    const { columns, missing } = layoutOf(kind, templateHeadings(kind));
    expect([...columns]).toEqual(namesOf(kind).map((name, index) => [name, index]));
    expect(missing).toEqual([]);
  });

  test.each(IMPORT_KINDS)("%s: no two columns of it have one heading", (kind) => {
    expect(new Set(templateHeadings(kind)).size).toBe(templateHeadings(kind).length);
  });
});

describe("whose table it is doesn't matter", () => {
  test("headings are known in other words, widths, brackets and spaces", () => {
    expect(places("roster", ["序号", "教师 姓名", "身份证号码", "工作单位", "所获学时："])).toEqual({
      name: 1,
      identity: 2,
      school: 3,
      hours: 4,
    });
    expect(places("roster", ["（姓名）", "ＩＤ number", "\u200b备注*"])).toEqual({ name: 0, identity: 1, remark: 2 });
  });

  test("what is asked for and not there is named as the template has it, what is not asked for is not missed", () => {
    expect(layoutOf("roster", ["学时"]).missing).toEqual(["姓名"]);
    expect(layoutOf("support_teaching", ["姓名", "受援学校"]).missing).toEqual(["支教地点", "开始日期", "结束日期"]);
    expect(layoutOf("roster", ["姓名"]).missing).toEqual([]);
  });

  test("a heading of nobody's is left alone", () => {
    expect(places("roster", ["序号", "", "联系电话"])).toEqual({});
  });

  test("the city's own headings come first, and its table's others still hold", () => {
    const changes = { hours: ["折合学分"], title: ["研修项目"] };
    expect(places("provincial", ["姓名", "学时", "折合学分", "研修项目", "年度"], changes)).toEqual({
      name: 0,
      hours: 2,
      title: 3,
      year: 4,
    });
    expect(places("provincial", ["姓名", "学时"], changes)).toEqual({ name: 0, hours: 1 });
  });

  test("one column is never two fields: 学时 beside 证书学时 is nothing, alone it is the certificate's", () => {
    expect(places("mooc", ["证书学时", "学时"]).certificateHours).toBe(0);
    expect(places("mooc", ["学时"])).toEqual({ certificateHours: 0 });
    const changes = { school: ["单位"], place: ["单位"] };
    expect(places("support_teaching", ["姓名", "单位"], changes)).toEqual({ name: 0, school: 1 });
  });
});

describe("what always holds of a layout", () => {
  const HEADINGS = IMPORT_KINDS.flatMap((kind) => IMPORT_FIELDS[kind].flatMap(({ headings }) => [...headings]));
  const header = fc.array(fc.oneof(fc.constantFrom(...HEADINGS), fc.string()), { maxLength: 20 });

  test("each column is one field's, and a field that is needed is found or missed", () => {
    fc.assert(
      fc.property(kinds, header, (kind, typed) => {
        const { columns, missing } = layoutOf(kind, typed);
        expect(new Set(columns.values()).size).toBe(columns.size);
        for (const place of columns.values()) expect(typed[place]).toBeDefined();
        for (const { name, headings, needed } of IMPORT_FIELDS[kind])
          expect(missing.includes(headings[0])).toBe(needed && !columns.has(name));
      }),
    );
  });

  test("the order of the columns doesn't matter", () => {
    const shuffled = kinds.chain((kind) => {
      const own = templateHeadings(kind);
      return fc.tuple(fc.constant(kind), fc.shuffledSubarray(own, { minLength: own.length }));
    });
    fc.assert(
      fc.property(shuffled, ([kind, typed]) => {
        const { columns, missing } = layoutOf(kind, typed);
        expect(missing).toEqual([]);
        for (const { name, headings } of IMPORT_FIELDS[kind]) expect(typed[columns.get(name) ?? -1]).toBe(headings[0]);
      }),
    );
  });
});
