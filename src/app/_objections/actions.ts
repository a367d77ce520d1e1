"use server";

import { roleAction } from "@/app/_access/role-action";
import { decideObjection, ObjectionDecisionInput } from "@/features/credits/decide-objection";

export const decide = roleAction(
  ["county", "city"],
  ObjectionDecisionInput,
  decideObjection,
  (decision, { entryId }, actor) => `/${actor.role}/credits/${entryId}?done=${decision}`,
);
