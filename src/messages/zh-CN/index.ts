import { certificates } from "./certificates";
import { checks } from "./checks";
import { claim } from "./claim";
import { corrections } from "./corrections";
import { credits } from "./credits";
import { desk } from "./desk";
import { exports } from "./exports";
import { flags } from "./flags";
import { forms } from "./forms";
import { importPages } from "./import-pages";
import { inbox } from "./inbox";
import { objections } from "./objections";
import { organisations } from "./organisations";
import { oversight } from "./oversight";
import { platform } from "./platform";
import { policies } from "./policies";
import { problems } from "./problems";
import { projectPages } from "./project-pages";
import { projects } from "./projects";
import { pub } from "./public";
import { reasons } from "./reasons";
import { reports } from "./reports";
import { review } from "./review";
import { rounds } from "./rounds";
import { rules } from "./rules";
import { shell } from "./shell";
import { staff } from "./staff";
import { statistics } from "./statistics";
import { summaries } from "./summaries";
import { summaryPrint } from "./summary-print";
import { tables } from "./tables";
import { teacher } from "./teacher";
import { teacherRecords } from "./teacher-records";
import { transcripts } from "./transcripts";
import { violations } from "./violations";

/** Simplified Chinese, the language that comes first; its shape is what every language must have. */
export const zhCN = {
  checks,
  claim,
  credits,
  flags,
  forms,
  importPages,
  platform,
  problems,
  projectPages,
  projects,
  pub,
  reasons,
  reports,
  review,
  rules,
  shell,
  staff,
  tables,
  teacher,
  summaries,
  summaryPrint,
  rounds,
  inbox,
  desk,
  statistics,
  exports,
  transcripts,
  certificates,
  objections,
  policies,
  oversight,
  teacherRecords,
  corrections,
  organisations,
  violations,
};

export type Messages = typeof zhCN;
