"use server";

import { roleAction } from "@/app/_access/role-action";
import { LedgerCheckInput, orderLedgerCheck } from "@/features/oversight/check-ledger";

export const start = roleAction("city", LedgerCheckInput, orderLedgerCheck, () => "/city/audit/ledger");
