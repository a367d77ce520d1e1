import { randomUUID } from "node:crypto";
import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { ClaimInput } from "@/features/credits/claim-input";
import { listEvidence, readEvidence } from "@/features/credits/read-evidence";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";
import { removeEvidence } from "@/features/credits/remove-evidence";
import { storeEvidence } from "@/features/credits/store-evidence";
import type { Actor } from "@/server/actor";
import { Forbidden, NotFound } from "@/server/errors";
import { moocFields, NOW } from "../factories/claims";
import { aWorld, type World } from "../factories/world";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const plain = { create: { width: 60, height: 40, channels: 3, background: "#fed" } } as const;
const aPicture = () => sharp(plain).png().toBuffer();

const store = (
  bytes: Buffer,
  {
    actor = world.teacher,
    claimId = randomUUID(),
    name = "证书.png",
  }: { actor?: Actor; claimId?: string; name?: string } = {},
) => storeEvidence(actor, { claimId, kind: "certificate", originalName: name, bytes }, NOW);

async function code(bytes: Buffer): Promise<string> {
  const answer = await store(bytes);
  return answer.ok ? "stored" : (answer.violations[0]?.code ?? "");
}

const pdf = (body: string) => Buffer.from(`%PDF-1.4\n${body}\ntrailer << /Root 1 0 R >>\n%%EOF\n`, "latin1");

describe("a file is judged by its content, whatever its name says", () => {
  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ["an empty file", () => Buffer.alloc(0), "file-empty"],
    ["text named .png", () => Buffer.from("just text"), "file-type-not-accepted"],
    [
      "an SVG with a script",
      () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
      "file-type-not-accepted",
    ],
    ["a web page", () => Buffer.from("<!doctype html><script>1</script>"), "file-type-not-accepted"],
    ["11 MB", () => Buffer.alloc(11 * 1024 * 1024, 1), "file-too-large"],
    ["a picture that is cut off", async () => (await aPicture()).subarray(0, 60), "file-broken"],
    [
      "an iPhone's HEIC",
      () => Buffer.from("000000186674797068656963000000006d69663168656963", "hex"),
      "file-phone-format",
    ],
    [
      "a PDF with a script",
      () => pdf("1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >> endobj"),
      "file-pdf-active",
    ],
    ["a PDF that hides the word", () => pdf("1 0 obj << /S /J#61vaScript >> endobj"), "file-pdf-active"],
    ["a PDF with an attachment", () => pdf("1 0 obj << /EmbeddedFiles 2 0 R >> endobj"), "file-pdf-active"],
    ["a PDF that is locked", () => pdf("trailer << /Encrypt 5 0 R >>"), "file-pdf-locked"],
    ["a PDF that is cut off", () => Buffer.from("%PDF-1.4\n1 0 obj"), "file-broken"],
    [
      "a PDF with a script in a compressed object",
      () => {
        const hidden = deflateSync("<< /S /JavaScript /JS (x) >>").toString("latin1");
        return pdf(`1 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n${hidden}\nendstream endobj`);
      },
      "file-pdf-active",
    ],
    ["a plain PDF", () => pdf("1 0 obj << /Type /Catalog >> endobj"), "stored"],
    ["a JPEG", () => sharp(plain).jpeg().toBuffer(), "stored"],
    ["a WebP", () => sharp(plain).webp().toBuffer(), "stored"],
  ])("%s: %s", async (_, bytes, expected) => {
    expect(await code(await bytes())).toBe(expected);
  });

  test("a picture of a billion pixels is refused before it is drawn", async () => {
    const header = await sharp({ create: { width: 2, height: 2, channels: 3, background: "#fff" } })
      .png()
      .toBuffer();
    header.writeUInt32BE(40_000, 16);
    header.writeUInt32BE(40_000, 20);
    expect(["file-picture-too-big", "file-broken"]).toContain(await code(header));
  });

  test("what stands behind the end of a picture, and what it tells of phone and place, is gone", async () => {
    const photo = await sharp(plain)
      .jpeg()
      .withExif({ IFD0: { Copyright: "secret-owner" }, IFD3: { GPSLatitude: "35/1 18/1 0/1" } })
      .toBuffer();
    const stored = await store(Buffer.concat([photo, Buffer.from("<script>alert(1)</script>")]));
    if (!stored.ok) throw new Error("refused");
    const { bytes, mediaType } = await readEvidence(world.teacher, stored.value, "full");
    expect(mediaType).toBe("image/webp");
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    expect(bytes.includes("secret-owner") || bytes.includes("script")).toBe(false);
  });
});

describe("whose scan it is", () => {
  test("a draft is seen by who brought it, and by nobody else until the claim is there", async () => {
    const fields = moocFields();
    const claimId = fields.entryId ?? "";
    const stored = await store(await aPicture(), { claimId });
    if (!stored.ok) throw new Error("refused");
    expect(await listEvidence(world.teacher, claimId)).toMatchObject([
      { kind: "certificate", originalName: "证书.png", hasThumbnail: true },
    ]);
    for (const actor of [world.administrator, world.countyOfficer, world.cityOfficer, world.colleague])
      await expect(readEvidence(actor, stored.value, "full")).rejects.toThrow(NotFound);

    await declareSpecialCredit(world.teacher, ClaimInput.parse(fields), NOW);
    for (const actor of [world.administrator, world.countyOfficer, world.cityOfficer])
      expect((await readEvidence(actor, stored.value, "thumbnail")).mediaType).toBe("image/webp");
    for (const actor of [world.colleague, world.stranger, world.otherAdministrator, world.otherCountyOfficer])
      await expect(readEvidence(actor, stored.value, "full")).rejects.toThrow(NotFound);
  });

  test("while it is under review nothing is added and nothing taken away", async () => {
    const fields = moocFields();
    const claimId = fields.entryId ?? "";
    const stored = await store(await aPicture(), { claimId });
    if (!stored.ok) throw new Error("refused");
    await declareSpecialCredit(world.teacher, ClaimInput.parse(fields), NOW);
    expect(await store(await aPicture(), { claimId })).toMatchObject({
      ok: false,
      violations: [{ code: "file-claim-closed" }],
    });
    await expect(removeEvidence(world.teacher, stored.value)).rejects.toThrow(NotFound);
  });

  test("nobody adds to a claim that another began; an office brings none at all", async () => {
    const claimId = randomUUID();
    await store(await aPicture(), { claimId });
    expect(await store(await aPicture(), { claimId, actor: world.colleague })).toMatchObject({
      violations: [{ code: "file-claim-closed" }],
    });
    await expect(store(await aPicture(), { actor: world.countyOfficer })).rejects.toThrow(Forbidden);
  });

  test("of 20 files at once a claim takes 12", async () => {
    const claimId = randomUUID();
    const bytes = await aPicture();
    const answers = await Promise.all(Array.from({ length: 20 }, () => store(bytes, { claimId })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(12);
    expect(answers.filter((answer) => !answer.ok)[0]).toMatchObject({ violations: [{ code: "file-too-many" }] });
  });
});
