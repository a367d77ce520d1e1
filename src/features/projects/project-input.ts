import { z } from "zod";
import { PROJECT_KINDS } from "@/rules/projects";
import { choice, count, date, id, optional, tenths, text } from "@/server/form-fields";

/** What a host says of a training, as its form sends it. Hours as people type them. */
export const ProjectInput = z.object({
  /** Made with the form, so that the same form sent twice is one project. */
  projectId: id,
  /** 0 for one that isn't there yet. */
  version: z.coerce.number({ error: "required" }).int().min(0),
  kind: choice(PROJECT_KINDS),
  title: text(120),
  partner: optional(text(100)),
  noticeNumber: optional(text(60)),
  startsOn: date,
  endsOn: date,
  /** Support teaching is measured by half years, not by hours. */
  hours: optional(tenths),
  lecturerHours: optional(tenths),
  invoiceNumber: optional(text(60)),
  documentedCount: optional(count),
});
export type ProjectInput = z.output<typeof ProjectInput>;
