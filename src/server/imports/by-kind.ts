import type { ImportKind } from "@/rules/import-layouts";
import { transaction } from "../db";
import type { Performance } from "../work-orders";
import { readHead } from "./import-head";

/** Work on tables, done by the feature whose kind of table it is. */
export const byKind =
  (workOn: (kind: ImportKind) => Performance): Performance =>
  async (actor, order, now, progress) => {
    const { kind } = await transaction(actor, (tx) => readHead(tx, actor, order.subjectId));
    return workOn(kind)(actor, order, now, progress);
  };
