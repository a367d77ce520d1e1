"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import {
  answerPersonCorrection,
  CorrectionAnswer,
  CorrectionWithdrawal,
  withdrawPersonCorrection,
} from "@/features/people/answer-person-correction";
import { askPersonCorrection, CorrectionInput } from "@/features/people/ask-person-correction";

export const ask = roleAction(
  "school",
  CorrectionInput,
  askPersonCorrection,
  (id) => `/school/corrections/${id}?saved=1`,
  keepFiles,
);

export const answer = roleAction(
  ["county", "city"],
  CorrectionAnswer,
  answerPersonCorrection,
  (id, input, { role }) => `/${role}/corrections/${id}?done=${input.answer}`,
);

export const withdraw = roleAction(
  "school",
  CorrectionWithdrawal,
  withdrawPersonCorrection,
  (id) => `/school/corrections/${id}?done=withdraw`,
);
