"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { orderMoocs } from "@/features/credits/confirm-moocs";
import { discardMoocs, removeMoocRow, saveMoocRow } from "@/features/credits/edit-moocs";
import { ConfirmInput } from "@/server/imports/confirm-table";
import { DiscardInput, LineInput, RowInput } from "@/server/imports/edit-rows";
import { placesOf } from "./places";

const importHref = (id: string) => `${placesOf("school").imports}/${id}`;

export const mendMooc = roleAction(
  "school",
  RowInput,
  saveMoocRow,
  (_, { importId }) => `${importHref(importId)}?done=row`,
  keepFiles,
);

export const dropMooc = roleAction(
  "school",
  LineInput,
  removeMoocRow,
  (_, { importId }) => `${importHref(importId)}?done=removed`,
);

export const confirmMoocs = roleAction("school", ConfirmInput, orderMoocs, (_, { importId }) => importHref(importId));

export const putMoocsAway = roleAction("school", DiscardInput, discardMoocs, (_, { importId }) => importHref(importId));
