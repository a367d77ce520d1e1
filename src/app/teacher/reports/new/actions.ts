"use server";

import { keepFiles } from "@/app/_access/keep-files";
import { roleAction } from "@/app/_access/role-action";
import { ReportInput, sendReport } from "@/features/projects/send-report";

export const send = roleAction("teacher", ReportInput, sendReport, (id) => `/teacher/reports/${id}?saved=1`, keepFiles);
