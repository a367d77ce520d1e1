import { randomUUID } from "node:crypto";
import type { Messages } from "@/messages";
import type { ImportKind } from "@/rules/import-layouts";
import { VIOLATION_CODES, type ViolationCode } from "@/rules/verdict";
import { Banner } from "@/ui/banner";
import { Button } from "@/ui/button";
import { Hidden } from "@/ui/fields";

/** As many as a table may have; a school's own, whose rows are judged all together at each mending, fewer. */
const MOST_ROWS = 50_000;
const MOST_OF_A_SCHOOL = 1_000;

const FILE_INPUT =
  "mt-1 block w-full rounded-md border border-edge border-dashed px-3 py-2 text-sm file:mr-3 file:rounded-md file:border file:border-accent file:bg-paper file:px-3 file:py-1 file:text-accent";

/**
 * Brings a table: a plain form to a route of its own, for a file of many megabytes is no form of a page. The table's id is
 * made here, so that the same form sent twice is one table.
 */
export function UploadForm({
  kind,
  projectId = null,
  back,
  tone = "primary",
  messages,
}: {
  kind: ImportKind;
  projectId?: string | null;
  /** The page that says why a file wasn't taken, where that is another one than where such files are brought first. */
  back?: string;
  /** Where it isn't the first thing to do on its page. */
  tone?: "primary" | "plain";
  messages: Messages;
}) {
  const { importPages: words } = messages;
  return (
    <form method="post" action="/api/imports" encType="multipart/form-data">
      <Hidden name="importId" value={randomUUID()} />
      <Hidden name="kind" value={kind} />
      {projectId && <Hidden name="projectId" value={projectId} />}
      {back && <Hidden name="back" value={back} />}
      <p className="mb-2 text-sm text-soft">
        {words.uploadLead(kind === "mooc" || kind === "teachers" ? MOST_OF_A_SCHOOL : MOST_ROWS)}
      </p>
      <label className="mb-3 block font-medium">
        {words.fields.file}
        <input type="file" name="file" required accept=".xlsx,.csv" className={FILE_INPUT} />
      </label>
      {kind === "mooc" && (
        <label className="mb-3 block font-medium">
          {words.fields.scans}
          <span className="block font-normal text-sm text-soft">{words.scansLead}</span>
          <input type="file" name="scans" accept=".zip" className={FILE_INPUT} />
        </label>
      )}
      <Button tone={tone}>{words.uploadButton}</Button>
    </form>
  );
}

/** The empty template, and the one that has the host's own teachers in it. */
export function Templates({
  kind,
  filled,
  messages: { importPages: words },
}: {
  kind: ImportKind;
  filled: boolean;
  messages: Messages;
}) {
  return (
    <ul className="mb-3 flex flex-wrap gap-x-6">
      <li>
        <a href={`/imports/template.xlsx?kind=${kind}`} className="inline-block py-1">
          {words.template}
        </a>
      </li>
      {filled && (
        <li>
          <a href={`/imports/template.xlsx?kind=${kind}&filled=1`} className="inline-block py-1">
            {words.templateFilled}
          </a>
        </li>
      )}
    </ul>
  );
}

/** Why a file that was sent wasn't taken: the route answers with a code in the address. */
export function UploadProblem({
  problem,
  messages: { importPages: words, violations },
}: {
  problem: string | undefined;
  messages: Messages;
}) {
  if (!problem) return null;
  const code = VIOLATION_CODES.find((one): one is ViolationCode => one === problem);
  const { problems } = words;
  const text = code ? violations[code]({}) : problem === "file-missing" ? problems[problem] : problems.other;
  return (
    <Banner tone="bad" title={words.unreadable}>
      {text}
    </Banner>
  );
}
