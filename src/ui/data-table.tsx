import type { ReactNode } from "react";

export interface Column<Row> {
  key: string;
  header: string;
  cell: (row: Row) => ReactNode;
  /** Right-aligned. */
  numeric?: boolean;
  /** The cell that names the row to a screen reader. */
  heading?: boolean;
}

/** Rows with a caption and their count; on a narrow screen it scrolls by itself and not the page. */
export function DataTable<Row>({
  caption,
  columns,
  rows,
  rowKey,
  count,
  empty,
}: {
  /** What the table lists; read aloud, not shown. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string | number;
  /** «共 37 条», shown above. */
  count?: string;
  /** Shown in place of the table when there is no row: says what to do. */
  empty: ReactNode;
}) {
  if (rows.length === 0) return <>{empty}</>;
  return (
    <>
      {count && <p className="mb-1 text-sm text-soft">{count}</p>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard (WCAG 2.1.1) */}
      <section aria-label={caption} tabIndex={0} className="overflow-x-auto rounded-md border border-line bg-paper">
        <table className="w-full min-w-xl border-collapse">
          <caption className="sr-only">{caption}</caption>
          <thead>
            <tr>
              {columns.map(({ key, header, numeric }) => (
                <th
                  key={key}
                  scope="col"
                  className={`whitespace-nowrap border-line border-b px-3 py-2 font-medium text-soft text-xs ${align(numeric)}`}
                >
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((row) => (
              <tr key={rowKey(row)} className="hover:bg-ground">
                {columns.map((column) => (
                  <Cell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

const align = (numeric?: boolean) => (numeric ? "text-right" : "text-left");

function Cell<Row>({ column: { cell, numeric, heading }, row }: { column: Column<Row>; row: Row }) {
  // A few characters wide at least: a school's name would stand one character under the other.
  const className = `px-3 py-2 align-top font-normal ${align(numeric)} ${numeric ? "" : "min-w-24"}`;
  if (!heading) return <td className={className}>{cell(row)}</td>;
  return (
    <th scope="row" className={className}>
      {cell(row)}
    </th>
  );
}
