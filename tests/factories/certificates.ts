import { randomUUID } from "node:crypto";
import { CertificateInput, issueCertificate } from "@/features/certificates/issue-certificate";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";
import type { Actor } from "@/server/actor";
import { aClaim, degreeFields, NOW } from "./claims";
import { one } from "./owner";
import { accepted } from "./projects";
import { decide } from "./routes";
import type { World } from "./world";

/** Who decides on the credits of a teacher, one after the other. */
type Deciders = Pick<World, "administrator" | "countyOfficer" | "cityOfficer">;

/** A degree upgrade that completes a teacher's cycle (R5), posted. */
export async function aPostedDegree(teacher: Actor, deciders: Deciders): Promise<string> {
  const id = accepted(await declareSpecialCredit(teacher, await aClaim(teacher, degreeFields()), NOW));
  for (const decider of [deciders.administrator, deciders.countyOfficer, deciders.cityOfficer])
    await decide(decider, id);
  return id;
}

/** Asks for a certificate as the form does. */
export const askCertificate = (teacher: Actor, cycleId: number, more: Record<string, string> = {}, now = NOW) =>
  issueCertificate(teacher, CertificateInput.parse({ cycleId: String(cycleId), formId: randomUUID(), ...more }), now);

/** A certificate of a teacher whose cycle is complete. */
export const aCertificate = async (teacher: Actor, cycleId: number): Promise<string> =>
  accepted(await askCertificate(teacher, cycleId));

export const certificateRow = (id: string) =>
  one<{ revocation: string | null; revokedBy: number | null; note: string | null; hash: Buffer; text: string }>(
    `select revocation, revoked_by as "revokedBy", note, code_hash as hash, certificates::text as text from certificates where id = $1`,
    [id],
  );
