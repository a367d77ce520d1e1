import type { RoundKind, RoundView } from "@/features/cycles/list-rounds";
import type { Messages } from "@/messages";
import { deadlineClause } from "@/rules/deadlines";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { type Column, DataTable } from "@/ui/data-table";
import { Tag } from "@/ui/tag";

/** A round: the last day of each kind, and what is still to do until then. */
export function RoundCard({ round, messages }: { round: RoundView; messages: Messages }) {
  const { rounds: words } = messages;
  const title = words.round(round.fromYear, round.toYear);
  const years = <a href={`/city/rounds/${round.id}`}>{words.changeYears}</a>;
  return (
    <Card title={title} aside={round.yearsCanChange ? years : words.yearsFixed}>
      <DataTable
        caption={title}
        columns={columns(round, title, messages)}
        rows={round.kinds}
        rowKey={({ source }) => source}
        empty={null}
      />
    </Card>
  );
}

function columns(round: RoundView, title: string, messages: Messages): Column<RoundKind>[] {
  const { rounds: words, credits } = messages;
  const { columns: names } = words;
  const entries = (kind: RoundKind) => words.entries(kind.work.waiting);
  return [
    {
      key: "kind",
      header: names.kind,
      heading: true,
      cell: ({ source }) => (
        <>
          {credits.sources[source]} <ClauseLink clause={deadlineClause(source)} rule="R17" messages={messages} />
        </>
      ),
    },
    { key: "lastDay", header: names.lastDay, cell: ({ lastDay }) => lastDay ?? words.noLastDay },
    { key: "left", header: names.left, cell: (kind) => <Left kind={kind} messages={messages} /> },
    { key: "units", header: names.units, numeric: true, cell: ({ work }) => words.units(work.units) },
    { key: "waiting", header: names.waiting, numeric: true, cell: entries },
    { key: "unreported", header: names.unreported, numeric: true, cell: ({ work }) => words.units(work.unreported) },
    {
      key: "change",
      header: names.change,
      cell: ({ source }) => (
        <a
          href={`/city/rounds/${round.id}/deadlines/${source}`}
          aria-label={words.changeNamed(credits.sources[source], title)}
          className="inline-block py-1"
        >
          {words.change}
        </a>
      ),
    },
  ];
}

/** How soon a last day is; near or past it is marked where there is work left. */
function Left({ kind: { daysLeft, work }, messages: { rounds: words } }: { kind: RoundKind; messages: Messages }) {
  if (daysLeft === null) return null;
  if (daysLeft < 0) return work.units > 0 ? <Tag tone="bad">{words.past(-daysLeft)}</Tag> : words.past(-daysLeft);
  return daysLeft <= 14 && work.units > 0 ? <Tag tone="warn">{words.left(daysLeft)}</Tag> : words.left(daysLeft);
}
