"use server";

import { roleAction } from "@/app/_access/role-action";
import { AssignItemInput, AssignSampleInput, assignSample, assignSampleItem } from "@/features/oversight/assign-sample";
import { DrawInput, drawSampleRun } from "@/features/oversight/draw-sample";
import { recordSampleResult, SampleResultInput } from "@/features/oversight/record-sample-result";

const PAGE = "/city/sampling";

export const draw = roleAction("city", DrawInput, drawSampleRun, (runId) => `${PAGE}/${runId}?done=drawn`);

export const assign = roleAction("city", AssignSampleInput, assignSample, (runId) => `${PAGE}/${runId}?done=assigned`);

export const assignOne = roleAction(
  "city",
  AssignItemInput,
  assignSampleItem,
  ({ runId, position }) => `${PAGE}/${runId}/${position}?done=assigned`,
);

/** What is wrong goes on to its revocation, which asks for the reason. */
export const record = roleAction("city", SampleResultInput, recordSampleResult, ({ runId, entryId, toBeRevoked }) =>
  toBeRevoked ? `/city/credits/${entryId}/revoke` : `${PAGE}/${runId}?done=recorded`,
);
