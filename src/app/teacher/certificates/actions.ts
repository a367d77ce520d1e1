"use server";

import { roleAction } from "@/app/_access/role-action";
import { CertificateInput, issueCertificate } from "@/features/certificates/issue-certificate";

export const issue = roleAction(
  "teacher",
  CertificateInput,
  issueCertificate,
  () => "/teacher/certificates?done=issue",
);
