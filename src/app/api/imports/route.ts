import { z } from "zod";
import { SIGN_IN } from "@/app/_access/edge";
import { placesOf } from "@/app/_projects/places";
import { bringMoocs } from "@/features/credits/bring-moocs";
import { bringTeachers } from "@/features/people/bring-teachers";
import { bringTable, TableInput } from "@/features/projects/bring-table";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import type { BroughtFile } from "@/server/imports/bring-files";
import { currentMessages } from "@/server/locale";
import { type FileField, type ReceivedForm, receiveForm } from "@/server/multipart";
import type { Result } from "@/server/result";
import { currentActor, sameOrigin } from "@/server/session";
import { SCANS_LIMITS } from "@/server/spreadsheet/scans-zip";
import { TABLE_LIMITS } from "@/server/spreadsheet/table";

const FILES = {
  file: { mostBytes: TABLE_LIMITS.fileBytes, keep: "in-memory" },
  scans: { mostBytes: SCANS_LIMITS.bytes, keep: "on-disk" },
} as const satisfies Record<string, FileField>;

const MoocTable = z.object({ kind: z.literal("mooc"), importId: z.uuid() });
const TeacherTable = z.object({ kind: z.literal("teachers"), importId: z.uuid() });
const Sent = z.union([TableInput, MoocTable, TeacherTable]);
type Sent = z.output<typeof Sent>;

const answer = (status: number, text = "") =>
  new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });
const goTo = (path: string) => new Response(null, { status: 303, headers: { Location: path } });

/**
 * Takes a table, with its scans where it has some, as a plain form sends them; goes on to the table's page, or back to the page
 * of the form, which says in words why it wasn't taken.
 */
export async function POST(request: Request): Promise<Response> {
  const actor = await currentActor();
  if (!actor) return goTo(`${SIGN_IN}?ended=1`);
  if (!(await sameOrigin())) return answer(403);
  try {
    // Before a third of a gigabyte is received of somebody who brings no tables.
    placesOf(actor.role);
    return await receiveForm(request, FILES, async (form) => {
      if (form === "too-large") return answer(413, await tooLarge());
      return typeof form === "string" ? answer(400) : await take(actor, form);
    });
  } catch (error) {
    if (error instanceof NotFound) return answer(404);
    if (error instanceof SessionEnded) return goTo(`${SIGN_IN}?ended=1`);
    if (error instanceof Forbidden) return answer(403);
    throw error;
  }
}

async function take(actor: Actor, { fields, files }: ReceivedForm): Promise<Response> {
  const places = placesOf(actor.role);
  const sent = Sent.safeParse(Object.fromEntries(fields));
  if (!sent.success) return answer(400);
  const back = (problem: string) => goTo(`${backOf(actor, fields.get("back"), sent.data)}?problem=${problem}`);
  const { file = null, scans = null } = Object.fromEntries(files);
  if (!file) return back("file-missing");
  if (file.tooLarge) return back("sheet-too-large");
  if (scans?.tooLarge) return back("zip-too-large");
  const now = businessNow();
  const brought = await bring(actor, sent.data, file, scans?.path ?? null, now);
  return brought.ok ? goTo(`${places.imports}/${brought.value}`) : back(brought.violations[0]?.code ?? "other");
}

function bring(actor: Actor, sent: Sent, file: BroughtFile, scans: string | null, now: Date): Promise<Result<string>> {
  if (sent.kind === "mooc") return bringMoocs(actor, sent, file, scans, now);
  return sent.kind === "teachers" ? bringTeachers(actor, sent, file, now) : bringTable(actor, sent, file, now);
}

/** The page of the form: as the form says, where that is a page of the actor's role, and nowhere else. */
function backOf(actor: Actor, back: string | undefined, sent: Sent): string {
  if (back && new RegExp(`^/${actor.role}(?:/[\\w-]+)*$`).test(back)) return back;
  const { projects, imports } = placesOf(actor.role);
  return "projectId" in sent && sent.projectId ? `${projects}/${sent.projectId}/roster` : imports;
}

async function tooLarge(): Promise<string> {
  const { violations } = await currentMessages();
  return violations["zip-too-large"]({ mostMegabytes: SCANS_LIMITS.bytes / 1024 / 1024 });
}
