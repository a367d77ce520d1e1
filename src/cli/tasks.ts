import type { JobKind } from "@/server/jobs";
import type { Task } from "@/server/jobs-attempt";

/** What the worker does for each kind of work that src/server/jobs.ts knows. */
export const TASKS: Partial<Record<JobKind, Task>> = {};
