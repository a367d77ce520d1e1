import { allowed, type Verb } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { Forbidden } from "@/server/errors";

/**
 * The first line of every use case: may this role do that at all? The database asks again.
 * @throws Forbidden
 */
export function authorize(actor: Actor, verb: Verb): void {
  if (!allowed(actor.role, verb)) throw new Forbidden(verb);
}
