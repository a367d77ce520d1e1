import type { CompletionFigures } from "@/features/statistics/figures";
import type { Completion } from "@/features/statistics/read-completion";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { ShortageKind } from "@/rules/shortage";
import { Card } from "@/ui/card";
import { BarChart } from "@/ui/charts/bar-chart";
import { ColumnChart } from "@/ui/charts/column-chart";
import { Figures } from "@/ui/figures";
import { FiguresTable } from "./figures-table";
import { behindHref, shortHref } from "./query";

interface CardProps {
  kind: ShortageKind;
  year: number;
  /** The list of teachers of the role. */
  teachers: string;
  messages: Messages;
}

const percentOf = (part: number, whole: number): number => (whole > 0 ? Math.floor((part * 100) / whole) : 0);

export function Overview({ all, messages }: { all: CompletionFigures; messages: Messages }) {
  const { statistics: words } = messages;
  const { teachers, complete, onlineComplete, missingTotalTenths, missingOnlineTenths } = all;
  return (
    <Card>
      <Figures
        figures={[
          { name: words.teachers, value: teachers },
          { name: words.complete, value: words.figure(complete, percentOf(complete, teachers)), tone: "good" },
          { name: words.onlineComplete, value: words.figure(onlineComplete, percentOf(onlineComplete, teachers)) },
          { name: words.missing, value: formatTenths(missingTotalTenths) },
          { name: words.missingOnline, value: formatTenths(missingOnlineTenths) },
        ]}
      />
    </Card>
  );
}

/** One group of teachers: where its own list is, and its figures. */
export interface Group extends CompletionFigures {
  key: string | number;
  name: string;
  filter: Readonly<Record<string, string>>;
}

/** A chart of so many bars can still be read; of more the furthest behind are drawn. */
const MOST_BARS = 20;

/** How far each group is, the furthest behind first. */
export function CompletionCard({
  title,
  groups,
  kind,
  year,
  teachers,
  messages,
}: CardProps & { title: string; groups: readonly Group[] }) {
  const { statistics: words } = messages;
  const done = (group: Group) => (kind === "total" ? group.complete : group.onlineComplete);
  const sorted = groups
    .filter((group) => group.teachers > 0)
    .toSorted((a, b) => done(a) / a.teachers - done(b) / b.teachers || b.teachers - a.teachers);
  if (sorted.length === 0) return null;
  const label = (group: Group) => words.ofAll(done(group), group.teachers, percentOf(done(group), group.teachers));
  return (
    <Card title={title}>
      <p className="mb-2 text-sm text-soft">
        {words.byLead} {sorted.length > MOST_BARS && words.slowest(MOST_BARS)}
      </p>
      <BarChart
        label={title}
        bars={sorted.slice(0, MOST_BARS).map((group) => ({
          key: group.key,
          name: group.name,
          part: done(group),
          whole: group.teachers,
          href: behindHref(teachers, kind, year, group.filter),
          label: label(group),
        }))}
      />
      <FiguresTable
        summary={words.asTable}
        caption={title}
        head={[words.name, words.teachers, words.complete, words.onlineComplete, words.missing, words.missingOnline]}
        rows={sorted.map((group) => ({
          key: group.key,
          cells: [
            <a key="name" href={behindHref(teachers, kind, year, group.filter)}>
              {group.name}
            </a>,
            group.teachers,
            words.figure(group.complete, percentOf(group.complete, group.teachers)),
            words.figure(group.onlineComplete, percentOf(group.onlineComplete, group.teachers)),
            formatTenths(group.missingTotalTenths),
            formatTenths(group.missingOnlineTenths),
          ],
        }))}
      />
    </Card>
  );
}

/** How many reached what each year of the cycle asks for: its credits, and its online part. */
export function YearsCard({
  completion,
  teachers,
  messages,
}: { completion: Completion } & Omit<CardProps, "kind" | "year">) {
  const { statistics: words } = messages;
  const { years } = completion.all;
  const column = (
    kind: ShortageKind,
    { year, teachers: whole, totalReached, onlineReached }: (typeof years)[number],
  ) => {
    const value = kind === "total" ? totalReached : onlineReached;
    return {
      value,
      href: shortHref(teachers, kind, year),
      name: words.reachedOf(year, words.reached[kind], value, whole),
    };
  };
  return (
    <Card title={words.byYear}>
      <p className="mb-2 text-sm text-soft">{words.byYearLead}</p>
      <ColumnChart
        label={words.byYear}
        series={[words.reached.total, words.reached.online]}
        places={years.map((of) => ({
          key: of.year,
          name: String(of.year),
          columns: [column("total", of), column("online", of)],
        }))}
      />
      <FiguresTable
        summary={words.asTable}
        caption={words.byYear}
        head={[words.years, words.teachers, words.reached.total, words.reached.online]}
        rows={years.map(({ year, teachers: whole, totalReached, onlineReached }) => ({
          key: year,
          cells: [
            year,
            whole,
            <a key="total" href={shortHref(teachers, "total", year)}>
              {words.figure(totalReached, percentOf(totalReached, whole))}
            </a>,
            <a key="online" href={shortHref(teachers, "online", year)}>
              {words.figure(onlineReached, percentOf(onlineReached, whole))}
            </a>,
          ],
        }))}
      />
    </Card>
  );
}
