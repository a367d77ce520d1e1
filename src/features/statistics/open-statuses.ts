import { stepOfStatus } from "@/rules/approval";
import { ENTRY_STATUSES } from "@/rules/credit-entry";

/** The states in which an entry waits for somebody's step. */
export const OPEN_STATUSES = ENTRY_STATUSES.filter((status) => stepOfStatus(status) !== null);
