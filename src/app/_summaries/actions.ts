"use server";

import { roleAction } from "@/app/_access/role-action";
import { CloseInput, closeSummary } from "@/features/summaries/close-summary";
import { MoveSummaryInput, moveSummary } from "@/features/summaries/move-summary";
import { SUMMARY_ROLES, summaryPlaces, UNIT_ROLES } from "./places";

export const close = roleAction(
  UNIT_ROLES,
  CloseInput,
  closeSummary,
  (id, _, { role }) => `${summaryPlaces(role).list}/${id}?done=close`,
);

export const move = roleAction(
  SUMMARY_ROLES,
  MoveSummaryInput,
  moveSummary,
  (id, { action }, { role }) => `${summaryPlaces(role).list}/${id}?done=${action}`,
);
