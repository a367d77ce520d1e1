"use server";

import { roleAction } from "@/app/_access/role-action";
import { addTeacher } from "@/features/people/add-teacher";
import { AnswerInput, answerTransfer, WithdrawalInput, withdrawTransfer } from "@/features/people/answer-transfer";
import { askTransfer, TransferInput } from "@/features/people/ask-transfer";
import { EndInput, endEmployment } from "@/features/people/end-employment";
import { NewTeacherInput } from "@/features/people/new-teacher";
import { TeacherChange, updateTeacher } from "@/features/people/update-teacher";

const TEACHERS = "/school/teachers";
const TRANSFERS = "/school/transfers";

export const add = roleAction(
  "school",
  NewTeacherInput,
  addTeacher,
  ({ teacherId, again }) => `${TEACHERS}/${teacherId}?done=${again ? "again" : "added"}`,
);

export const change = roleAction("school", TeacherChange, updateTeacher, (id) => `${TEACHERS}/${id}?done=changed`);

export const end = roleAction("school", EndInput, endEmployment, (id, { how }) => `${TEACHERS}/${id}?done=${how}`);

export const ask = roleAction("school", TransferInput, askTransfer, () => `${TRANSFERS}?done=asked`);

export const answer = roleAction("school", AnswerInput, answerTransfer, (given) => `${TRANSFERS}?done=${given}`);

export const withdraw = roleAction("school", WithdrawalInput, withdrawTransfer, () => `${TRANSFERS}?done=withdrawn`);
