import { printTranscripts, type TranscriptWords } from "@/features/certificates/print-transcripts";
import { confirmMoocs } from "@/features/credits/confirm-moocs";
import { judgeBroughtMoocs } from "@/features/credits/judge-brought-moocs";
import { countEffects } from "@/features/cycles/count-effects";
import { recomputeOrdered } from "@/features/cycles/recompute-cycle";
import { checkLedger } from "@/features/oversight/check-ledger";
import { confirmTeachers, judgeBroughtTeachers } from "@/features/people/bring-teachers";
import { confirmImport } from "@/features/projects/confirm-import";
import { decideOrdered } from "@/features/projects/decide-project";
import { judgeBroughtTable } from "@/features/projects/judge-brought-table";
import { type CertificateWords, printCertificates } from "@/features/summaries/print-certificates";
import { LOCALES, type Locale, messagesFor } from "@/messages";
import { summaryDocument } from "@/messages/summary-document";
import { transcriptDocument } from "@/messages/transcript-document";
import type { ImportKind } from "@/rules/import-layouts";
import { businessNow } from "@/server/clock";
import { byKind } from "@/server/imports/by-kind";
import type { JobKind } from "@/server/jobs";
import type { Task } from "@/server/jobs-attempt";
import { markFailed, type Performance, perform } from "@/server/work-orders";

const task = (work: Performance): Task => ({
  run: (ordered) => perform(ordered, businessNow, work),
  failed: (ordered, logId) => markFailed(ordered, logId, businessNow()),
});

/** The language in which a document was ordered. */
const localeOf = (ordered: string): Locale => LOCALES.find((each) => each === ordered) ?? LOCALES[0];

function certificateWords(ordered: string): CertificateWords {
  const locale = localeOf(ordered);
  const messages = messagesFor(locale);
  return {
    ...messages.summaryPrint.certificates,
    describe: (opened) => summaryDocument(opened, messages, locale),
  };
}

function transcriptWords(ordered: string): TranscriptWords {
  const locale = localeOf(ordered);
  const messages = messagesFor(locale);
  return {
    volume: messages.transcripts.school.volume,
    describe: (transcript) => transcriptDocument(transcript, messages, locale),
  };
}

/** Tables that have a feature of their own; the others are of trainings. */
const READS: Partial<Record<ImportKind, Performance>> = { mooc: judgeBroughtMoocs, teachers: judgeBroughtTeachers };
const CONFIRMS: Partial<Record<ImportKind, Performance>> = { mooc: confirmMoocs, teachers: confirmTeachers };

/** What the worker does for each kind of work that src/server/jobs.ts knows. */
export const TASKS: Record<JobKind, Task> = {
  "read-import": task(byKind((kind) => READS[kind] ?? judgeBroughtTable)),
  "confirm-import": task(byKind((kind) => CONFIRMS[kind] ?? confirmImport)),
  "decide-project": task(decideOrdered),
  "print-certificates": task(printCertificates(certificateWords)),
  "preview-policy": task(countEffects),
  "recompute-cycle": task(recomputeOrdered),
  "check-ledger": task(checkLedger),
  "print-transcripts": task(printTranscripts(transcriptWords)),
};
