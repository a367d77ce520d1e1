"use server";

import { roleAction } from "@/app/_access/role-action";
import { OrderCertificatesInput, orderCertificates } from "@/features/summaries/order-certificates";
import { SUMMARY_ROLES, summaryPlaces } from "./places";

export const order = roleAction(
  SUMMARY_ROLES,
  OrderCertificatesInput,
  orderCertificates,
  // With the order in its address it is another page, that is fetched: to a mere place in this one a browser would scroll.
  (id, { orderId }, { role }) => `${summaryPlaces(role).list}/${id}?order=${orderId}#certificates`,
);
