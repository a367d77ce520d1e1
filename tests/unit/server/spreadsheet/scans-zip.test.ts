import { describe, expect, test, vi } from "vitest";
import { readScansZip, type ScansLimits } from "@/server/spreadsheet/scans-zip";
import { type Part, zipOf } from "../../../factories/zip";
import { fileOf } from "./by-hand";

vi.setConfig({ testTimeout: 30_000 });

/** 赵一.jpg and 路路.jpg as a Chinese Windows names them; the second looks like Latin letters in UTF-8. */
const GB_NAME = Buffer.from("d5d4d2bb2e6a7067", "hex");
const AMBIGUOUS_NAME = Buffer.from("c2b7c2b72e6a7067", "hex");

async function scansOf(parts: readonly Part[] | Uint8Array, limits?: Partial<ScansLimits>) {
  const taken: [path: string, name: string, text: string | null][] = [];
  const read = await readScansZip(
    fileOf(parts instanceof Uint8Array ? parts : zipOf(parts)),
    async ({ path, name, bytes }) => {
      taken.push([path, name, bytes?.toString() ?? null]);
    },
    limits,
  );
  return { read, taken };
}

describe("the scans of a .zip", () => {
  test("are handed over by their names, as Windows and macOS write them", async () => {
    const { read, taken } = await scansOf([
      { name: "证书/", data: "" },
      { name: "证书/买买提·艾力.jpg", data: "a" },
      { name: "𠮷田.pdf", data: "b", flags: 0 },
      { name: GB_NAME, data: "c", flags: 0 },
      { name: AMBIGUOUS_NAME, data: "d", flags: 0 },
      { name: "win\\x.jpg", data: "e", flags: 0 },
    ]);
    expect(taken).toEqual([
      ["证书/买买提·艾力.jpg", "买买提·艾力.jpg", "a"],
      ["𠮷田.pdf", "𠮷田.pdf", "b"],
      ["赵一.jpg", "赵一.jpg", "c"],
      ["路路.jpg", "路路.jpg", "d"],
      ["win/x.jpg", "x.jpg", "e"],
    ]);
    expect(read).toEqual({ ok: true, count: 5 });
  });

  test("come without what systems add by themselves", async () => {
    const names = ["__MACOSX/._a.jpg", "x/.DS_Store", "Thumbs.db", "x/._b.jpg", "desktop.ini", "a.jpg"];
    const { taken } = await scansOf(names.map((name) => ({ name, data: "x" })));
    expect(taken.map(([path]) => path)).toEqual(["a.jpg"]);
  });

  test("larger than a scan may be come without their bytes, and the others with theirs", async () => {
    const parts = ["12345", "1234", "123456"].map((data) => ({ name: data, data }));
    const { read, taken } = await scansOf(parts, { scanBytes: 5 });
    expect(taken.map(([, , bytes]) => bytes)).toEqual(["12345", "1234", null]);
    expect(read.ok).toBe(true);
  });
});

describe("a .zip is refused before its first scan", () => {
  const scan = { name: "a.jpg", data: "x" };
  const most = { mostMegabytes: 300 };

  test.each<[string, readonly Part[] | Uint8Array, object]>([
    ["no .zip", Buffer.from("RAR!"), { code: "zip-not-a-zip" }],
    ["cut off", zipOf([scan, scan]).subarray(0, 60), { code: "zip-not-a-zip" }],
    ["with a way out of its folder", [scan, { name: "../a.jpg", data: "x" }], { code: "zip-unsafe" }],
    ["with a link", [scan, { name: "b.jpg", data: "/etc/passwd", unixMode: 0o120777 }], { code: "zip-unsafe" }],
    ["with a name twice", [scan, { name: "A.JPG", data: "y" }], { code: "zip-unsafe" }],
    ["with a line break in a name", [scan, { name: "b\n.jpg", data: "y" }], { code: "zip-unsafe" }],
    ["with a password", [scan, { name: "b.jpg", data: "x", flags: 0x801 }], { code: "zip-encrypted" }],
    [
      "with a file that shrinks a thousandfold",
      [scan, { name: "b", data: Buffer.alloc(5_000_000) }],
      { code: "zip-too-large", params: most },
    ],
    [
      "with more in it than 300 MB",
      [scan, { name: "b", data: "x", told: 301 << 20 }],
      { code: "zip-too-large", params: most },
    ],
    [
      "with more than two thousand files",
      Array.from({ length: 2_001 }, (_, i) => ({ name: String(i), data: "" })),
      { code: "zip-too-large", params: most },
    ],
  ])("%s", async (_, parts, refused) => {
    expect(await scansOf(parts)).toEqual({ read: { ok: false, ...refused }, taken: [] });
  });

  test("larger than may be", async () => {
    expect((await scansOf([scan], { bytes: 50 })).read).toMatchObject({ code: "zip-too-large" });
  });
});

test("a file that is larger than the directory told ends the reading where it is found out", async () => {
  const { read, taken } = await scansOf([
    { name: "a.jpg", data: "x" },
    { name: "b.jpg", data: "y".repeat(9_000), told: 10 },
  ]);
  expect(read).toMatchObject({ ok: false, code: "zip-too-large" });
  expect(taken).toHaveLength(1);
});

test("what goes wrong with a scan in other hands is not taken for a broken .zip", async () => {
  const file = fileOf(zipOf([{ name: "a.jpg", data: "x" }]));
  await expect(
    readScansZip(file, async () => {
      throw new Error("disk full");
    }),
  ).rejects.toThrow("disk full");
});
