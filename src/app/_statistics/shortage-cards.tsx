import type { Shortages } from "@/features/statistics/read-shortages";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import { Card } from "@/ui/card";
import { ColumnChart } from "@/ui/charts/column-chart";
import { PlainTable } from "./figures-table";
import { behindHref, bucketHref } from "./query";

interface ShortageProps {
  shortages: Shortages;
  teachers: string;
  /** What the page is narrowed to; the lists behind the figures are, too. */
  only?: Filter;
  messages: Messages;
}

type Filter = Readonly<Record<string, string>>;

function bucketNames({ buckets }: Shortages, { statistics: words }: Messages): string[] {
  return buckets.map(({ fromTenths, upToTenths }) =>
    upToTenths === 0 ? words.bucketNone : words.bucket(formatTenths(fromTenths), formatTenths(upToTenths)),
  );
}

/** How many teachers lack how much; who lacks nothing is told by the figures above, and would dwarf the rest. */
export function ShortageCard({ shortages, teachers, only = {}, messages }: ShortageProps) {
  const { statistics: words } = messages;
  const { kind, year, all } = shortages;
  const names = bucketNames(shortages, messages);
  return (
    <Card title={`${words.behind} · ${words.kind[kind]}`}>
      <p className="mb-2 text-sm text-soft">{words.behindLead}</p>
      <ColumnChart
        label={words.behind}
        series={[words.behind]}
        places={all.slice(1).map((count, index) => ({
          key: index,
          name: names[index + 1] ?? "",
          columns: [
            {
              value: count,
              href: bucketHref(teachers, kind, index + 1, year, only),
              name: words.bucketOf(names[index + 1] ?? "", count),
            },
          ],
        }))}
      />
      <PlainTable
        caption={words.behind}
        head={[words.behind, words.teachers]}
        rows={all.map((count, index) => ({
          key: index,
          cells: [
            names[index],
            <a key="list" href={bucketHref(teachers, kind, index, year, only)}>
              {count}
            </a>,
          ],
        }))}
      />
      <p className="mt-2">
        <a href={behindHref(teachers, kind, year, only)}>{words.behindAll[kind]}</a>
      </p>
    </Card>
  );
}

/** The same by county, school or stage: a cell for each class, each a link. */
export function DistributionTable({
  shortages,
  teachers,
  only = {},
  messages,
  title,
}: ShortageProps & { title: string }) {
  const { statistics: words } = messages;
  const { kind, year, all, groups } = shortages;
  const names = bucketNames(shortages, messages);
  const cells = (counts: readonly number[], filter: Filter) =>
    counts.map((count, index) =>
      count === 0 ? (
        <span key={names[index]} className="text-soft">
          0
        </span>
      ) : (
        <a key={names[index]} href={bucketHref(teachers, kind, index, year, { ...only, ...filter })}>
          {count}
        </a>
      ),
    );
  const rows = groups.map((group) => {
    const { key, name, filter } = placeOf(group, messages);
    return { key, cells: [name, ...cells(group.counts, filter)] };
  });
  return (
    <Card title={title}>
      <p className="mb-2 text-sm text-soft">{words.distributionLead}</p>
      <PlainTable
        caption={title}
        head={[words.name, ...names]}
        rows={[...rows, { key: "all", cells: [words.all, ...cells(all, {})] }]}
      />
    </Card>
  );
}

interface Place {
  key: string | number;
  name: string | null;
  filter: Readonly<Record<string, string>>;
}

function placeOf({ id, name, stage }: Shortages["groups"][number], { statistics: words }: Messages): Place {
  if (stage !== null) return { key: stage, name: words.stages[stage], filter: { stage } };
  if (id === null) return { key: "direct", name: words.direct, filter: { county: "direct" } };
  return { key: id, name, filter: { county: String(id) } };
}
