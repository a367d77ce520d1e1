import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type ConfirmInput, orderRegistration, type Registering, registerTable } from "@/server/imports/confirm-table";
import type { RowVerdict } from "@/server/imports/import-rows";
import type { Result } from "@/server/result";
import { sql } from "@/server/sql";
import type { Progress, WorkOrder } from "@/server/work-orders";
import type { ImportToJudge } from "./judge-import";
import { projectTables } from "./open-table";
import { registerRoster } from "./register-roster";
import { registerTrainings } from "./register-trainings";

/** Orders the registration of a table that a host or the city brought. */
export async function orderConfirmation(actor: Actor, input: ConfirmInput, now: Date): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return orderRegistration(projectTables.kinds, actor, input, now);
}

const registering: Registering<ImportToJudge, RowVerdict> = {
  // Of two tables with the same trainings at the same moment the second sees what the first has registered.
  hold: async (tx, actor, { head }) => {
    if (head.kind !== "roster")
      await tx.rows(sql`select pg_advisory_xact_lock(hashtextextended(${`trainings/${actor.cityId}`}, 1))`);
  },
  register: (tx, actor, { head, project }, verdicts, now) =>
    project
      ? registerRoster(tx, actor, project, verdicts, now)
      : registerTrainings(tx, actor, head.kind === "opening" ? "opening" : "provincial", verdicts, now),
};

/** Registers such a table, all of it or nothing. */
export async function confirmImport(
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> {
  authorize(actor, "roster:bring");
  return registerTable(projectTables, registering, actor, order, now, progress);
}
