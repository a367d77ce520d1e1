"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { CorrectionInput, correctEntry } from "@/features/credits/correct-entry";
import { ObjectionInput, raiseObjection } from "@/features/credits/raise-objection";
import { UrgeInput, urgeEntry } from "@/features/credits/urge-entry";
import { WithdrawalInput, withdrawEntry } from "@/features/credits/withdraw-entry";
import { ObjectionWithdrawalInput, withdrawObjection } from "@/features/credits/withdraw-objection";

export const withdrawAction = roleAction("teacher", WithdrawalInput, withdrawEntry, (id) => `/teacher/credits/${id}`);

export const mendAction = roleAction(
  "teacher",
  CorrectionInput,
  correctEntry,
  (id) => `/teacher/credits/${id}?saved=1`,
  keepFiles,
);

export const urgeAction = roleAction("teacher", UrgeInput, urgeEntry, (id) => `/teacher/credits/${id}?done=urge`);

export const objectAction = roleAction(
  "teacher",
  ObjectionInput,
  raiseObjection,
  (id) => `/teacher/credits/${id}?done=object`,
);

export const unsayAction = roleAction(
  "teacher",
  ObjectionWithdrawalInput,
  withdrawObjection,
  (id) => `/teacher/credits/${id}?done=unsay`,
);
