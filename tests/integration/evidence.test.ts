import { randomUUID } from "node:crypto";
import { crc32, deflateSync } from "node:zlib";
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
import { owner } from "../factories/owner";
import { anActor, aWorld, type World } from "../factories/world";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

const plain = { create: { width: 60, height: 40, channels: 3, background: "#fed" } } as const;
const aPicture = (width = 60) =>
  sharp({ create: { ...plain.create, width } })
    .png()
    .toBuffer();

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
    const picture = await aPicture();
    const HEADER = 16;
    const CHECKSUM = 29;
    picture.writeUInt32BE(40_000, HEADER);
    picture.writeUInt32BE(40_000, HEADER + 4);
    picture.writeUInt32BE(crc32(picture.subarray(HEADER - 4, CHECKSUM)), CHECKSUM);
    expect(await code(picture)).toBe("file-picture-too-big");
  });

  test("a large picture is kept upright and at most 2400 pixels long, with a small one of 320", async () => {
    const large = { create: { width: 3000, height: 1000, channels: 3, background: "#fff" } } as const;
    const stored = await store(await sharp(large).jpeg().withMetadata({ orientation: 6 }).toBuffer());
    if (!stored.ok) throw new Error("refused");
    const sizes = await Promise.all(
      (["full", "thumbnail"] as const).map(async (size) => {
        const { bytes } = await readEvidence(world.teacher, stored.value, size);
        const { width, height } = await sharp(bytes).metadata();
        return [width, height];
      }),
    );
    expect(sizes).toEqual([
      [800, 2400],
      [107, 320],
    ]);
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
    expect(await store(await aPicture(61), { claimId })).toMatchObject({
      ok: false,
      violations: [{ code: "file-claim-closed" }],
    });
    await expect(removeEvidence(world.teacher, stored.value)).rejects.toThrow(NotFound);
  });

  test("a scan is not taken away from a form that is on its way in", async () => {
    const fields = moocFields();
    const claimId = fields.entryId ?? "";
    const stored = await store(await aPicture(), { claimId });
    if (!stored.ok) throw new Error("refused");
    // The form is judged, and held up just before it is written.
    const gate = await owner();
    await gate.query("begin");
    await gate.query("lock table credit_entries in share mode");
    const declared = declareSpecialCredit(world.teacher, ClaimInput.parse(fields), NOW);
    const waiting = `select 1 from pg_locks where not granted and relation = 'credit_entries'::regclass
      and database = (select oid from pg_database where datname = current_database())`;
    await expect.poll(async () => (await gate.query(waiting)).rowCount, { interval: 5 }).toBe(1);
    const removed = removeEvidence(world.teacher, stored.value).catch((error: unknown) => error);
    const first = await Promise.race([removed, new Promise((resolve) => setTimeout(resolve, 200, "waits"))]);
    await gate.query("commit");
    expect(first).toBe("waits");
    expect(await declared).toMatchObject({ ok: true });
    expect(await removed).toBeInstanceOf(NotFound);
    expect(await listEvidence(world.teacher, claimId)).toHaveLength(1);
  });

  test("nobody adds to a claim that another began, an office neither; the platform brings none at all", async () => {
    const claimId = randomUUID();
    await store(await aPicture(), { claimId });
    for (const actor of [world.colleague, world.countyOfficer])
      expect(await store(await aPicture(), { claimId, actor })).toMatchObject({
        violations: [{ code: "file-claim-closed" }],
      });
    const platform = await anActor(world.cityId, "platform", world.bureau);
    await expect(store(await aPicture(), { actor: platform })).rejects.toThrow(Forbidden);
  });

  test("the same file sent again is the one that is there, at the same moment or after the form was accepted", async () => {
    const fields = moocFields();
    const claimId = fields.entryId ?? "";
    const bytes = await aPicture();
    const answers = await Promise.all(Array.from({ length: 5 }, () => store(bytes, { claimId })));
    await declareSpecialCredit(world.teacher, ClaimInput.parse(fields), NOW);
    answers.push(await store(bytes, { claimId }));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(new Set(answers.map((answer) => answer.ok && answer.value)).size).toBe(1);
    expect(await listEvidence(world.teacher, claimId)).toHaveLength(1);
  });

  test("of 20 files at once a claim takes 12", async () => {
    const claimId = randomUUID();
    const pictures = await Promise.all(Array.from({ length: 20 }, (_, index) => aPicture(60 + index)));
    const answers = await Promise.all(pictures.map((bytes) => store(bytes, { claimId })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(12);
    expect(answers.filter((answer) => !answer.ok)[0]).toMatchObject({ violations: [{ code: "file-too-many" }] });
  });
});
