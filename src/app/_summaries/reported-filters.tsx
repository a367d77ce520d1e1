import { listHref } from "@/app/_review/list-href";
import type { ReportedPage } from "@/features/summaries/list-reported";
import type { Messages } from "@/messages";
import type { Role } from "@/rules/permissions";
import { SUMMARY_SOURCES } from "@/rules/summary-tables";
import { Choices } from "@/ui/choices";
import { Hidden } from "@/ui/fields";
import { SearchForm } from "@/ui/search-form";

type Change = Partial<Record<"round" | "source" | "status" | "q" | "after", string | undefined>>;

/** The address of the list with something changed; the place in it is not kept. */
export function reportedHref(base: string, { roundId, source, status, q }: ReportedPage, change: Change): string {
  return listHref(base, { round: String(roundId), source, status, q, ...change });
}

interface FilterProps {
  base: string;
  page: ReportedPage;
  role: Role;
  messages: Messages;
}

/** Which round, which table, which state; and a search by the unit. */
export function ReportedFilters({ base, page, role, messages }: FilterProps) {
  const { summaries } = messages;
  const { rounds, counts } = page;
  const sources = SUMMARY_SOURCES.filter((source) => source !== "support_teaching" || role === "city");
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return (
    <>
      {rounds.length > 1 && (
        <Choices
          label={summaries.roundFilter}
          choices={rounds.map((round) => ({
            text: summaries.years(round.fromYear, round.toYear),
            href: reportedHref(base, page, { round: String(round.id) }),
            current: round.id === page.roundId,
          }))}
        />
      )}
      <Choices
        label={summaries.tableFilter}
        choices={sources.map((source) => ({
          text: summaries.tables[source],
          href: reportedHref(base, page, { source, status: undefined }),
          current: source === page.source,
        }))}
      />
      <Choices
        label={summaries.stateFilter}
        choices={[
          {
            text: summaries.all(all),
            href: reportedHref(base, page, { status: undefined }),
            current: page.status === undefined,
          },
          ...(["reported", "none", "returned", "accepted"] as const).map((status) => ({
            text: summaries.counted(summaries.statuses[status], counts[status]),
            href: reportedHref(base, page, { status }),
            current: page.status === status,
          })),
        ]}
      />
      <SearchForm label={summaries.search} value={page.q} submitText={summaries.apply}>
        <Hidden name="round" value={String(page.roundId)} />
        <Hidden name="source" value={page.source} />
        {page.status && <Hidden name="status" value={page.status} />}
      </SearchForm>
    </>
  );
}
