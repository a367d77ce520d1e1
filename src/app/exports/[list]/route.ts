import { isPrefetch, workbookAnswer } from "@/app/_access/download";
import { LISTS } from "@/app/_exports/lists";
import { recordExport } from "@/features/exports/record-export";
import { businessNow } from "@/server/clock";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import { currentActor } from "@/server/session";
import { writeWorkbook } from "@/server/spreadsheet/write-workbook";

const GONE = () => new Response(null, { status: 404 });

/** A list of the actor's place as an .xlsx: exactly what is filtered. That it was taken out is on record. */
export async function GET(request: Request, { params }: { params: Promise<{ list: string }> }): Promise<Response> {
  if (isPrefetch(request.headers)) return new Response(null, { status: 503, headers: { "Cache-Control": "no-store" } });
  const actor = await currentActor();
  const { list } = await params;
  const open = Object.hasOwn(LISTS, list) ? LISTS[list] : undefined;
  if (!actor || !open) return GONE();
  const { after: _, ...search } = Object.fromEntries(new URL(request.url).searchParams);
  const now = businessNow();
  try {
    const messages = await currentMessages();
    await recordExport(actor, list, filtersOf(search), now);
    const { name, columns, rows } = await open(actor, search, messages, now);
    return workbookAnswer(writeWorkbook(name, columns, rows), messages.exports.fileName(name, actor.organisationName));
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden || error instanceof SessionEnded) return GONE();
    throw error;
  }
}

const MOST = 40;
/** What is typed in them may be a name. */
const SEARCHES: ReadonlySet<string> = new Set(["q", "who"]);
const filtersOf = (search: Record<string, string>) =>
  Object.entries(search).flatMap(([key, value]) =>
    value && !SEARCHES.has(key) ? [`${key}=${value}`.slice(0, MOST)] : [],
  );
