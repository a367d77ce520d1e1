"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { CorrectionInput, correctEntry } from "@/features/credits/correct-entry";
import { RecallInput, recallEntry } from "@/features/credits/recall-entry";
import { UrgeInput, urgeEntry } from "@/features/credits/urge-entry";
import { WithdrawalInput, withdrawEntry } from "@/features/credits/withdraw-entry";
export const recall = roleAction("school", RecallInput, recallEntry, (id) => `/school/credits/${id}?done=recall`);

export const withdraw = roleAction(
  "school",
  WithdrawalInput,
  withdrawEntry,
  (id) => `/school/credits/${id}?done=withdraw`,
);

export const mend = roleAction(
  "school",
  CorrectionInput,
  correctEntry,
  (id) => `/school/credits/${id}?done=register`,
  keepFiles,
);

export const urge = roleAction("school", UrgeInput, urgeEntry, (id) => `/school/credits/${id}?done=urge`);
