import type { ReactNode } from "react";
import type { Messages } from "@/messages";
import { cellWords } from "@/messages/summary-cells";
import {
  SUMMARY_COLUMNS,
  type SummaryChange,
  type SummaryColumn,
  type SummaryLine,
  type SummarySource,
} from "@/rules/summary-tables";
import type { ShapeName } from "@/ui/shape";
import { Tag, type Tone } from "@/ui/tag";

const NUMERIC: ReadonlySet<SummaryColumn> = new Set<SummaryColumn>(["hours", "score", "years", "credits"]);

/** Broken in two they can't be read. */
const UNBROKEN: ReadonlySet<SummaryColumn> = new Set<SummaryColumn>([
  "name",
  "identity",
  "graduatedOn",
  "startsOn",
  "endsOn",
]);

const CHANGES: Record<SummaryChange, [Tone, ShapeName]> = {
  added: ["good", "plus"],
  removed: ["bad", "minus"],
  changed: ["warn", "change"],
};

/**
 * The rows of a table with all of its columns: on a narrow screen they scroll by themselves, the name stays in sight.
 * @param supplement says of each row what has become of it, and of a changed cell what it was
 */
export function SummaryLines({
  source,
  lines,
  caption,
  supplement,
  messages,
}: {
  source: SummarySource;
  lines: readonly SummaryLine[];
  caption: string;
  supplement: boolean;
  messages: Messages;
}) {
  const { summaries } = messages;
  const columns = SUMMARY_COLUMNS[source];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard (WCAG 2.1.1)
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-paper">
      <table className="w-full min-w-260 border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <Header numeric>{summaries.position}</Header>
            {supplement && <Header>{summaries.change}</Header>}
            {columns.map((column) => (
              <Header key={column} numeric={NUMERIC.has(column)} sticky={column === "name"}>
                {summaries.columns[column]}
              </Header>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.map((line, index) => (
            <tr key={line.row.key} className="align-top">
              <td className={cellClass(true)}>{index + 1}</td>
              {supplement && (
                <td className={cellClass()}>
                  <ChangeTag change={line.change} messages={messages} />
                </td>
              )}
              {columns.map((column) => (
                <Cell key={column} line={line} column={column} messages={messages} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const cellClass = (numeric = false) => `px-2 py-2 font-normal ${numeric ? "text-right" : "text-left"}`;
/** Stays where it is while the rest scrolls below it. */
const STICKY = "sticky left-0 bg-paper shadow-[1px_0_var(--color-line)]";

function Header({
  numeric = false,
  sticky = false,
  children,
}: {
  numeric?: boolean;
  sticky?: boolean;
  children: ReactNode;
}) {
  return (
    <th
      scope="col"
      className={`border-line border-b whitespace-nowrap px-2 py-2 align-bottom font-medium text-soft text-xs ${numeric ? "text-right" : "text-left"} ${sticky ? STICKY : ""}`}
    >
      {children}
    </th>
  );
}

function ChangeTag({ change, messages: { summaries } }: { change: SummaryChange; messages: Messages }) {
  const [tone, shape] = CHANGES[change];
  return (
    <Tag tone={tone} shape={shape}>
      {summaries.changes[change]}
    </Tag>
  );
}

function Cell({ line, column, messages }: { line: SummaryLine; column: SummaryColumn; messages: Messages }) {
  const numeric = NUMERIC.has(column);
  const content = <CellWords line={line} column={column} messages={messages} />;
  const className = `${cellClass(numeric)} ${UNBROKEN.has(column) ? "whitespace-nowrap" : ""}`;
  if (column !== "name") return <td className={className}>{content}</td>;
  return (
    <th scope="row" className={`${className} ${STICKY}`}>
      {content}
    </th>
  );
}

function CellWords({
  line: { change, row, before },
  column,
  messages,
}: {
  line: SummaryLine;
  column: SummaryColumn;
  messages: Messages;
}) {
  const { summaries } = messages;
  const words = cellWords(column, row.cells[column], messages);
  if (change === "removed") return <del>{words}</del>;
  const was = change === "changed" && before ? cellWords(column, before.cells[column], messages) : words;
  if (was === words) return words;
  return (
    <>
      <ins className="font-semibold no-underline">{words || summaries.blank}</ins>
      <del className="block whitespace-nowrap text-soft text-xs no-underline">
        {summaries.before(was || summaries.blank)}
      </del>
    </>
  );
}

/** How many people, of each change how many rows. */
export function countLines(lines: readonly SummaryLine[]) {
  const of = (change: SummaryChange) => lines.filter((line) => line.change === change).length;
  return {
    added: of("added"),
    removed: of("removed"),
    changed: of("changed"),
    people: new Set(lines.map(({ row }) => row.teacherId)).size,
  };
}
