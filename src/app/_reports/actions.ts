"use server";

import { roleAction } from "@/app/_access/role-action";
import { HOST_ROLES } from "@/app/_projects/places";
import { AnswerInput, answerReport } from "@/features/projects/answer-report";

export const answer = roleAction(
  HOST_ROLES,
  AnswerInput,
  answerReport,
  (id, { action }, actor) => `/${actor.role}/reports/${id}?done=${action}`,
);
