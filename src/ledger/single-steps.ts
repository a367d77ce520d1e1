import { stepOfStatus } from "@/rules/approval";
import { ENTRY_STATUSES } from "@/rules/credit-entry";
import { sql } from "@/server/sql";

/** The states in which an entry waits for somebody's step. */
const OPEN_STATUSES = ENTRY_STATUSES.filter((status) => stepOfStatus(status) !== null);

export const OPEN = sql`${OPEN_STATUSES}::entry_status[]`;

/** The events `v` of steps that entries took singly, as the index entry_events_singly has them. */
export const SINGLY = sql`not v.with_roster and (v.to_status in ('at_school', 'at_county', 'at_city')
  or v.from_status in ('at_school', 'at_county', 'at_city'))`;

/** Of those, the events `v` with which an entry began to wait for somebody, or ended; one that is passed on alone begins to wait singly. */
export const BEGAN_OR_ENDED = sql`${SINGLY}
  and ((v.to_status = any(${OPEN})) <> coalesce(v.from_status = any(${OPEN}), false) or v.action = 'pass_on')`;
