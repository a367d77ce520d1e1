import { z } from "zod";

/** The cycle that a page shows, as it stands in the URL; none is that of the day. */
export const CycleQuery = z.object({
  cycle: z.coerce.number().int().positive().max(2_147_483_647).optional().catch(undefined),
});
