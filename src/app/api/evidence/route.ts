import { z } from "zod";
import { removeEvidence } from "@/features/credits/remove-evidence";
import { storeEvidence } from "@/features/credits/store-evidence";
import { EVIDENCE_KINDS } from "@/rules/credit-entry";
import type { FileViolationCode } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import { MOST_BYTES } from "@/server/media";
import { readBody } from "@/server/request-body";
import { currentActor, sameOrigin } from "@/server/session";

const Query = z.object({ claim: z.uuid(), kind: z.enum(EVIDENCE_KINDS), name: z.string().max(300).catch("scan") });

const STATUS: Partial<Record<FileViolationCode, number>> = {
  "file-too-large": 413,
  "file-type-not-accepted": 415,
  "file-phone-format": 415,
  "file-claim-closed": 409,
};

async function refuse(code: FileViolationCode): Promise<Response> {
  const { violations } = await currentMessages();
  return Response.json({ code, text: violations[code]({}) }, { status: STATUS[code] ?? 422 });
}

/** The actor of a request of a page of ours, or the answer that it gets instead. */
async function admitted(): Promise<Actor | Response> {
  const actor = await currentActor();
  if (!actor) return Response.json({ code: "signed-out" }, { status: 401 });
  return (await sameOrigin()) ? actor : Response.json({ code: "foreign-origin" }, { status: 403 });
}

/** Keeps one scan: its bytes are the body, what it is stands in the query. */
export async function POST(request: Request): Promise<Response> {
  const actor = await admitted();
  if (actor instanceof Response) return actor;
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) return Response.json({ code: "bad-request" }, { status: 400 });
  const { claim, kind, name } = query.data;
  const bytes = await readBody(request, MOST_BYTES);
  if (bytes === "cut-off") return Response.json({ code: "bad-request" }, { status: 400 });
  if (bytes === "too-large") return refuse("file-too-large");
  return answering(async () => {
    const stored = await storeEvidence(actor, { claimId: claim, kind, originalName: name, bytes }, businessNow());
    if (stored.ok) return Response.json({ id: stored.value }, { status: 201 });
    return refuse((stored.violations[0]?.code ?? "file-broken") as FileViolationCode);
  });
}

/** Takes a scan away again. */
export async function DELETE(request: Request): Promise<Response> {
  const actor = await admitted();
  if (actor instanceof Response) return actor;
  const id = z.uuid().safeParse(new URL(request.url).searchParams.get("id"));
  if (!id.success) return Response.json({ code: "not-found" }, { status: 404 });
  return answering(async () => {
    await removeEvidence(actor, id.data);
    return new Response(null, { status: 204 });
  });
}

async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotFound) return Response.json({ code: "not-found" }, { status: 404 });
    if (error instanceof SessionEnded) return Response.json({ code: "signed-out" }, { status: 401 });
    if (error instanceof Forbidden) return Response.json({ code: "forbidden" }, { status: 403 });
    throw error;
  }
}
