import { createHash, randomUUID } from "node:crypto";
import { z } from "zod";
import { transaction } from "@/server/db";
import type { ImportedRow } from "@/server/imports/import-rows";
import type { Judging, OpenTable } from "@/server/imports/judging";
import { readLayout } from "@/server/imports/table-fields";
import { forgetEvidence } from "./forget-evidence";
import { judgeMoocRows, type MoocVerdict } from "./judge-mooc-rows";
import { keepScansOfRows } from "./mooc-scans";

/** More than any school has teachers; and all rows are judged together at each mending. */
const MOST_ROWS = 1_000;

const Claim = z.object({ entryId: z.uuid() });

/** The tables of MOOCs that a school brings: each row is the claim of an entry that has its id, and its scans, already. */
export const moocTables: Judging<OpenTable, MoocVerdict> = {
  kinds: ["mooc"],
  limits: { rows: MOST_ROWS },
  reach: "table",
  open: async (tx, actor, head) => ({ head, layout: await readLayout(tx, actor.cityId, head.kind, head.header) }),
  judge: judgeMoocRows,
  async prepare(actor, { head, layout }, rows, now, progress) {
    for (const row of rows) row.entryId = claimIdOf(head.id, row.line);
    const problem = await keepScansOfRows(actor, head.scansKey, layout, rows, now, progress);
    // What was kept before the .zip turned out broken belongs to nothing.
    if (problem) await (await transaction(actor, (tx) => forgetEvidence(tx, actor, claimIdsOf(rows))))();
    return problem;
  },
  newEntryId(typed) {
    const made = Claim.safeParse(typed);
    return made.success ? made.data.entryId : randomUUID();
  },
  forget: (tx, actor, head, rows) =>
    forgetEvidence(tx, actor, head.status === "reading" ? possibleIds(head.id) : claimIdsOf(rows)),
};

const claimIdsOf = (rows: readonly ImportedRow[]) => rows.flatMap(({ entryId }) => entryId ?? []);

/** Of a reading that was given up nobody knows the rows, but scans may be kept for them. */
const possibleIds = (importId: string) => Array.from({ length: 5 * MOST_ROWS }, (_, line) => claimIdOf(importId, line));

/** The same however often the table is read: a worker that was killed in the middle finds the scans that it had kept. */
function claimIdOf(importId: string, line: number): string {
  const bytes = createHash("sha256").update(`mooc ${importId} ${line}`).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x80, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
