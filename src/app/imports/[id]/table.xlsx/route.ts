import { z } from "zod";
import { workbookAnswer } from "@/app/_access/download";
import { shapeLabel } from "@/app/_projects/shape-label";
import { exportImport } from "@/features/projects/export-import";
import type { Messages } from "@/messages";
import type { Violation } from "@/rules/verdict";
import { businessNow } from "@/server/clock";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import { currentActor } from "@/server/session";
import { type Column, writeWorkbook } from "@/server/spreadsheet/write-workbook";

const GONE = () => new Response(null, { status: 404 });

/** As wide as the headings and ID numbers need. */
const WIDTH = 20;
const PROBLEMS_WIDTH = 80;
/** The last column, as it was written in any of our languages: brought back and taken out again, a table has it once. */
const PROBLEMS: ReadonlySet<string> = new Set(["问题", "Problems"]);

/** A table of the actor's place as it stands, with what is wrong in words at the end of each row. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor();
  const id = z.uuid().safeParse((await params).id);
  if (!actor || !id.success) return GONE();
  try {
    const [messages, { head, rows }] = await Promise.all([
      currentMessages(),
      exportImport(actor, id.data, businessNow()),
    ]);
    const { tables, projects } = messages;
    const places = head.header.flatMap((heading, place) => (PROBLEMS.has(heading) ? [] : [place]));
    const columns: Column[] = [
      ...places.map((place) => ({ header: head.header[place] ?? "", width: WIDTH, kind: "text" as const })),
      { header: tables.problems, width: PROBLEMS_WIDTH, kind: "text" },
    ];
    async function* lines() {
      for await (const { cells, violations } of rows)
        yield [
          ...places.map((place) => cells[place] ?? ""),
          violations.map((violation) => inWords(messages, violation)).join("\n"),
        ];
    }
    const name = (head.fileName ?? projects.importKinds[head.kind]).replace(/\.(xlsx|csv)$/i, "");
    return workbookAnswer(writeWorkbook(projects.importKinds[head.kind], columns, lines()), tables.exported(name));
  } catch (error) {
    if (error instanceof NotFound || error instanceof Forbidden || error instanceof SessionEnded) return GONE();
    throw error;
  }
}

function inWords(messages: Messages, { code, field, params }: Violation): string {
  return `${shapeLabel(code, field, messages) ?? ""}${messages.violations[code](params ?? {})}`;
}
