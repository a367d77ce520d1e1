import type { z } from "zod";
import type { OnlineResults } from "@/features/online/online-results";
import { batchAnswer } from "./batch-answer";

/** What the document shows, made as every answer is. The ID number is the example of its own standard. */

export const RESULTS_EXAMPLE: z.input<typeof OnlineResults> = {
  results: [
    {
      resultId: "2019-000001",
      person: { idNumber: "11010519491231002X", name: "王建国" },
      studyYear: 2019,
      hours: 16,
      finishedOn: "2019-11-20",
    },
    {
      resultId: "2019-000002",
      person: { teacherNumber: "4107250002", name: "李秀兰" },
      studyYear: 2019,
      hours: 13.5,
      finishedOn: "2019-11-21",
    },
  ],
};

export const ANSWER_EXAMPLE = batchAnswer({
  id: "0b6f7c4e-3a0d-4c55-9d0e-6d2f6a1b9c11",
  receivedAt: new Date("2019-12-20T10:00:00+08:00"),
  counts: { posted: 1, unchanged: 0, refused: 1 },
  results: [
    {
      resultId: "2019-000001",
      outcome: "refused",
      creditsTenths: null,
      violations: [{ code: "person-unknown", field: "identity", rule: null, clause: "S" }],
      flags: [],
    },
    {
      resultId: "2019-000002",
      outcome: "posted",
      creditsTenths: 135,
      violations: [],
      flags: [{ code: "above-annual-cap", params: { capTenths: 160 } }],
    },
  ],
});
