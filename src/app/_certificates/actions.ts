"use server";

import { roleAction } from "@/app/_access/role-action";
import { CertificateRevocationInput, revokeCertificate } from "@/features/certificates/revoke-certificate";

export const revoke = roleAction(
  "city",
  CertificateRevocationInput,
  revokeCertificate,
  (teacherId) => `/city/teachers/${teacherId}`,
);
