import { listHref } from "@/app/_review/list-href";
import type { Flow } from "@/features/statistics/read-flow";
import type { Queue, Queues } from "@/features/statistics/read-queues";
import type { Messages } from "@/messages";
import { WAITING_DAYS } from "@/rules/forecast";
import { Card } from "@/ui/card";
import { ColumnChart } from "@/ui/charts/column-chart";
import { Figures } from "@/ui/figures";
import { dateTime } from "@/ui/format";
import { FiguresTable, PlainTable } from "./figures-table";

interface FlowProps {
  flow: Flow;
  /** The list of entries of the role. */
  entries: string;
  messages: Messages;
}

const MONTH_AND_DAY = 5;

/** What came and what was decided, week by week, and where entries wait now. */
export function FlowCard({ flow: { weeks, waiting }, entries, messages }: FlowProps) {
  const { statistics: words } = messages;
  const weekHref = (week: string, move: "arrived" | "decided") => listHref(entries, { week, move });
  const steps = [
    ["school", "at_school"],
    ["county", "at_county"],
    ["city", "at_city"],
  ] as const;
  return (
    <Card title={words.flow}>
      <p className="mb-2 text-sm text-soft">{words.flowLead}</p>
      <ColumnChart
        label={words.flow}
        series={[words.arrived, words.decided]}
        places={weeks.map(({ monday, arrived, decided }) => ({
          key: monday,
          name: monday.slice(MONTH_AND_DAY),
          columns: [
            { value: arrived, href: weekHref(monday, "arrived"), name: `${monday} ${words.arrived} ${arrived}` },
            { value: decided, href: weekHref(monday, "decided"), name: `${monday} ${words.decided} ${decided}` },
          ],
        }))}
      />
      <FiguresTable
        summary={words.asTable}
        caption={words.flow}
        head={[words.week, words.arrived, words.decided, words.posted, words.returned, words.refused, words.withdrawn]}
        rows={weeks.map((week) => ({
          key: week.monday,
          cells: [week.monday, week.arrived, week.decided, week.posted, week.returned, week.refused, week.withdrawn],
        }))}
      />
      <p className="mt-3 mb-1 font-medium">{words.waitingNow}</p>
      <Figures
        figures={steps.map(([step, status]) => ({
          name: words.waits[step],
          value: <a href={listHref(entries, { status })}>{waiting[step]}</a>,
        }))}
      />
    </Card>
  );
}

/** How old the queues are, and where they lead. */
export function QueuesCard({ queues, entries, messages }: { queues: Queues } & Omit<FlowProps, "flow">) {
  const { statistics: words, credits } = messages;
  const { deadline, city, counties, schools, schoolsWaiting } = queues;
  const superiors = [...(city ? [city] : []), ...counties];
  return (
    <Card title={words.queues}>
      {deadline && (
        <p className="mb-2">{words.deadline(credits.sources[deadline.source], deadline.lastDay, deadline.daysLeft)}</p>
      )}
      <p className="mb-2 text-sm text-soft">{words.queuesLead}</p>
      {superiors.length + schools.length === 0 && <p>{words.noQueues}</p>}
      {superiors.length > 0 && <QueueTable queues={superiors} entries={entries} messages={messages} />}
      {schools.length > 0 && (
        <>
          <p className="mt-4 mb-1">{words.schoolsWaiting(schoolsWaiting, schools.length)}</p>
          <QueueTable queues={schools} entries={entries} messages={messages} />
        </>
      )}
    </Card>
  );
}

function QueueTable({ queues, entries, messages }: { queues: readonly Queue[]; entries: string; messages: Messages }) {
  const { statistics: words } = messages;
  return (
    <PlainTable
      caption={words.queues}
      endsInWords
      head={[words.queue, words.waiting, ...words.ages(WAITING_DAYS), words.since, words.forecast]}
      rows={queues.map((queue) => ({
        key: queue.holderId,
        cells: [
          <>
            {queue.name}
            {queue.countyName && <span className="block text-soft text-xs">{queue.countyName}</span>}
          </>,
          <a key="list" href={listHref(entries, { holder: String(queue.holderId) })}>
            {queue.waiting}
          </a>,
          ...queue.byAge,
          <span key="since" className="whitespace-nowrap">
            {queue.since && dateTime(queue.since).slice(0, 10)}
          </span>,
          <span key="forecast" className="block min-w-40">
            {forecastWords(queue, messages)}
          </span>,
        ],
      }))}
    />
  );
}

function forecastWords({ forecast }: Queue, { statistics: { forecasts } }: Messages): string {
  switch (forecast?.kind) {
    case undefined:
      return "";
    case "empty":
    case "no-decisions":
      return forecasts[forecast.kind];
    case "grows":
      return forecasts.grows(forecast.daysIfNoneArrive);
    case "clears": {
      const when = forecast.inTime === null ? "" : forecast.inTime ? forecasts.inTime : forecasts.late;
      return forecasts.clears(forecast.days, forecast.on) + when;
    }
    default:
      return forecast satisfies never;
  }
}
