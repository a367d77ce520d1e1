import type { RevocationPreview } from "@/features/credits/preview-revocation";
import type { SummaryHead } from "@/features/summaries/summary-head";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Card } from "@/ui/card";
import { type Fact, Facts } from "@/ui/facts";

/** All that hangs on a posted credit, in numbers, before it is taken back. */
export function RevocationFacts({
  preview: { before, after, certificateNumber },
  tables,
  messages,
}: {
  preview: RevocationPreview;
  tables: readonly SummaryHead[];
  messages: Messages;
}) {
  const { revocation: words } = messages.objections;
  const change = (from: number, to: number) => words.change(formatTenths(from), formatTenths(to));
  const stays = after.complete ? words.stays.yes : words.stays.no;
  const facts: Fact[] = [
    { name: words.total, value: change(before.totalTenths, after.totalTenths) },
    { name: words.online, value: change(before.onlineMetTenths, after.onlineMetTenths) },
    {
      name: words.complete,
      value: before.complete && !after.complete ? <strong className="text-bad">{words.lost}</strong> : stays,
    },
    {
      name: words.certificate,
      value: certificateNumber ? (
        <strong className="text-bad">{words.certificateFalls(certificateNumber)}</strong>
      ) : (
        words.noCertificate
      ),
    },
    {
      name: words.tables,
      value:
        tables.length === 0 ? (
          words.noTables
        ) : (
          <ul>
            {tables.map(({ id, unitName, fromYear, toYear, number }) => (
              <li key={id}>
                <a href={`/city/summaries/${id}`}>{words.onTable(unitName, `${fromYear}—${toYear}`, number)}</a>
              </li>
            ))}
          </ul>
        ),
    },
  ];
  return (
    <Card title={words.title}>
      <Facts facts={facts} />
    </Card>
  );
}
