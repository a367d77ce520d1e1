import { z } from "zod";
import { gone, inWords, isPrefetch, notAhead, pdfAnswer } from "@/app/_access/download";
import { readTranscript } from "@/features/certificates/read-transcript";
import { transcriptDocument } from "@/messages/transcript-document";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentLocale, currentMessages } from "@/server/locale";
import { typesetTranscripts } from "@/server/pdf/transcript-pdf";
import { TypesettingBusy } from "@/server/pdf/typeset";
import { currentActor } from "@/server/session";

const Id = z.coerce.number().int().positive().max(2_147_483_647);

/** The cycle that an address asks for; null: that of today. */
export const cycleIn = (asked: unknown): number | null => Id.safeParse(asked).data ?? null;

/** The answer of a route of one role that makes a PDF; whoever may not have it learns nothing. */
export async function pdfRoute(
  request: Request,
  role: Role,
  make: (actor: Actor, search: URLSearchParams) => Promise<Response>,
): Promise<Response> {
  if (isPrefetch(request.headers)) return notAhead();
  const actor = await currentActor();
  if (actor?.role !== role) return gone();
  try {
    return await make(actor, new URL(request.url).searchParams);
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden || error instanceof SessionEnded) return gone();
    if (error instanceof TypesettingBusy) return inWords(503, (await currentMessages()).summaryPrint.busy);
    throw error;
  }
}

/** A teacher's transcript in the reader's language. Made anew each time: nothing of it is kept. */
async function transcriptPdf(
  actor: Actor,
  teacherId: number,
  search: URLSearchParams,
  signal: AbortSignal,
): Promise<Response> {
  const [messages, locale, transcript] = await Promise.all([
    currentMessages(),
    currentLocale(),
    readTranscript(actor, teacherId, cycleIn(search.get("cycle")), businessNow()),
  ]);
  const document = transcriptDocument(transcript, messages, locale);
  return pdfAnswer(await typesetTranscripts(document.title, [document], signal), `${document.title}.pdf`);
}

/** The transcript of whoever asks. */
export const ownTranscript = (request: Request): Promise<Response> =>
  pdfRoute(request, "teacher", async (actor, search) =>
    actor.teacherId === null ? gone() : transcriptPdf(actor, actor.teacherId, search, request.signal),
  );

/** The transcript of a teacher of a role's place. */
export const transcriptFor =
  (role: Role) =>
  (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> =>
    pdfRoute(request, role, async (actor, search) => {
      const id = Id.safeParse((await params).id);
      return id.success ? transcriptPdf(actor, id.data, search, request.signal) : gone();
    });
