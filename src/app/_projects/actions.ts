"use server";

import { z } from "zod";
import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { askCorrection, CorrectionInput } from "@/features/projects/ask-correction";
import { orderConfirmation } from "@/features/projects/confirm-import";
import { decideProject, ProjectDecisionInput } from "@/features/projects/decide-project";
import { discardImport, removeRow, saveRow } from "@/features/projects/edit-rows";
import { LayoutInput, saveImportLayout } from "@/features/projects/import-layout";
import { MoveInput, moveProject } from "@/features/projects/move-project";
import { ProjectInput } from "@/features/projects/project-input";
import { ProjectRecallInput, recallProject } from "@/features/projects/recall-project";
import { saveProject } from "@/features/projects/save-project";
import { startRoster } from "@/features/projects/start-roster";
import type { Actor } from "@/server/actor";
import { ConfirmInput } from "@/server/imports/confirm-table";
import { DiscardInput, LineInput, RowInput } from "@/server/imports/edit-rows";
import { HOST_ROLES, placesOf } from "./places";

const projectHref = ({ role }: Actor, id: string, done: string) => `${placesOf(role).projects}/${id}?done=${done}`;
const importHref = ({ role }: Actor, id: string) => `${placesOf(role).imports}/${id}`;

export const save = roleAction(
  HOST_ROLES,
  ProjectInput,
  saveProject,
  (id, _, actor) => projectHref(actor, id, "save"),
  keepFiles,
);

export const move = roleAction(HOST_ROLES, MoveInput, moveProject, (id, { action }, actor) =>
  projectHref(actor, id, action),
);

export const decide = roleAction(HOST_ROLES, ProjectDecisionInput, decideProject, (_, { projectId, action }, actor) =>
  projectHref(actor, projectId, action),
);

export const recall = roleAction(HOST_ROLES, ProjectRecallInput, recallProject, (_, { projectId }, actor) =>
  projectHref(actor, projectId, "recall"),
);

export const correct = roleAction(HOST_ROLES, CorrectionInput, askCorrection, (_, { projectId }, actor) =>
  projectHref(actor, projectId, "ask_correction"),
);

const ProjectId = z.object({ projectId: z.uuid({ error: "required" }) });

export const beginRoster = roleAction(
  HOST_ROLES,
  ProjectId,
  (actor, { projectId }, now) => startRoster(actor, projectId, now),
  (id, _, actor) => importHref(actor, id),
);

export const mendRow = roleAction(
  HOST_ROLES,
  RowInput,
  saveRow,
  (_, { importId }, actor) => `${importHref(actor, importId)}?done=row`,
);

export const dropRow = roleAction(
  HOST_ROLES,
  LineInput,
  removeRow,
  (_, { importId }, actor) => `${importHref(actor, importId)}?done=removed`,
);

export const confirm = roleAction(HOST_ROLES, ConfirmInput, orderConfirmation, (_, { importId }, actor) =>
  importHref(actor, importId),
);

export const discard = roleAction(HOST_ROLES, DiscardInput, discardImport, (_, { importId }, actor) =>
  importHref(actor, importId),
);

export const keepLayout = roleAction(
  "city",
  LayoutInput,
  saveImportLayout,
  (kind) => `/city/imports/layout?kind=${kind}&done=layout`,
);
