import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CODE_BYTES, certificateCode, certificateNumber, groupedCode, maskName, readCode } from "@/rules/certificates";

const anyCode = fc.uint8Array({ minLength: CODE_BYTES, maxLength: CODE_BYTES }).map((bytes) => certificateCode(bytes));

describe("the code of a certificate", () => {
  test("is read back however it is typed", () => {
    const misread: Record<string, string[]> = { "0": ["0", "O", "o"], "1": ["1", "I", "i", "L", "l"] };
    fc.assert(
      fc.property(
        anyCode,
        fc.infiniteStream(fc.nat(4)),
        fc.constantFrom("", " ", "-", "－", " — ", "\n"),
        (code, picks, gap) => {
          const typed = [...code].map((sign) => {
            const ways = misread[sign] ?? [sign, sign.toLowerCase()];
            return ways[(picks.next().value ?? 0) % ways.length];
          });
          expect(readCode(typed.join(gap))).toBe(code);
          expect(readCode(groupedCode(code))).toBe(code);
        },
      ),
    );
  });

  test("differs for each of its 120 bits", () => {
    const codes = Array.from({ length: CODE_BYTES * 8 }, (_, bit) => {
      const bytes = new Uint8Array(CODE_BYTES);
      bytes[bit >> 3] = 0x80 >> (bit & 7);
      return certificateCode(bytes);
    });
    expect(new Set(codes).size).toBe(CODE_BYTES * 8);
    expect(certificateCode(new Uint8Array(CODE_BYTES).fill(255))).toBe("Z".repeat(24));
  });

  test.each(["", "ABCD", "U".repeat(24), "0".repeat(25), "0".repeat(10_000), "\u0000".repeat(24)])(
    "is not %j",
    (typed) => {
      expect(readCode(typed)).toBeNull();
    },
  );
});

test("a number tells city, cycle and its place in it", () => {
  expect(certificateNumber("4107", 2016, 123)).toBe("4107-2016-000123");
});

test.each([
  ["王国", "王*"],
  ["王建国", "王*国"],
  ["欧阳建国", "欧**国"],
  ["买买提·艾力", "买***力"],
  ["𠮷", "𠮷*"],
  ["𠮷田𠮷", "𠮷*𠮷"],
  ["", "*"],
])("of %s a stranger sees %s", (name, masked) => {
  expect(maskName(name)).toBe(masked);
});
