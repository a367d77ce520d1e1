"use server";

import { roleAction } from "@/app/_access/role-action";
import { OrderTranscriptsInput, orderTranscripts } from "@/features/certificates/order-transcripts";

export const order = roleAction(
  "school",
  OrderTranscriptsInput,
  orderTranscripts,
  // With the order in its address it is another page, that is fetched.
  (cycleId, { orderId }) => `/school/teachers/transcripts?cycle=${cycleId}&order=${orderId}`,
);
