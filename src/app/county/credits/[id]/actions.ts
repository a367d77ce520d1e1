"use server";

import { roleAction } from "@/app/_access/role-action";
import { RecallInput, recallEntry } from "@/features/credits/recall-entry";
import { UrgeInput, urgeEntry } from "@/features/credits/urge-entry";

export const recall = roleAction("county", RecallInput, recallEntry, (id) => `/county/credits/${id}?done=recall`);

export const urge = roleAction("county", UrgeInput, urgeEntry, (id) => `/county/credits/${id}?done=urge`);
