import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { z } from "zod";
import { isPrefetch } from "@/app/_access/download";
import { atTheEdge, requireActor } from "@/app/_access/edge";
import type { PageInput } from "@/app/_access/role-page";
import { Altered, openDocument } from "@/app/_summaries/open-document";
import { SUMMARY_ROLES, summaryPlaces } from "@/app/_summaries/places";
import { PrintButton } from "@/app/_summaries/print-button";
import type { SummaryDocument } from "@/messages/summary-document";
import { currentMessages } from "@/server/locale";
import "./print.css";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await currentMessages()).summaries.print };
}

/** A frozen table on paper, from the browser: with ID numbers, places for signatures and seal, and no menu. */
export default async function PrintPage({ params }: PageInput) {
  const actor = await requireActor(SUMMARY_ROLES);
  const id = z.uuid().safeParse((await params).id);
  if (!id.success || isPrefetch(await headers())) notFound();
  const [{ summaries, summaryPrint }, document] = await Promise.all([
    currentMessages(),
    openDocument(actor, id.data, "print").catch((error) => (error instanceof Altered ? null : atTheEdge(error))),
  ]);
  if (!document) return <p className="p-8 text-bad">{summaries.broken}</p>;
  return (
    <>
      <p className="summary-screen flex flex-wrap items-center justify-center gap-x-6 gap-y-2 p-4">
        <PrintButton>{summaryPrint.printButton}</PrintButton>
        <span className="text-sm">{summaryPrint.printHint}</span>
        <a href={`${summaryPlaces(actor.role).list}/${id.data}`}>{summaryPrint.back}</a>
      </p>
      <Sheet document={document} />
    </>
  );
}

function Sheet({ document }: { document: SummaryDocument }) {
  const { title, facts, columns, rows, total, signatures, hash } = document;
  const all = columns.reduce((sum, { width }) => sum + width, 0);
  const look = (place: number) => (columns[place]?.kind === "number" ? "number" : undefined);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard (WCAG 2.1.1)
    <main aria-label={title} tabIndex={0} className="summary-scroll">
      <div className="summary-sheet">
        <h1 className="mb-2 text-center text-xl">{title}</h1>
        <dl className="mb-2 grid grid-cols-3 gap-x-4 text-xs">
          {facts.map(([label, value]) => (
            <div key={label} className="flex">
              <dt>{label}：</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <table>
          <colgroup>
            {columns.map(({ header, width }) => (
              <col key={header} width={`${(100 * width) / all}%`} />
            ))}
          </colgroup>
          <thead>
            <tr>
              {columns.map(({ header }) => (
                <th key={header} scope="col">
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tfoot>
            <tr>
              <td colSpan={columns.length}>{hash.join("：")}</td>
            </tr>
          </tfoot>
          <tbody>
            {[...rows, total].map((row, index) => (
              // A line of a supplementary table may stand twice, before and after: the place alone tells them apart.
              // biome-ignore lint/suspicious/noArrayIndexKey: a frozen table's rows never move
              <tr key={index} className={index === rows.length ? "font-bold" : undefined}>
                {row.map((text, place) => (
                  <td key={columns[place]?.header} className={look(place)}>
                    {text}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tbody className="summary-end">
            <tr>
              <td colSpan={columns.length}>
                <div className="summary-signatures">
                  {signatures.map((label) => (
                    <div key={label}>{label}：</div>
                  ))}
                </div>
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </main>
  );
}
