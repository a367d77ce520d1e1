import type { OnlyHere, Reconciliation } from "@/features/projects/read-reconciliation";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { Figures } from "@/ui/figures";
import { StatusTag } from "@/ui/tag";

/** How the other side's table stands to the bank; what only the bank has is listed, for no row of the table shows it. */
export function ReconciliationCard({ of, messages }: { of: Reconciliation; messages: Messages }) {
  const { importPages: words } = messages;
  const { standings } = words;
  return (
    <Card title={words.reconciliation}>
      <Figures
        figures={[
          { name: standings.onlyThere, value: of.onlyThere },
          { name: standings.same, value: of.same },
          { name: standings.different, value: of.different, tone: of.different > 0 ? "bad" : undefined },
          { name: standings.onlyHere, value: of.onlyHere, tone: of.onlyHere > 0 ? "warn" : undefined },
        ]}
      />
      {of.onlyHere > 0 && (
        <details className="mt-2">
          <summary className="min-h-8 cursor-pointer py-1 text-accent">
            {words.onlyHereShown(of.onlyHereShown.length, of.onlyHere)}
          </summary>
          <OnlyHereTable rows={of.onlyHereShown} messages={messages} />
        </details>
      )}
    </Card>
  );
}

function OnlyHereTable({ rows, messages }: { rows: readonly OnlyHere[]; messages: Messages }) {
  const { columns } = messages.review;
  return (
    <DataTable
      caption={messages.importPages.standings.onlyHere}
      columns={[
        {
          key: "teacher",
          header: columns.teacher,
          heading: true,
          cell: (row) => <a href={`/city/credits/${row.entryId}`}>{row.teacherName}</a>,
        },
        { key: "school", header: columns.school, cell: (row) => row.schoolName },
        { key: "title", header: columns.title, cell: (row) => `${row.year} ${row.title}` },
        { key: "credits", header: columns.credits, numeric: true, cell: (row) => formatTenths(row.creditsTenths) },
        {
          key: "status",
          header: columns.status,
          cell: (row) => <StatusTag status={row.status} messages={messages} />,
        },
      ]}
      rows={rows}
      rowKey={(row) => row.entryId}
      empty={null}
    />
  );
}
