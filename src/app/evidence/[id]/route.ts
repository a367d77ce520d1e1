import { z } from "zod";
import { headerText } from "@/app/_access/download";
import { readEvidence } from "@/features/credits/read-evidence";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentActor } from "@/server/session";

const GONE = () => new Response(null, { status: 404 });

// Shown inside our own pages, and nowhere else. A PDF gets no sandbox: not every browser shows one in it.
const RUNS_NOTHING = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'";

/** A scan, for whoever may see its claim; everybody else learns nothing. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  const id = z.uuid().safeParse((await params).id);
  if (!actor || !id.success) return GONE();
  const size = new URL(request.url).searchParams.get("size") === "thumbnail" ? "thumbnail" : "full";
  try {
    const { bytes, mediaType, originalName } = await readEvidence(actor, id.data, size);
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": mediaType,
        "Content-Length": String(bytes.length),
        "Content-Disposition": `inline; filename*=UTF-8''${headerText(originalName)}`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": mediaType === "application/pdf" ? RUNS_NOTHING : `${RUNS_NOTHING}; sandbox`,
      },
    });
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden || error instanceof SessionEnded) return GONE();
    throw error;
  }
}
