import { remindOfDeadlines } from "@/features/cycles/remind";
import { businessNow } from "@/server/clock";
import { mailServer } from "@/server/mail";
import { sweepPrints } from "@/server/print-shelf";
import type { Routine } from "@/server/routines";
import { sendDueMails } from "@/server/send-mails";

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
  {
    // Five tries take ten minutes: so long a server may put off whom it doesn't know yet.
    name: "mail",
    everyMs: 2 * MINUTE,
    run: (signal) => sendDueMails(mailServer(), signal),
  },
  {
    // What was made for printing holds ID numbers, and is kept for a day.
    name: "prints",
    everyMs: 60 * MINUTE,
    run: sweepPrints,
  },
];
