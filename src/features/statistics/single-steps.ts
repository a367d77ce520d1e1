import { stepOfStatus } from "@/rules/approval";
import { ENTRY_STATUSES } from "@/rules/credit-entry";
import { sql } from "@/server/sql";

/** The states in which an entry waits for somebody's step. */
const OPEN_STATUSES = ENTRY_STATUSES.filter((status) => stepOfStatus(status) !== null);

export const OPEN = sql`${OPEN_STATUSES}::entry_status[]`;

/** The events `v` of steps that entries took singly, as the index entry_events_singly has them. */
export const SINGLY = sql`not v.with_roster and (v.to_status in ('at_school', 'at_county', 'at_city')
  or v.from_status in ('at_school', 'at_county', 'at_city'))`;
