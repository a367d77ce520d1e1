import { remindOfDeadlines } from "@/features/cycles/remind";
import { businessNow } from "@/server/clock";
import type { Routine } from "@/server/routines";

const MINUTE = 60_000;

/** What the worker does by itself, again and again. */
export const ROUTINES: readonly Routine[] = [
  {
    name: "deadline-reminders",
    everyMs: 10 * MINUTE,
    run: async () => {
      await remindOfDeadlines(businessNow());
    },
  },
];
