import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type BroughtFile, bringFiles } from "@/server/imports/bring-files";
import { type ConfirmInput, orderRegistration, type Registering, registerTable } from "@/server/imports/confirm-table";
import {
  type DiscardInput,
  discardImportOf,
  type LineInput,
  type RowInput,
  removeRowOf,
  saveRowOf,
} from "@/server/imports/edit-rows";
import { forgetCells } from "@/server/imports/import-rows";
import type { OpenTable } from "@/server/imports/judging";
import { readBrought } from "@/server/imports/read-brought";
import { done, type Result, refused } from "@/server/result";
import type { Progress, WorkOrder } from "@/server/work-orders";
import { holdHiring, takeOn } from "./take-on";
import { type TeacherVerdict, teacherTables } from "./teacher-tables";

/** Keeps a school's table of new teachers and orders its dry run; answers the import's id. */
export async function bringTeachers(
  actor: Actor,
  { importId }: { importId: string },
  table: BroughtFile,
  now: Date,
): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return bringFiles(actor, { id: importId, kind: "teachers", projectId: null }, table, null, now, async () => null);
}

/** The dry run of a table of new teachers. */
export const judgeBroughtTeachers = (
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> => readBrought(teacherTables, actor, order, now, progress);

/** Mends a row of such a table, or adds one; answers the import's id. */
export async function saveTeacherRow(actor: Actor, input: RowInput, now: Date): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return saveRowOf(teacherTables, actor, input, now);
}

/** Takes a row off; answers the import's id. */
export async function removeTeacherRow(actor: Actor, input: LineInput, now: Date): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return removeRowOf(teacherTables, actor, input, now);
}

/** Puts a table away that isn't confirmed; answers its id. */
export async function discardTeachers(actor: Actor, input: DiscardInput, now: Date): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return discardImportOf(teacherTables, actor, input, now);
}

/** Orders that the teachers of a table are taken on. */
export async function orderTeachers(actor: Actor, input: ConfirmInput, now: Date): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return orderRegistration(teacherTables.kinds, actor, input, now);
}

/** Takes the teachers of a table on, each as the form of a single one does, or none. */
export async function confirmTeachers(
  actor: Actor,
  order: WorkOrder,
  now: Date,
  progress: Progress,
): Promise<Result<string>> {
  authorize(actor, "teacher:manage");
  return registerTable(teacherTables, registering, actor, order, now, progress);
}

const registering: Registering<OpenTable, TeacherVerdict> = {
  hold: (tx, actor) => holdHiring(tx, actor),
  async register(tx, actor, { head }, verdicts, now) {
    const right = verdicts.flatMap(({ judged }) => judged ?? []);
    const stands = { rule: null, clause: "S", field: "roster" } as const;
    if (right.length < verdicts.length)
      return refused({ ...stands, code: "roster-has-errors", params: { count: verdicts.length - right.length } });
    if (right.length === 0) return refused({ ...stands, code: "roster-empty" });
    const taken = await takeOn(tx, actor, right, now);
    // The records say it from now on.
    await forgetCells(tx, actor, head.id);
    return done(taken.length);
  },
};
