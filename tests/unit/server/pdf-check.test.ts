import { deflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { pdfViolation } from "@/server/pdf-check";

const SCRIPT = "<< /S /JavaScript /JS (x) >>";
const pdf = (body: string, behind = "") =>
  Buffer.from(`%PDF-1.5\n${body}\ntrailer << /Root 1 0 R >>\n%%EOF\n${behind}`, "latin1");
const packed = (bytes: string | Buffer) => deflateSync(bytes).toString("latin1");
/** A PDF whose objects are packed into one stream. */
const withObjects = (objects: string, { dictionary = "/Filter /FlateDecode", keyword = "stream\n" } = {}) =>
  pdf(`1 0 obj << /Type /ObjStm ${dictionary} >>\n${keyword}${objects}\nendstream\nendobj`);
/** As a scanner's photograph: bytes without order, the same in each run. */
function photograph(length: number): string {
  const bytes = Buffer.alloc(length);
  let state = 1;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes.toString("latin1");
}

describe("what a scanner or a printer writes is taken", () => {
  test.each<[string, Buffer]>([
    ["objects in the text", pdf("1 0 obj << /Type /Catalog >> endobj")],
    ["few objects, packed", withObjects(packed("5 0 << /Type /Catalog >>"))],
    [
      "objects packed, told as a list of one",
      withObjects(packed("5 0 <<>>"), { dictionary: "/Filter [/FlateDecode]" }),
    ],
    [
      "the two letters of a script by chance, in a photograph",
      pdf(`2 0 obj <<>>\nstream\n\x01/JS\x90\x91\nendstream\nendobj`),
    ],
    ["a photograph of 4 MB", pdf(`2 0 obj << /Subtype /Image >>\nstream\n${photograph(4_000_000)}\nendstream\nendobj`)],
    [
      "a photograph of 8 MB, and packed objects behind it",
      pdf(
        `2 0 obj << /Filter /DCTDecode >>\nstream\n${photograph(8_000_000)}/DP /RL\nendstream\nendobj\n` +
          `5 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode>>stream\n${packed("5 0 <</Type/Catalog>>")}\nendstream`,
      ),
    ],
    ["an address to click", pdf("3 0 obj << /S /URI /URI (https://example.cn) >> endobj")],
  ])("%s", (_, bytes) => {
    expect(pdfViolation(bytes)).toBeNull();
  });
});

describe("what could act, or hides what it holds, is refused", () => {
  test.each<[string, Buffer]>([
    ["a script behind a name of another object", pdf("1 0 obj << /JS 5 0 R >> endobj")],
    ["a script packed", withObjects(packed(`5 0 ${SCRIPT}`))],
    [
      "packed behind a long dictionary",
      withObjects(packed(`5 0 ${SCRIPT}`), { dictionary: `/Pad (${"x".repeat(900)}) /Filter /FlateDecode` }),
    ],
    [
      "packed behind a word that ends an object",
      withObjects(packed(`5 0 ${SCRIPT}`), { dictionary: "/Pad (endobj obj) /Filter /FlateDecode" }),
    ],
    [
      "packed under a written-out name",
      pdf(`1 0 obj << /Type /Obj#53tm /Filter /FlateDecode >>\nstream\n${packed(`5 0 ${SCRIPT}`)}\nendstream\nendobj`),
    ],
    ...[
      ["behind a word that begins a stream", "/Filter /FlateDecode /Pad (stream) /Type /ObjStm"],
      [
        "behind words that end an object",
        "/Filter /FlateDecode /Pad (\\)stream endstream endobj 5 0 obj <<) /Type /ObjStm",
      ],
      ["behind a remark", "/Type /ObjStm % stream endstream endobj 5 0 obj <<\n/Filter /FlateDecode"],
      ["without its type", "/N 1 /First 4 /Filter /FlateDecode"],
      ["with a bracket too many", "/Type /ObjStm /Filter /FlateDecode <<"],
      ["by a short name", "/First 4 /F /FlateDecode"],
    ].map(([how, dictionary]): [string, Buffer] => [
      `packed ${how}`,
      pdf(`1 0 obj << ${dictionary} >>\nstream\n${packed(`5 0 ${SCRIPT}`)}\nendstream\nendobj`),
    ]),
    [
      "packed inside the words of another object",
      pdf(
        `1 0 obj << /Pad (9 0 obj << /First 4 /Filter /FlateDecode >> stream\n${packed(`5 0 ${SCRIPT}`)} ) >>\nendobj`,
      ),
    ],
    ["packed behind a lone carriage return", withObjects(packed(`5 0 ${SCRIPT}`), { keyword: "stream\r" })],
    [
      "packed twice",
      withObjects(packed(deflateSync(`5 0 ${SCRIPT}`)), { dictionary: "/Filter [/FlateDecode /FlateDecode]" }),
    ],
    ["packed twice, told as once", withObjects(packed(deflateSync(`5 0 ${SCRIPT}`)))],
    ["packed in hexadecimal", withObjects(packed("352030"), { dictionary: "/Filter [/FlateDecode /ASCIIHexDecode]" })],
    ["a packing told elsewhere", withObjects(packed("5 0 <<>>"), { dictionary: "/Filter 9 0 R" })],
    [
      "a packing with a predictor",
      withObjects(packed("5 0 <<>>"), { dictionary: "/Filter /FlateDecode /DecodeParms << /Predictor 12 >>" }),
    ],
    ["an archive behind its end", pdf("1 0 obj <<>> endobj", "PK\x03\x04")],
    ["a web page behind its end", pdf("1 0 obj <<>> endobj", "<script>1</script>")],
    ["an attachment", pdf("1 0 obj << /Type /EmbeddedFile >> endobj")],
    ["a form of its own", pdf("1 0 obj << /XFA [ 5 0 R ] >> endobj")],
    ["a program to start", pdf("1 0 obj << /S /Launch /F (x) >> endobj")],
  ])("%s", (_, bytes) => {
    expect(pdfViolation(bytes)).toBe("file-pdf-active");
  });

  test.each<[string, string]>([
    ["objects inside of objects", "1 0 obj<<"],
    ["objects inside of words", "(1 0 obj<<)"],
    ["remarks inside of remarks", "obj%"],
    ["words that don't end", "obj<<("],
    ["words of figures that don't end", "obj<<<"],
  ])(
    "%s, without end: in one pass",
    (_, piece) => {
      // Nobody else is answered meanwhile. Read over and over, nine megabytes would take hours and not seconds.
      expect(pdfViolation(pdf(piece.repeat(Math.floor(9_000_000 / piece.length))))).toBe("file-pdf-active");
    },
    60_000,
  );

  test("objects that inflate without end", () => {
    expect(pdfViolation(withObjects(packed(`5 0 ${" ".repeat(40_000_000)}`)))).toBe("file-broken");
  });
});
