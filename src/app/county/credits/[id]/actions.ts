"use server";

import { roleAction } from "@/app/_access/role-action";
import { RecallInput, recallEntry } from "@/features/credits/recall-entry";

export const recall = roleAction("county", RecallInput, recallEntry, (id) => `/county/credits/${id}?done=recall`);
