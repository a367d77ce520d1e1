import type { ProjectState } from "@/ledger/project-state";
import type { CalendarDate } from "@/rules/calendar";
import type { EvidenceKind } from "@/rules/credit-entry";
import type { CyclePolicy } from "@/rules/policy";
import { judgeSubmission } from "@/rules/projects";
import type { Check, Violation } from "@/rules/verdict";
import type { Tx } from "@/server/db";
import { sql } from "@/server/sql";

/** What speaks against bringing this roster to the reviewers, and what they will see as ✓ and ✗ (R11, R12). */
export async function submissionOf(
  tx: Tx,
  project: ProjectState,
  policy: CyclePolicy,
  rosterCount: number,
  today: CalendarDate,
): Promise<{ violations: Violation[]; checks: Check[]; sharedInvoice: string[] }> {
  const { cityId, id } = project;
  const [papers, invoice, filed] = await Promise.all([
    tx.rows<{ kind: EvidenceKind }>(sql`
      select distinct kind from evidence_files where city_id = ${cityId} and claim_id = ${id}`),
    tx.first<{ number: string; key: string }>(sql`
      select number, key from project_invoices where city_id = ${cityId} and project_id = ${id}`),
    tx.first(sql`
      select 1 from project_events where city_id = ${cityId} and project_id = ${id} and action = 'accept_filing' limit 1`),
  ]);
  const sharing = invoice
    ? await tx.rows<{ id: string }>(sql`
        select id from projects_sharing_invoice(${cityId}, ${id}, ${invoice.key}) as id`)
    : [];
  const { violations, checks } = judgeSubmission(
    policy,
    { ...project, invoiceNumber: invoice?.number ?? null },
    {
      today,
      filed: filed !== undefined,
      papers: new Set(papers.map(({ kind }) => kind)),
      rosterCount,
      invoiceShared: sharing.length > 0,
    },
  );
  return { violations, checks, sharedInvoice: sharing.map((other) => other.id) };
}
