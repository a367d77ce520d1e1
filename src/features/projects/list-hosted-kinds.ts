import { hostedKinds, type ProjectKind } from "@/rules/projects";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { readHostPlace } from "./save-project";

/** The kinds of training that the actor's place can host. */
export async function listHostedKinds(actor: Actor): Promise<readonly ProjectKind[]> {
  authorize(actor, "project:register");
  return transaction(actor, async (tx) => hostedKinds(actor.role, (await readHostPlace(tx, actor)).office));
}
