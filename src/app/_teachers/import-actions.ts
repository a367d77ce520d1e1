"use server";

import { roleAction } from "@/app/_access/role-action";
import { discardTeachers, orderTeachers, removeTeacherRow, saveTeacherRow } from "@/features/people/bring-teachers";
import { ConfirmInput } from "@/server/imports/confirm-table";
import { DiscardInput, LineInput, RowInput } from "@/server/imports/edit-rows";

const importHref = (id: string) => `/school/imports/${id}`;

export const mendTeacher = roleAction(
  "school",
  RowInput,
  saveTeacherRow,
  (_, { importId }) => `${importHref(importId)}?done=row`,
);

export const dropTeacher = roleAction(
  "school",
  LineInput,
  removeTeacherRow,
  (_, { importId }) => `${importHref(importId)}?done=removed`,
);

export const confirmTeachers = roleAction("school", ConfirmInput, orderTeachers, (_, { importId }) =>
  importHref(importId),
);

export const putTeachersAway = roleAction("school", DiscardInput, discardTeachers, (_, { importId }) =>
  importHref(importId),
);
