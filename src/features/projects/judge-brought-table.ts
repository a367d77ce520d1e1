import type { Actor } from "@/server/actor";
import { readBrought } from "@/server/imports/read-brought";
import type { Result } from "@/server/result";
import type { Progress, WorkOrder } from "@/server/work-orders";
import { projectTables } from "./open-table";

/** The dry run of a table that a host or the city brought. */
export const judgeBroughtTable = (
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> => readBrought(projectTables, actor, order, now, progress);
