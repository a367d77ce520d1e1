"use server";

import { roleAction } from "@/app/_access/role-action";
import { RecallInput, recallEntry } from "@/features/credits/recall-entry";
import { RevocationInput, revokeEntry } from "@/features/credits/revoke-entry";
export const recall = roleAction("city", RecallInput, recallEntry, (id) => `/city/credits/${id}?done=recall`);

export const revoke = roleAction("city", RevocationInput, revokeEntry, (id) => `/city/credits/${id}?done=revoke`);
