import { ExportLink } from "@/app/_exports/export-link";
import { listProjectQueue, type ProjectLine } from "@/features/projects/list-projects";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { daysAgo } from "@/ui/format";
import { PageTitle } from "@/ui/page-title";
import { placesOf } from "./places";

/** What waits for the actor's office: filings, rosters, corrections of hours; the oldest first. */
export async function projectQueuePage(actor: Actor) {
  const [messages, lines] = await Promise.all([currentMessages(), listProjectQueue(actor)]);
  const { projectPages: words } = messages;
  return (
    <>
      <PageTitle title={words.queueTitle(actor.organisationName, lines.length)} />
      <ExportLink list="project-queue" query={{}} messages={messages} />
      <DataTable
        caption={words.queueTitle(actor.organisationName, lines.length)}
        columns={columns(placesOf(actor.role).projects, messages, businessNow())}
        rows={lines}
        rowKey={(line) => line.id}
        empty={<EmptyState text={words.queueEmpty}>{words.queueEmptyHint}</EmptyState>}
      />
    </>
  );
}

function columns(base: string, messages: Messages, now: Date): Column<ProjectLine>[] {
  const { projectPages: words, projects } = messages;
  const { columns: names } = words;
  return [
    {
      key: "title",
      header: names.title,
      heading: true,
      cell: (line) => (
        <>
          <a href={`${base}/${line.id}`}>{line.title}</a>
          <span className="block text-soft text-xs">{projects.kinds[line.kind]}</span>
        </>
      ),
    },
    { key: "waits", header: names.waits, cell: (line) => waitsFor(line, messages) },
    { key: "host", header: names.host, cell: (line) => line.hostName },
    { key: "people", header: names.participants, numeric: true, cell: (line) => line.participants },
    { key: "credits", header: names.credits, numeric: true, cell: (line) => formatTenths(line.creditsTenths) },
    {
      key: "since",
      header: names.since,
      numeric: true,
      cell: (line) => line.waitingSince && words.days(daysAgo(line.waitingSince, now)),
    },
  ];
}

function waitsFor({ status }: ProjectLine, { projectPages: { waits } }: Messages): string {
  if (status === "at_filing") return waits.filing;
  return status === "correcting" ? waits.correction : waits.roster;
}
