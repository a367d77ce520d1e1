import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarDateInShanghai, parseCalendarDate } from "@/rules/calendar";
import { parseTenths } from "@/rules/credits";
import {
  maskIdentityNumber,
  maskNumbersIn,
  parseResidentId,
  parseSchoolCode,
  parseTeacherCertificate,
  residentCheckSign,
} from "@/rules/identity";
import { certificateKeyOf } from "@/rules/special-credit";

describe("ID numbers: ISO 7064 MOD 11-2", () => {
  // The example of the national standard's own annex.
  test("11010519491231002X is right, in any of its writings", () => {
    for (const typed of ["11010519491231002X", "11010519491231002x", " １１０１０５１９４９１２３１００２Ｘ "])
      expect(parseResidentId(typed)).toEqual({ ok: true, value: "11010519491231002X" });
  });

  test.each([
    ["110105194912310021", "identity-checksum"],
    ["11010519490231002X", "identity-birth-date"],
    ["1101051949123100", "identity-format"],
    ["", "identity-format"],
  ])("%s: %s", (typed, code) => {
    expect(parseResidentId(typed)).toEqual({ ok: false, code });
  });

  test("any one wrong digit is found", () => {
    const digits = fc
      .stringMatching(/^4107\d{2}19[5-9]\d0[1-9][0-1]\d\d{3}$/)
      .filter(
        (text) =>
          text.length === 17 &&
          parseCalendarDate(`${text.slice(6, 10)}-${text.slice(10, 12)}-${text.slice(12, 14)}`) !== null,
      );
    fc.assert(
      fc.property(digits, fc.integer({ min: 14, max: 16 }), fc.integer({ min: 1, max: 9 }), (text, place, by) => {
        const right = text + residentCheckSign(text);
        expect(parseResidentId(right).ok).toBe(true);
        const wrong = right.slice(0, place) + ((Number(right[place]) + by) % 10) + right.slice(place + 1);
        expect(parseResidentId(wrong)).toEqual({ ok: false, code: "identity-checksum" });
      }),
    );
  });

  test("only the first and the last four signs are shown", () => {
    expect(maskIdentityNumber("410725199001011234")).toBe("4107**********1234");
    expect(maskIdentityNumber("E1234567")).toBe("E1****67");
  });

  test("in what somebody calls a file, too", () => {
    expect(maskNumbersIn("王建国11010519491231002X证书1.jpg")).toBe("王建国1101**********002X证书1.jpg");
    expect(maskNumbersIn("１１０１０５１９４９１２３１００２Ｘ.pdf")).toBe("１１０１**********００２Ｘ.pdf");
    expect(maskNumbersIn("慕课证书 2019-12345678.png")).toBe("慕课证书 2019-12345678.png");
  });
});

test("school codes: two for the type, 41, six serial; teacher certificates: 17 digits", () => {
  expect(parseSchoolCode("3441000101")).toEqual({ ok: true, value: "3441000101" });
  for (const wrong of ["3442000101", "9941000101", "344100010", "34410001011"])
    expect(parseSchoolCode(wrong).ok).toBe(false);
  expect(parseTeacherCertificate("20104107000000001").ok).toBe(true);
  expect(parseTeacherCertificate("2010410700000001").ok).toBe(false);
});

test("a certificate number is compared without regard to width, case and spaces", () => {
  expect(certificateKeyOf(" ｘｆ-2019 07 ")).toBe("XF-201907");
});

describe("numbers as typed", () => {
  test.each([
    ["24", 240],
    ["13.5", 135],
    ["13.50", 135],
    ["１３．５", 135],
    ["0", 0],
  ])("%s", (typed, tenths) => expect(parseTenths(typed)).toEqual({ ok: true, tenths }));
  test.each([
    ["13.55", "too-precise"],
    ["-1", "not-a-number"],
    ["1e3", "not-a-number"],
    ["abc", "not-a-number"],
    ["1,5", "not-a-number"],
    ["", "not-a-number"],
  ])("%s: %s", (typed, code) => expect(parseTenths(typed)).toEqual({ ok: false, code }));
});

test("the day in Xinxiang, whatever the server's zone", () => {
  expect(calendarDateInShanghai(new Date("2020-01-15T15:59:59Z"))).toBe("2020-01-15");
  expect(calendarDateInShanghai(new Date("2020-01-15T16:00:00Z"))).toBe("2020-01-16");
  for (const wrong of ["2019-02-29", "2019-13-01", "2019-1-1", "20190101"]) expect(parseCalendarDate(wrong)).toBeNull();
  expect(parseCalendarDate("2020-02-29")).toBe("2020-02-29");
});
