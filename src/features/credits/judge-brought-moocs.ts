import type { Actor } from "@/server/actor";
import { readBrought } from "@/server/imports/read-brought";
import type { Result } from "@/server/result";
import type { Progress, WorkOrder } from "@/server/work-orders";
import { moocTables } from "./mooc-tables";

/** The dry run of a table of MOOCs: its rows, and the scans that they name. */
export const judgeBroughtMoocs = (
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> => readBrought(moocTables, actor, order, now, progress);
