import type { AuditQuery } from "@/features/oversight/search-audit";
import type { Messages } from "@/messages";
import { AUDIT_KINDS, AUDIT_SOURCES } from "@/rules/audit-kinds";
import { Button } from "@/ui/button";
import { SearchSelect } from "@/ui/search-form";
import { whatOf } from "./audit-words";

const INPUT = "mt-1 block min-h-11 w-full rounded-md border border-edge bg-paper px-3 py-2 text-base text-ink";

/** What is searched for; it stands in the address, so that a search can be sent. */
export function AuditSearch({ query, messages }: { query: AuditQuery; messages: Messages }) {
  const words = messages.oversight.audit;
  const kinds = AUDIT_SOURCES.toReversed().flatMap((source) => [
    { value: source, label: words.allOf(words.sources[source]) },
    ...AUDIT_KINDS[source].map((kind) => ({
      value: `${source}.${kind}`,
      label: words.kindOf(words.sources[source], whatOf({ source, kind }, messages)),
    })),
  ]);
  return (
    <search>
      <form method="get" className="mb-3 grid grid-cols-1 items-end gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <label className="text-sm text-soft">
          {words.person}
          <input type="search" name="q" defaultValue={query.q} maxLength={60} className={INPUT} />
        </label>
        <label className="text-sm text-soft">
          {words.who}
          <input type="search" name="who" defaultValue={query.who} maxLength={60} className={INPUT} />
        </label>
        <SearchSelect name="kind" label={words.kind} value={query.kind} all={words.allKinds} choices={kinds} />
        <label className="text-sm text-soft">
          {words.from}
          <input type="date" name="from" defaultValue={query.from} className={INPUT} />
        </label>
        <label className="text-sm text-soft">
          {words.to}
          <input type="date" name="to" defaultValue={query.to} className={INPUT} />
        </label>
        <div className="flex flex-wrap items-center gap-4">
          <Button tone="plain">{words.search}</Button>
          <a href="/city/audit" className="py-2">
            {words.all}
          </a>
        </div>
      </form>
    </search>
  );
}
