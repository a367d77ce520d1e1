"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { ClaimInput } from "@/features/credits/claim-input";
import { declareSpecialCredit } from "@/features/credits/register-special-credit";

export const declareAction = roleAction(
  "teacher",
  ClaimInput,
  declareSpecialCredit,
  (id) => `/teacher/credits/${id}?saved=1`,
  keepFiles,
);
