"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { CorrectionInput, correctEntry } from "@/features/credits/correct-entry";
import { UrgeInput, urgeEntry } from "@/features/credits/urge-entry";
import { WithdrawalInput, withdrawEntry } from "@/features/credits/withdraw-entry";

export const withdrawAction = roleAction("teacher", WithdrawalInput, withdrawEntry, (id) => `/teacher/credits/${id}`);

export const mendAction = roleAction(
  "teacher",
  CorrectionInput,
  correctEntry,
  (id) => `/teacher/credits/${id}?saved=1`,
  keepFiles,
);

export const urgeAction = roleAction("teacher", UrgeInput, urgeEntry, (id) => `/teacher/credits/${id}?done=urge`);
