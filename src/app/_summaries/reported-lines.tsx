import type { ReactNode } from "react";
import type { ReportedLine, ReportedPage } from "@/features/summaries/list-reported";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { type Column, DataTable } from "@/ui/data-table";
import { dateTime, daysAgo } from "@/ui/format";
import { Shape } from "@/ui/shape";
import { Tag } from "@/ui/tag";
import { SummaryStatusTag } from "./status-tag";

/** The units below the actor, each with where its table stands; who has waited longest comes first. */
export function ReportedLines({
  base,
  page,
  caption,
  empty,
  now,
  messages,
}: {
  base: string;
  page: ReportedPage;
  caption: string;
  empty: ReactNode;
  now: Date;
  messages: Messages;
}) {
  return (
    <DataTable
      caption={caption}
      columns={columns(base, page, now, messages)}
      rows={page.lines}
      rowKey={({ unitId, head }) => head?.id ?? unitId}
      empty={empty}
    />
  );
}

function columns(base: string, { source }: ReportedPage, now: Date, messages: Messages): Column<ReportedLine>[] {
  const { summaries } = messages;
  const { columnsOfList: names } = summaries;
  const papers: Column<ReportedLine> = {
    key: "papers",
    header: names.papers,
    cell: ({ head }) => head && <PaperTicks head={head} messages={messages} />,
  };
  return [
    {
      key: "unit",
      header: names.unit,
      heading: true,
      cell: ({ unitName, unitCode, head }) => (
        <span className="block min-w-36">
          {head ? <a href={`${base}/${head.id}`}>{unitName}</a> : unitName}
          {unitCode && <span className="block text-soft text-xs">{unitCode}</span>}
        </span>
      ),
    },
    {
      key: "status",
      header: names.status,
      cell: ({ head, late }) => (
        <span className="flex flex-wrap gap-1">
          <SummaryStatusTag status={head?.status ?? "none"} messages={messages} />
          {head && head.number > 1 && <Tag>{summaries.numbered(head.number)}</Tag>}
          {late && <Tag tone="bad">{summaries.lateTag}</Tag>}
        </span>
      ),
    },
    {
      key: "closedAt",
      header: names.closedAt,
      cell: ({ head }) => (head ? <span className="whitespace-nowrap">{dateTime(head.closedAt)}</span> : ""),
    },
    {
      key: "waits",
      header: names.waits,
      numeric: true,
      cell: ({ head }) =>
        head?.status === "reported" ? (
          <span className="whitespace-nowrap">{summaries.days(daysAgo(head.closedAt, now))}</span>
        ) : (
          ""
        ),
    },
    {
      key: "lines",
      header: names.lines,
      numeric: true,
      cell: ({ head, rows }) =>
        head?.lines ?? <span className="whitespace-nowrap text-soft">{summaries.notReported(rows)}</span>,
    },
    {
      key: "credits",
      header: names.credits,
      numeric: true,
      cell: ({ head }) => (head ? formatTenths(head.creditsTenths) : ""),
    },
    ...(source === "mooc" ? [papers] : []),
    { key: "open", header: names.open, numeric: true, cell: ({ missing }) => missing },
  ];
}

/** The sealed paper and the certificates' copies: a sign and a word for each. */
function PaperTicks({
  head,
  messages: { summaries },
}: {
  head: NonNullable<ReportedLine["head"]>;
  messages: Messages;
}) {
  const ticks = [
    [summaries.paperShort, head.paperOn],
    [summaries.certificatesShort, head.certificatesOn],
  ] as const;
  return ticks.map(([name, day]) => (
    <span key={name} className={`flex items-center gap-1 whitespace-nowrap text-sm ${day ? "text-good" : "text-soft"}`}>
      <Shape name={day ? "check" : "circle"} />
      {day ? summaries.tickOn(name, day) : summaries.tickMissing(name)}
    </span>
  ));
}
