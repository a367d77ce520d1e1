import type { OrganisationView, Past } from "@/features/organisations/read-organisation";
import type { Messages } from "@/messages";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { dateTime } from "@/ui/format";

/** What the place was called before, under which code and superior, until when and why not any longer. */
export function PastCard({ view, messages }: { view: OrganisationView; messages: Messages }) {
  const { organisations: words } = messages;
  return (
    <Card title={words.past}>
      <DataTable
        caption={words.past}
        columns={columns(messages)}
        rows={view.pasts}
        rowKey={({ id }) => id}
        empty={<p className="text-soft">{words.pastNone}</p>}
      />
    </Card>
  );
}

function columns({ organisations: words, statistics }: Messages): Column<Past>[] {
  const { pastColumns: names } = words;
  return [
    { key: "until", header: names.until, heading: true, cell: ({ until }) => words.until(until) },
    {
      key: "was",
      header: names.was,
      cell: ({ name, code, stage, countyName }) => (
        <>
          {name}
          <span className="block text-soft text-sm">
            {[code, stage && statistics.stages[stage], countyName].filter(Boolean).join(" · ")}
          </span>
        </>
      ),
    },
    { key: "why", header: names.why, cell: ({ reason }) => reason },
    { key: "by", header: names.by, cell: ({ byName, at }) => words.by(byName, dateTime(at)) },
  ];
}
