import type { ReopeningRow } from "@/features/cycles/list-reopenings";
import type { RoundChange } from "@/features/cycles/list-round-changes";
import type { Messages } from "@/messages";
import { SUMMARY_SOURCES } from "@/rules/summary-tables";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { dateTime } from "@/ui/format";
import { Tag } from "@/ui/tag";

/** Which schools were let in again. */
export function Reopenings({ rows, messages }: { rows: readonly ReopeningRow[]; messages: Messages }) {
  const { rounds: words } = messages;
  return (
    <Card title={words.reopenings} id="reopenings">
      <DataTable
        caption={words.reopenings}
        columns={reopeningColumns(messages)}
        rows={rows}
        rowKey={({ roundId, schoolId, source, at }) => `${roundId} ${schoolId} ${source} ${at.getTime()}`}
        empty={<p className="text-soft">{words.reopeningsNone}</p>}
      />
    </Card>
  );
}

const STANDING_TONES = { open: "good", ended: "plain", replaced: "plain" } as const;

function reopeningColumns({ rounds: words, credits }: Messages): Column<ReopeningRow>[] {
  const { reopeningColumns: names } = words;
  return [
    { key: "school", header: names.school, heading: true, cell: ({ schoolName }) => schoolName },
    {
      key: "kind",
      header: names.kind,
      cell: ({ source, fromYear, toYear }) => words.ownRow(credits.sources[source], words.span(fromYear, toYear)),
    },
    { key: "until", header: names.until, cell: ({ lastDay }) => lastDay },
    {
      key: "state",
      header: names.state,
      cell: ({ standing }) => <Tag tone={STANDING_TONES[standing]}>{words.standings[standing]}</Tag>,
    },
    { key: "why", header: names.why, cell: ({ reason }) => reason },
    { key: "by", header: names.by, cell: ({ byName, at }) => words.by(byName, dateTime(at)) },
  ];
}

/** Who made and changed rounds and last days. */
export function Changes({ rows, messages }: { rows: readonly RoundChange[]; messages: Messages }) {
  const { rounds: words } = messages;
  const { changeColumns: names } = words;
  const columns: Column<RoundChange>[] = [
    { key: "at", header: names.at, heading: true, cell: ({ at }) => dateTime(at) },
    { key: "what", header: names.what, cell: (change) => whatOf(change, messages) },
    { key: "why", header: names.why, cell: ({ reason }) => reason },
    { key: "by", header: names.by, cell: ({ byName }) => byName },
  ];
  return (
    <Card title={words.changes}>
      <DataTable
        caption={words.changes}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{words.changesNone}</p>}
      />
    </Card>
  );
}

function whatOf({ kind, told }: RoundChange, { rounds: words, credits }: Messages): string {
  const named = (source: string | undefined) => {
    const known = SUMMARY_SOURCES.find((one) => one === source);
    return known ? credits.sources[known] : "";
  };
  const [, first = "", second = "", third = "", fourth = ""] = told;
  switch (kind) {
    case "round-made": {
      const days = told.slice(3).map((day) => day.split(" "));
      return words.made(words.span(first, second), days.map(([source, day]) => `${named(source)} ${day}`).join(" · "));
    }
    case "round-changed":
      return words.yearsChanged(words.span(first, second), words.span(third, fourth));
    case "deadline-changed":
      return words.deadlineChanged(named(first), second || null, third || null);
    default:
      return kind satisfies never;
  }
}
