import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { type CycleRow, listCycles } from "@/features/cycles/list-cycles";
import type { Messages } from "@/messages";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { PageTitle } from "@/ui/page-title";
import { CycleState } from "./cycle-state";

export const generateMetadata = navTitle("cycles");

/** The cycles of the city: their years, their policies, and how many teachers have completed them. */
export default rolePage("city", "cycles", async (actor) => {
  const [messages, cycles] = await Promise.all([currentMessages(), listCycles(actor)]);
  const { policies: words } = messages;
  const newest = cycles[0];
  return (
    <>
      <PageTitle
        title={words.title}
        lead={words.lead}
        actions={newest && <LinkButton href={`/city/cycles/new?from=${newest.id}`}>{words.newTitle}</LinkButton>}
      />
      <DataTable
        caption={words.title}
        columns={columns(yearOf(calendarDateInShanghai(businessNow())), messages)}
        rows={cycles}
        rowKey={({ id }) => id}
        count={words.count(cycles.length)}
        empty={null}
      />
    </>
  );
});

function columns(year: number, messages: Messages): Column<CycleRow>[] {
  const { policies: words } = messages;
  return [
    {
      key: "name",
      header: words.columns.name,
      heading: true,
      cell: ({ id, name }) => <a href={`/city/cycles/${id}`}>{name}</a>,
    },
    {
      key: "years",
      header: words.columns.years,
      cell: ({ fromYear, toYear }) => <span className="whitespace-nowrap">{words.years(fromYear, toYear)}</span>,
    },
    {
      key: "state",
      header: words.columns.state,
      cell: (cycle) => <CycleState cycle={cycle} year={year} messages={messages} />,
    },
    { key: "version", header: words.columns.version, cell: ({ version }) => words.version(version) },
    { key: "teachers", header: words.columns.teachers, numeric: true, cell: ({ teachers }) => teachers },
    {
      key: "complete",
      header: words.columns.complete,
      numeric: true,
      cell: ({ complete, older }) => (
        <>
          {complete}
          {older > 0 && <span className="block text-sm text-warn">{words.older(older)}</span>}
        </>
      ),
    },
  ];
}
