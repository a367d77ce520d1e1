"use server";

import { roleAction } from "@/app/_access/role-action";
import { closeCycle } from "@/features/cycles/close-cycle";
import { makeCycle } from "@/features/cycles/make-cycle";
import { CloseCycleInput, CycleId, NewCycleInput, PolicyChangeInput, PreviewId } from "@/features/cycles/policy-input";
import { previewPolicy } from "@/features/cycles/preview-policy";
import { orderRecompute } from "@/features/cycles/recompute-cycle";
import { savePolicy } from "@/features/cycles/save-policy";

export const preview = roleAction(
  "city",
  PolicyChangeInput,
  previewPolicy,
  (id, { cycleId }) => `/city/cycles/${cycleId}/previews/${id}`,
);
export const save = roleAction("city", PreviewId, savePolicy, ({ cycleId }) => `/city/cycles/${cycleId}?done=saved`);
export const make = roleAction("city", NewCycleInput, makeCycle, (id) => `/city/cycles/${id}?done=made`);
export const close = roleAction("city", CloseCycleInput, closeCycle, (id) => `/city/cycles/${id}?done=closed`);
export const recompute = roleAction("city", CycleId, orderRecompute, (id) => `/city/cycles/${id}?done=recompute`);
