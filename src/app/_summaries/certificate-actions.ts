"use server";

import { roleAction } from "@/app/_access/role-action";
import { OrderCertificatesInput, orderCertificates } from "@/features/summaries/order-certificates";
import { SUMMARY_ROLES, summaryPlaces } from "./places";

export const order = roleAction(
  SUMMARY_ROLES,
  OrderCertificatesInput,
  orderCertificates,
  (id, _, { role }) => `${summaryPlaces(role).list}/${id}#certificates`,
);
