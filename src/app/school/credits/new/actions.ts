"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { SchoolClaimInput } from "@/features/credits/claim-input";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";

export const registerAction = roleAction(
  "school",
  SchoolClaimInput,
  registerSpecialCredit,
  (id) => `/school/credits/${id}?done=register`,
  keepFiles,
);
