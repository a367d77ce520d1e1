import { z } from "zod";
import { workbookAnswer } from "@/app/_access/download";
import { placesOf } from "@/app/_projects/places";
import { listOwnTeachers } from "@/features/projects/list-own-teachers";
import { IMPORT_FIELDS, IMPORT_KINDS, type ImportFieldName, type ImportKind } from "@/rules/import-layouts";
import { businessNow } from "@/server/clock";
import { Forbidden, SessionEnded } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import { currentActor } from "@/server/session";
import { type Column, type Value, writeTemplate, writeWorkbook } from "@/server/spreadsheet/write-workbook";

const Query = z.object({ kind: z.enum(IMPORT_KINDS), filled: z.literal("1").optional().catch(undefined) });

/** So many rows still are a form with lists to choose from; more are a plain table. */
const MOST_IN_FORM = 1_000;
const WIDTHS: Partial<Record<ImportFieldName, number>> = {
  ...{ name: 12, identity: 22, school: 28, title: 36, courseName: 30, university: 24, role: 8, hours: 8, year: 8 },
  ...{ identityKind: 14, teacherCertificate: 20, subject: 12, hiredOn: 12 },
  ...{ score: 8, certificateFile: 24, completionFile: 24, accountFile: 24 },
};
const CHOICES: Partial<Record<ImportFieldName, readonly string[]>> = {
  role: ["参训", "授课"],
  realName: ["是", "否"],
  accountChecked: ["是", "否"],
  identityKind: ["居民身份证", "护照", "港澳居民证件", "台湾居民证件"],
};

/** A table to be filled in: empty, or with the teachers of the actor's place. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor();
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!actor || !query.success) return new Response(null, { status: 404 });
  const { kind, filled } = query.data;
  try {
    placesOf(actor.role);
    const { tables, projects } = await currentMessages();
    const columns = columnsOf(kind);
    const sheet = projects.importKinds[kind];
    const rows = filled ? rowsOf(kind, listOwnTeachers(actor, businessNow())) : rowsOf(kind, nobody());
    const first = await upTo(MOST_IN_FORM, rows);
    const notes = { sheet: tables.notesSheet, lines: tables.notes[kind] };
    return workbookAnswer(
      first.more
        ? writeWorkbook(sheet, columns, joined(first.rows, rows))
        : await writeTemplate({ sheet, columns, rows: first.rows, notes }),
      tables.template(sheet),
    );
  } catch (error) {
    if (error instanceof Forbidden || error instanceof SessionEnded) return new Response(null, { status: 404 });
    throw error;
  }
}

/** Text all of them: a number would lose its digits, and a date be read otherwise elsewhere. */
const columnsOf = (kind: ImportKind): Column[] =>
  IMPORT_FIELDS[kind].map(({ name, headings }) => {
    const choices = CHOICES[name];
    return { header: headings[0], width: WIDTHS[name] ?? 16, kind: "text", ...(choices && { choices }) };
  });

type Teachers = ReturnType<typeof listOwnTeachers>;

async function* nobody(): Teachers {}

async function* rowsOf(kind: ImportKind, teachers: Teachers): AsyncGenerator<Value[]> {
  for await (const teacher of teachers) {
    const known: Partial<Record<string, string>> = teacher;
    yield IMPORT_FIELDS[kind].map(({ name }) => known[name] ?? null);
  }
}

/** The first rows; what comes after them, the iterator still has. */
async function upTo(most: number, rows: AsyncGenerator<Value[]>): Promise<{ rows: Value[][]; more: boolean }> {
  const taken: Value[][] = [];
  while (taken.length <= most) {
    const next = await rows.next();
    if (next.done) return { rows: taken, more: false };
    taken.push(next.value);
  }
  return { rows: taken, more: true };
}

async function* joined(first: Value[][], rest: AsyncGenerator<Value[]>): AsyncGenerator<Value[]> {
  yield* first;
  yield* rest;
}
