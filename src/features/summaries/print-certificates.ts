import { invariant } from "@/rules/invariant";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { inWorkFolder } from "@/server/imports/work-folder";
import { type Placeable, placeable } from "@/server/pdf/placeable";
import { type CertificateSheet, type PrintedSummary, typesetCertificates } from "@/server/pdf/summary-pdf";
import { keepPrint } from "@/server/print-shelf";
import { done } from "@/server/result";
import { markDone, type Performance, type Progress } from "@/server/work-orders";
import { listSummaryEvidence } from "./list-summary-evidence";
import { type OpenedSummary, openSummary } from "./open-summary";
import { CertificatesOrder } from "./order-certificates";

/** The words of a print job in one language. */
export interface CertificateWords {
  describe(opened: OpenedSummary): PrintedSummary;
  attachment(position: number, name: string, course: string): string;
  sheet(sheet: number, of: number): string;
  volume(part: number, parts: number): string;
  none: string;
  broken(file: string): string;
  tooLong(file: string, pages: number, most: number): string;
}

/** A certificate has a page or two; whatever has more is something else. */
const MOST_PAGES = 30;
/** A volume is held in memory as a whole, a few times over, and a browser has to show it. */
const VOLUME_BYTES = 24 * 1024 * 1024;

/** A row of the table with what was brought for it. */
interface Attachment {
  heading: string;
  files: { originalName: string; placed: Placeable | null }[];
}

/**
 * Makes the print job of a MOOC table: the table and the certificates of its rows, numbered as its lines (N3.7). What can't be
 * placed has a page that says so. Done again after a worker was killed, it makes the same.
 */
export const printCertificates =
  (wordsIn: (locale: string) => CertificateWords): Performance =>
  async (actor, order, now, progress) => {
    const words = wordsIn(CertificatesOrder.parse(order.input).locale);
    const opened = await openSummary(actor, order.subjectId, "certificates", now);
    invariant(opened.intact, `table ${order.subjectId} is as it was frozen`);
    await inWorkFolder(async (folder) => {
      const attachments = await gather(await certificatesOf(actor, order.subjectId, opened), words, folder, progress);
      const volumes = volumesOf(attachments);
      for (const [index, volume] of volumes.entries()) {
        const made = await typesetVolume(words.describe(opened), volume, words, index + 1, volumes.length);
        await keepPrint(order.id, index + 1, made);
      }
    });
    await transaction(actor, (tx) => markDone(tx, actor.cityId, order.id, now));
    return done(order.subjectId);
  };

/** The scans to be printed for each row that stands: its certificate, or the screenshot in place of one (R7). */
async function certificatesOf(actor: Actor, tableId: string, { lines }: OpenedSummary) {
  const evidence = new Map((await listSummaryEvidence(actor, tableId)).map((row) => [row.position, row.files]));
  return lines.flatMap(({ change, row }, index) => {
    if (change === "removed") return [];
    const brought = evidence.get(index + 1) ?? [];
    const certificates = brought.filter(({ kind }) => kind === "certificate");
    const files =
      certificates.length > 0 ? certificates : brought.filter(({ kind }) => kind === "completion_screenshot");
    return [{ position: index + 1, name: String(row.cells.name ?? ""), course: String(row.cells.course ?? ""), files }];
  });
}

async function gather(
  rows: Awaited<ReturnType<typeof certificatesOf>>,
  words: CertificateWords,
  folder: string,
  progress: Progress,
): Promise<Attachment[]> {
  const total = rows.reduce((sum, { files }) => sum + files.length, 0);
  let ready = 0;
  const attachments: Attachment[] = [];
  for (const { position, name, course, files } of rows) {
    const attachment: Attachment = { heading: words.attachment(position, name, course), files: [] };
    for (const file of files) {
      const placed = await placeable(file, folder, String(ready));
      attachment.files.push({ originalName: file.originalName, placed });
      await progress(++ready, total);
    }
    attachments.push(attachment);
  }
  return attachments;
}

const bytesOf = ({ files }: Attachment) => files.reduce((sum, { placed }) => sum + (placed?.bytes ?? 0), 0);

/** Rows stay together; at least one volume, for the table itself. */
function volumesOf(attachments: readonly Attachment[]): Attachment[][] {
  let volume: Attachment[] = [];
  const volumes = [volume];
  let bytes = 0;
  for (const attachment of attachments) {
    if (bytes > 0 && bytes + bytesOf(attachment) > VOLUME_BYTES) {
      volume = [];
      volumes.push(volume);
      bytes = 0;
    }
    volume.push(attachment);
    bytes += bytesOf(attachment);
  }
  return volumes;
}

function typesetVolume(
  summary: PrintedSummary,
  attachments: readonly Attachment[],
  words: CertificateWords,
  part: number,
  parts: number,
): Promise<Buffer> {
  const volume = words.volume(part, parts);
  const [before = "", ...after] = summary.page;
  const told =
    parts > 1
      ? { ...summary, title: `${summary.title} ${volume}`, page: [`${volume} · ${before}`, ...after] }
      : summary;
  const placed = attachments.flatMap(({ files }) => files.flatMap((file) => (file.placed ? [file.placed] : [])));
  const files = Object.fromEntries(placed.map(({ name, file }) => [name, file]));
  const sheets = attachments.flatMap((attachment) => sheetsOf(attachment, words));
  return typesetCertificates(told, { sheets, files, withTable: part === 1 });
}

type Page = Pick<CertificateSheet, "file" | "page" | "says">;

/** The pages of one row. */
function sheetsOf({ heading, files }: Attachment, words: CertificateWords): CertificateSheet[] {
  const says = (text: string): Page[] => [{ file: null, page: null, says: text }];
  const pages = files.flatMap(({ originalName, placed }): Page[] => {
    if (!placed) return says(words.broken(originalName));
    const { name, pages: count } = placed;
    if (count === null) return [{ file: name, page: null, says: null }];
    if (count > MOST_PAGES) return says(words.tooLong(originalName, count, MOST_PAGES));
    return Array.from({ length: count }, (_, index) => ({ file: name, page: index + 1, says: null }));
  });
  const all = pages.length > 0 ? pages : says(words.none);
  return all.map((page, index) => ({
    ...page,
    first: index === 0,
    heading: all.length > 1 ? `${heading}${words.sheet(index + 1, all.length)}` : heading,
  }));
}
