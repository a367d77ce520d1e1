import type { ReactNode } from "react";

/** The figures of a chart once more, as a table: folded, because the chart says the same. */
export function FiguresTable({
  summary,
  caption,
  head,
  rows,
}: {
  /** What opens it. */
  summary: string;
  caption: string;
  head: readonly string[];
  /** The last column is a sentence and no figure. */
  endsInWords?: boolean;
  /** The first cell names its row. */
  rows: readonly { key: string | number; cells: readonly ReactNode[] }[];
}) {
  return (
    <details className="mt-2">
      <summary className="min-h-11 cursor-pointer py-2 text-accent text-sm">{summary}</summary>
      <PlainTable caption={caption} head={head} rows={rows} />
    </details>
  );
}

/** The same, open. */
export function PlainTable({
  caption,
  head,
  rows,
  endsInWords = false,
}: Omit<Parameters<typeof FiguresTable>[0], "summary">) {
  const isWords = (place: number) => place === 0 || (endsInWords && place === head.length - 1);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard (WCAG 2.1.1)
    <section aria-label={caption} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {head.map((name, place) => (
              <th
                key={name}
                scope="col"
                className={`whitespace-nowrap border-line border-b px-2 py-1.5 font-medium text-soft text-xs ${isWords(place) ? "text-left" : "text-right"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ key, cells: [name, ...cells] }) => (
            <tr key={key}>
              <th scope="row" className="min-w-28 px-2 py-1.5 text-left font-normal">
                {name}
              </th>
              {cells.map((cell, place) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a table stay where they are
                <td key={place} className={`px-2 py-1.5 ${isWords(place + 1) ? "text-left" : "text-right"}`}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
