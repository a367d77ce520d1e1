import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { type HeldRole, rolesOf } from "@/server/sign-in";

/** Every role that the account may act in. */
export function listOwnRoles(actor: Actor): Promise<HeldRole[]> {
  return transaction(actor, (tx) => rolesOf(tx, actor));
}

/**
 * The role that the account wants to act in from now on.
 * @throws NotFound when the account doesn't hold it there
 */
export async function switchRole(actor: Actor, wanted: Pick<HeldRole, "role" | "organisationId">): Promise<HeldRole> {
  const held = await listOwnRoles(actor);
  const found = held.find((one) => one.role === wanted.role && one.organisationId === wanted.organisationId);
  if (!found) throw new NotFound();
  return found;
}
