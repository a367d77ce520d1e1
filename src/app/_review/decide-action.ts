import { z } from "zod";
import { roleAction } from "@/app/_access/role-action";
import { DecisionInput, decideEntry } from "@/features/credits/decide-entry";
import type { Role } from "@/rules/permissions";
import type { FormState } from "@/ui/form-state";

export type DecideAction = (before: FormState, form: FormData) => Promise<FormState>;

/** Only an address of the queue itself: nobody is sent elsewhere by a form. */
const Next = z.string().max(500).catch("");

/**
 * The decision of a role's queue: binds the form, and goes on to the next entry that waits.
 * @param base the address of the queue
 */
export function decideAction(role: Role, base: string): DecideAction {
  const Input = z.intersection(DecisionInput, z.object({ onward: Next }));
  return roleAction(role, Input, decideEntry, (_, { action, onward }) => {
    const target = onward.startsWith(`${base}?`) ? `${onward}&` : `${base}?`;
    return `${target}done=${action}`;
  });
}
