import { z } from "zod";
import { gone, inWords, isPrefetch, notAhead } from "@/app/_access/download";
import { openSummary } from "@/features/summaries/open-summary";
import { type SummaryDocument, summaryDocument } from "@/messages/summary-document";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentLocale, currentMessages } from "@/server/locale";
import { TypesettingBusy } from "@/server/pdf/typeset";
import { currentActor } from "@/server/session";

export interface DocumentRequest {
  params: Promise<{ id: string }>;
}

/** What is kept is not what was closed: no document is made of it. */
export class Altered extends Error {}

/**
 * A frozen table in the reader's words; that its ID numbers were opened, and what for, is on record.
 * @throws NotFound, Altered
 */
export async function openDocument(
  actor: Actor,
  id: string,
  purpose: "xlsx" | "print" | "pdf",
): Promise<SummaryDocument> {
  const [messages, locale, opened] = await Promise.all([
    currentMessages(),
    currentLocale(),
    openSummary(actor, id, purpose, businessNow()),
  ]);
  if (!opened.intact) throw new Altered();
  return summaryDocument(opened, messages, locale);
}

/** The answer of a document's route, for whoever may see its table; everybody else learns nothing. */
export async function documentAnswer(
  request: Request,
  { params }: DocumentRequest,
  make: (actor: Actor, id: string) => Promise<Response>,
): Promise<Response> {
  if (isPrefetch(request.headers)) return notAhead();
  const actor = await currentActor();
  const id = z.uuid().safeParse((await params).id);
  if (!actor || !id.success) return gone();
  try {
    return await make(actor, id.data);
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden || error instanceof SessionEnded) return gone();
    const { summaries, summaryPrint } = await currentMessages();
    if (error instanceof TypesettingBusy) return inWords(503, summaryPrint.busy);
    if (error instanceof Altered) return inWords(409, summaries.broken);
    throw error;
  }
}
