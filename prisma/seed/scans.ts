import { createHash } from "node:crypto";
import sharp from "sharp";
import { prepareScan, type Scan } from "@/server/media";
import { evidenceStorage } from "@/server/storage";
import type { Story } from "./entries";
import { CITY } from "./places";
import type { Chance } from "./random";

/** Pictures that look like certificates, drawn here; a few dozen serve them all, as scans go by their claims. */
const DRAWN = 24;
const ORIGINAL_NAMES = {
  certificate: "证书.png",
  completion_screenshot: "结课截图.png",
  account_screenshot: "学时截屏.png",
  school_statement: "说明.png",
  diploma: "毕业证书.png",
};

interface Kept {
  storageKey: string;
  thumbnailKey: string | null;
  scan: Scan;
}

function certificate(number: number, title: string): Buffer {
  const hue = (number * 47) % 360;
  const lines = Array.from(
    { length: 5 },
    (_, i) =>
      `<rect x="120" y="${300 + i * 46}" width="${520 - ((number * 31 + i * 67) % 220)}" height="12" rx="6" fill="#c9ced6"/>`,
  );
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="760" height="1040">
    <rect width="760" height="1040" fill="#fffdf6"/>
    <rect x="36" y="36" width="688" height="968" fill="none" stroke="hsl(${hue} 45% 45%)" stroke-width="10"/>
    <rect x="58" y="58" width="644" height="924" fill="none" stroke="hsl(${hue} 45% 65%)" stroke-width="2"/>
    <text x="380" y="190" font-size="52" text-anchor="middle" font-family="Noto Sans CJK SC, sans-serif" fill="#333">${title}</text>
    <text x="380" y="240" font-size="24" text-anchor="middle" font-family="sans-serif" fill="#777">No. ${String(number).padStart(6, "0")}</text>
    ${lines.join("")}
    <circle cx="540" cy="800" r="92" fill="none" stroke="#c0392b" stroke-width="8" opacity="0.8"/>
    <text x="540" y="814" font-size="40" text-anchor="middle" font-family="sans-serif" fill="#c0392b" opacity="0.8">DEMO</text>
  </svg>`);
}

/** A PDF of one page that says what it is, written by hand. */
function pdf(number: number): Buffer {
  const content = `BT /F1 28 Tf 90 700 Td (Certificate No. ${String(number).padStart(6, "0")}) Tj 0 -50 Td (Demo document) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("")}`;
  text += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

async function keep(bytes: Buffer): Promise<Kept> {
  const prepared = await prepareScan(bytes);
  if (!prepared.ok) throw new Error(`a drawn scan is refused: ${prepared.code}`);
  const { scan } = prepared;
  const storage = evidenceStorage();
  const storageKey = await storage.put(scan.bytes);
  return { storageKey, thumbnailKey: scan.thumbnail && (await storage.put(scan.thumbnail)), scan };
}

/** Stores the drawings and answers the rows of evidence of every claim. */
export async function evidenceRows(chance: Chance, stories: readonly Story[]) {
  const kept: Kept[] = [];
  for (let number = 1; number <= DRAWN; number += 1) {
    const drawing = certificate(number, number % 3 === 0 ? "毕业证书" : "课程证书");
    kept.push(await keep(number % 6 === 0 ? pdf(number) : await sharp(drawing).png().toBuffer()));
  }
  // Two people's file of the same bytes has the same fingerprint; every other file has its own.
  let pair: string | null = null;
  return stories.flatMap((story) =>
    (story.evidence ?? []).map((kind) => {
      const file = chance.pick(kept);
      let brought = story.id;
      if (story.shared === "file") {
        brought = pair ?? story.id;
        pair = pair === null ? story.id : null;
      }
      const first = story.steps[0];
      if (!first) throw new Error("a story has a step");
      return {
        city_id: CITY.id,
        id: chance.uuid(),
        claim_id: story.id,
        kind,
        original_name: file.scan.mediaType === "application/pdf" ? "扫描件.pdf" : ORIGINAL_NAMES[kind],
        media_type: file.scan.mediaType,
        byte_length: file.scan.bytes.length,
        sha256: `\\x${createHash("sha256").update(`${kind} ${brought}`).digest("hex")}`,
        storage_key: file.storageKey,
        thumbnail_key: file.thumbnailKey,
        width: file.scan.width,
        height: file.scan.height,
        uploaded_by: first.account,
        uploaded_at: first.at,
      };
    }),
  );
}
