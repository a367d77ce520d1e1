import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { readImport, readImportRow } from "@/features/projects/read-import";
import type { Messages } from "@/messages";
import { IMPORT_FIELDS, type ImportFieldName, type ImportKind, layoutOf } from "@/rules/import-layouts";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { Hidden, TextField } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SubmitButton } from "@/ui/submit-button";
import { MoocScans } from "./mooc-scans";
import { placesOf } from "./places";
import { actionsOf } from "./table-actions";

/** As the spreadsheet program counts; 0 is a row that isn't there yet. */
const Line = z.coerce.number().int().min(0).max(2_000_000);

/** One row of a table: as it says now, to be mended; or a new one. */
export async function rowPage(actor: Actor, { params }: PageInput) {
  const { id, line } = await params;
  const importId = z.uuid().safeParse(id);
  const wanted = Line.safeParse(line);
  if (!importId.success || !wanted.success) notFound();
  const [messages, view] = await Promise.all([
    currentMessages(),
    readImport(actor, importId.data, { show: undefined, code: undefined, after: undefined }),
  ]);
  const { head } = view;
  if (head.status !== "judged") notFound();
  const values = wanted.data === 0 ? {} : await readImportRow(actor, head.id, wanted.data, businessNow());
  const { list, imports } = placesOf(actor.role);
  const { importPages: words, projects, shell, forms } = messages;
  const href = `${imports}/${head.id}`;
  const ofMoocs = head.kind === "mooc";
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={wanted.data === 0 ? words.rowNew : words.rowTitle(wanted.data)}
        crumbs={[
          ...(head.projectId === null ? [] : [{ href: list, text: shell.nav.projects }]),
          { href, text: projects.importKinds[head.kind] },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <ActionForm action={actionsOf(head.kind).mend} words={forms}>
        <Hidden name="importId" value={head.id} />
        <Hidden name="line" value={String(wanted.data)} />
        <Card>
          {fieldsOf(head.kind, head.header).map(({ name, needed }) => (
            <TextField
              key={name}
              name={name}
              label={projects.fields[name]}
              hint={hintOf(head.kind, name, words)}
              maxLength={200}
              optional={!needed}
              defaultValue={values[name]}
            />
          ))}
        </Card>
        {ofMoocs && <MoocScans actor={actor} importId={head.id} line={wanted.data} messages={messages} />}
        <Card>
          <div className="flex flex-wrap items-center gap-4">
            <SubmitButton>{words.rowSave}</SubmitButton>
            <Link href={href} prefetch={false}>
              {words.rowBack}
            </Link>
          </div>
        </Card>
      </ActionForm>
      {wanted.data > 0 && (
        <Card>
          <ActionForm action={actionsOf(head.kind).drop} words={forms} prefix="remove">
            <p className="mb-2 text-sm text-soft">{words.rowRemoveHint}</p>
            <Hidden name="importId" value={head.id} />
            <Hidden name="line" value={String(wanted.data)} />
            <SubmitButton tone="danger">{words.rowRemove}</SubmitButton>
          </ActionForm>
        </Card>
      )}
    </div>
  );
}

/** A table has a place only for what it has a column for; where its headings are the city's own, every field is asked. */
function fieldsOf(kind: ImportKind, header: readonly string[]) {
  const { columns, missing } = layoutOf(kind, header);
  return IMPORT_FIELDS[kind].filter(({ name }) => missing.length > 0 || columns.has(name));
}

const DATES: ReadonlySet<string> = new Set<ImportFieldName>(["from", "to", "finishedOn", "hiredOn"]);
const FILES: ReadonlySet<string> = new Set<ImportFieldName>(["certificateFile", "completionFile", "accountFile"]);

function hintOf(kind: ImportKind, name: ImportFieldName, { rowHints }: Messages["importPages"]): string | undefined {
  if (DATES.has(name)) return rowHints.date;
  if (FILES.has(name)) return rowHints.file;
  if (name === "identityKind") return rowHints.identityKind;
  if (kind === "teachers" && name === "identity") return rowHints.document;
  if (name === "identity" || name === "school") return rowHints[name];
  if (kind === "roster" && (name === "role" || name === "hours")) return rowHints[name];
  return undefined;
}
