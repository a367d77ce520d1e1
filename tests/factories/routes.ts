import { DecisionInput, decideEntry } from "@/features/credits/decide-entry";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";
import { reviewEntry } from "@/features/credits/review-entry";
import type { Actor } from "@/server/actor";
import { aClaim, moocFields, NOW } from "./claims";
import type { World } from "./world";

/** Decides an entry as the queue's form does; approves where nothing else is said. */
export async function decide(actor: Actor, entryId: string, fields: Record<string, string> = {}, now = NOW) {
  const { entry } = await reviewEntry(actor, entryId, now);
  const version = String(entry.version);
  return decideEntry(actor, DecisionInput.parse({ entryId, version, action: "approve", ...fields }), now);
}

/** The superior's tick that a MOOC is about education (N3.7). */
export const CONTENT = { contentConfirmed: "on" };

/** A MOOC that a teacher declared: it waits at the school. */
export async function aDeclaredMooc(teacher: Actor, fields: Record<string, string> = moocFields()): Promise<string> {
  const input = await aClaim(teacher, fields);
  const declared = await declareSpecialCredit(teacher, input, NOW);
  if (!declared.ok) throw new Error(JSON.stringify(declared.violations));
  return declared.value;
}

/** A MOOC of the world's first teacher that has come as far as the county, the city, or the ledger. */
export async function aMoocAt(world: World, status: "at_county" | "at_city" | "posted"): Promise<string> {
  const id = await aDeclaredMooc(world.teacher);
  await decide(world.administrator, id);
  if (status !== "at_county") await decide(world.countyOfficer, id, CONTENT);
  if (status === "posted") await decide(world.cityOfficer, id);
  return id;
}
