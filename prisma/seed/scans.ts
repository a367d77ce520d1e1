import { createHash } from "node:crypto";
import sharp from "sharp";
import type { EvidenceKind } from "@/rules/credit-entry";
import { prepareScan, type Scan } from "@/server/media";
import { evidenceStorage } from "@/server/storage";
import { certificatePdf, drawing } from "./drawings";
import { type Story, statusOf } from "./entries";
import { CITY } from "./places";
import type { Chance } from "./random";

/** Every ninth certificate was brought as a PDF, every other picture as a JPEG. */
const EVERY_PDF = 9;
/** Of what was posted, refused or revoked these get a scan; nobody has to look at the others any more. */
const EVERY_SETTLED = 6;
/** The claims of the listed people come first, and are always shown. */
const LISTED = 3;

const ORIGINAL_NAMES: Record<EvidenceKind, string> = {
  certificate: "证书",
  completion_screenshot: "结课截图",
  account_screenshot: "学时截屏",
  school_statement: "说明",
  diploma: "毕业证书",
  notice: "培训通知",
  bureau_consent: "同意文件",
  partner_qualification: "资质证明",
  agreement: "培训协议",
  invoice: "发票",
  sign_in_sheets: "签到记录",
  participant_list: "培训名单",
  attendance_proof: "参训证明",
  identity_proof: "身份证明",
  objection_proof: "复核材料",
};

export interface Brought {
  bytes: Buffer;
  extension: "pdf" | "jpg" | "png";
}

export interface Kept {
  sha256: string;
  storageKey: string;
  thumbnailKey: string | null;
  scan: Scan;
}

async function bring(story: Story, kind: EvidenceKind, number: number): Promise<Brought> {
  const isPaper = kind === "certificate" || kind === "diploma";
  if (isPaper && number % EVERY_PDF === 0) return { bytes: certificatePdf(story, number), extension: "pdf" };
  const picture = sharp(drawing(story, kind, number));
  return number % 2 === 0
    ? { bytes: await picture.png({ compressionLevel: 3 }).toBuffer(), extension: "png" }
    : { bytes: await picture.jpeg({ quality: 85 }).toBuffer(), extension: "jpg" };
}

export async function keep({ bytes }: Brought): Promise<Kept> {
  const prepared = await prepareScan(bytes);
  if (!prepared.ok) throw new Error(`a drawn scan is refused: ${prepared.code}`);
  const { scan } = prepared;
  const storage = evidenceStorage();
  const [storageKey, thumbnailKey] = await Promise.all([
    storage.put(scan.bytes),
    scan.thumbnail && storage.put(scan.thumbnail),
  ]);
  return { sha256: createHash("sha256").update(bytes).digest("hex"), storageKey, thumbnailKey, scan };
}

const isOpen = (story: Story) => /^(at_|returned)/.test(statusOf(story));

/** Draws and stores the scans of the claims; answers their rows. */
export async function evidenceRows(chance: Chance, stories: readonly Story[]) {
  const shown = stories.filter((story, index) => isOpen(story) || index < LISTED || index % EVERY_SETTLED === 0);
  // Two people's file of the same bytes has the same fingerprint; the first of a pair waits here for the second.
  let lent: Promise<[Brought, Kept]> | null = null;
  let number = 0;
  const drawn = shown.flatMap((story) =>
    (story.evidence ?? []).map((kind) => {
      number += 1;
      const own = () =>
        bring(story, kind, number).then(async (file): Promise<[Brought, Kept]> => [file, await keep(file)]);
      const file: Promise<[Brought, Kept]> = (story.shared === "file" ? lent : null) ?? own();
      if (story.shared === "file") lent = lent === null ? file : null;
      return { id: chance.uuid(), story, kind, file };
    }),
  );
  return Promise.all(
    drawn.map(async ({ id, story, kind, file }) => {
      const [brought, kept] = await file;
      const [first] = story.steps;
      if (!first) throw new Error("a story has a step");
      const name = `${story.person.name}${ORIGINAL_NAMES[kind] ?? "材料"}.${brought.extension}`;
      return { id, claim_id: story.id, kind, ...fileColumns(name, kept, first) };
    }),
  );
}

/** The columns of a file, whatever it belongs to. */
export const fileColumns = (
  original_name: string,
  { sha256, storageKey, thumbnailKey, scan }: Kept,
  { account, at }: { account: number; at: string },
) => ({
  city_id: CITY.id,
  original_name,
  media_type: scan.mediaType,
  byte_length: scan.bytes.length,
  sha256: `\\x${sha256}`,
  storage_key: storageKey,
  thumbnail_key: thumbnailKey,
  width: scan.width,
  height: scan.height,
  uploaded_by: account,
  uploaded_at: at,
});
