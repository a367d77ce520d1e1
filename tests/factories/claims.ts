import { randomBytes, randomUUID } from "node:crypto";
import { ClaimInput } from "@/features/credits/claim-input";
import type { EvidenceKind } from "@/rules/credit-entry";
import type { Actor } from "@/server/actor";
import { owner } from "./owner";

/** A day on which everything of round 1 is in time; the demo's day. */
export const NOW = new Date("2019-12-20T10:00:00+08:00");

let opened = 0;

/** The fields of a MOOC that is in order, as a form sends them; each call another term, so that it is another training. */
export function moocFields(overrides: Record<string, string> = {}): Record<string, string> {
  opened += 1;
  return {
    kind: "mooc",
    entryId: randomUUID(),
    platform: "icourse163",
    courseName: "教育技术与教学设计",
    university: "北京师范大学",
    term: `第${opened}次开课`,
    finishedOn: "2019-06-01",
    score: "86",
    realName: "yes",
    hasCertificate: "yes",
    certificateNumber: `XF-${randomUUID().slice(0, 8)}`,
    certificateHours: "24",
    truthful: "on",
    ...overrides,
  };
}

/** The fields of a degree upgrade that is in order. */
export function degreeFields(overrides: Record<string, string> = {}): Record<string, string> {
  return {
    kind: "degree",
    entryId: randomUUID(),
    formerLevel: "associate",
    newLevel: "bachelor",
    institution: "河南师范大学",
    major: "汉语言文学",
    graduatedOn: "2018-07-01",
    diplomaNumber: `D${randomUUID().slice(0, 8)}`,
    truthful: "on",
    ...overrides,
  };
}

/** The input of a claim, with the scans that it needs already brought by the actor. */
export async function aClaim(
  actor: Actor,
  fields: Record<string, string> = moocFields(),
  kinds: EvidenceKind[] = fields.kind === "degree" ? ["diploma"] : ["certificate"],
): Promise<ClaimInput> {
  const input = ClaimInput.parse(fields);
  for (const kind of kinds) await aScan(actor, input.entryId, kind);
  return input;
}

/** A row of evidence; its bytes are nobody's concern here. */
export async function aScan(
  actor: Actor,
  claimId: string,
  kind: EvidenceKind,
  sha256 = randomBytes(32),
): Promise<string> {
  const id = randomUUID();
  await (await owner()).query(
    `insert into evidence_files (city_id, id, claim_id, kind, original_name, media_type, byte_length, sha256, storage_key, uploaded_by,
       uploaded_at)
     values ($1, $2, $3, $4::evidence_kind, 'scan.png', 'image/webp', 10, $5, 'none', $6, now())`,
    [actor.cityId, id, claimId, kind, sha256, actor.accountId],
  );
  return id;
}
