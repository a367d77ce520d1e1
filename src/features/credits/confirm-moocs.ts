import { holder } from "@/ledger/advance-entry";
import { openEntries } from "@/ledger/open-entries";
import { routeFor, statusOfStep } from "@/rules/approval";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import type { Tx } from "@/server/db";
import { type ConfirmInput, orderRegistration, type Registering, registerTable } from "@/server/imports/confirm-table";
import { forgetCells } from "@/server/imports/import-rows";
import type { OpenTable } from "@/server/imports/judging";
import { fieldsOf } from "@/server/imports/table-fields";
import { done, type Result, refused } from "@/server/result";
import type { Progress, WorkOrder } from "@/server/work-orders";
import { holdCertificates, renewMarks } from "./duplicates";
import { holdClaims } from "./hold-claim";
import type { MoocVerdict } from "./judge-mooc-rows";
import { toldMooc } from "./mooc-row";
import { moocTables } from "./mooc-tables";
import { writeMoocs } from "./write-claim";

/** Orders the registration of a table of MOOCs. */
export async function orderMoocs(actor: Actor, input: ConfirmInput, now: Date): Promise<Result<string>> {
  authorize(actor, "credit:import");
  return orderRegistration(moocTables.kinds, actor, input, now);
}

/** Registers a table of MOOCs, each as the school's form of a single one does, or nothing. */
export async function confirmMoocs(
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> {
  authorize(actor, "credit:import");
  return registerTable(moocTables, registering, actor, order, now, progress);
}

const registering: Registering<OpenTable, MoocVerdict> = {
  async hold(tx, actor, { head, layout }, rows) {
    const claims = rows.flatMap((row) => {
      const { claim } = toldMooc(fieldsOf(head.kind, layout, row).fields, row.entryId ?? "");
      return claim ? [{ kind: "mooc", claim } as const] : [];
    });
    await holdClaims(
      tx,
      rows.flatMap(({ entryId }) => entryId ?? []),
    );
    await holdCertificates(tx, actor.cityId, claims);
  },
  async register(tx, actor, { head }, verdicts, now) {
    const registered = await registerMoocs(tx, actor, verdicts, now);
    // The entries say it from now on.
    if (registered.ok) await forgetCells(tx, actor, head.id);
    return registered;
  },
};

async function registerMoocs(
  tx: Tx,
  actor: Actor,
  verdicts: readonly MoocVerdict[],
  now: Date,
): Promise<Result<number>> {
  const right = verdicts.flatMap(({ registrable }) => registrable ?? []);
  const stands = { rule: null, clause: "S", field: "roster" } as const;
  if (right.length < verdicts.length)
    return refused({ ...stands, code: "roster-has-errors", params: { count: verdicts.length - right.length } });
  const entries = right.map(({ entry }) => entry);
  const [first] = entries;
  if (!first) return refused({ ...stands, code: "roster-empty" });
  // All are of one school, whose own registration is the first review: they take one way.
  const { schoolId, countyId } = first;
  const { route } = routeFor({ registeredBy: "school", cityDirect: countyId === null, otherAdministrators: 0 });
  const status = statusOfStep(route[0]);
  const holderId = holder({ cityId: actor.cityId, schoolId, countyId }, status);
  await openEntries(tx, actor, entries, { status, route, holderId }, now);
  await writeMoocs(
    tx,
    actor,
    right.map(({ written }) => written),
  );
  const marked = right.flatMap(({ entry, shares }) => [entry.id, ...shares]);
  await renewMarks(tx, actor.cityId, [...new Set(marked)]);
  return done(entries.length);
}
