import { stat } from "node:fs/promises";
import path from "node:path";
import { MOST_BYTES } from "../media";
import { type ArchiveEntry, type ArchiveFault, ArchiveRefused, openArchive } from "./archive";
import { type FileRefused, Refusal } from "./table";

export interface ZippedScan {
  /** As in its folder, without the folder. */
  name: string;
  path: string;
  /** Null where it is larger than a scan may be. */
  bytes: Buffer | null;
}

export interface ScansLimits {
  files: number;
  /** All together, packed or not: scans hardly shrink. */
  bytes: number;
  scanBytes: number;
}

export const SCANS_LIMITS: ScansLimits = { files: 2_000, bytes: 300 * 1024 * 1024, scanBytes: MOST_BYTES };

const ARCHIVE_FAULTS = {
  "not-a-zip": "zip-not-a-zip",
  encrypted: "zip-encrypted",
  bomb: "zip-too-large",
  unsafe: "zip-unsafe",
  broken: "zip-broken",
} as const satisfies Record<ArchiveFault, string>;

/** What systems put into a .zip by themselves. */
const OF_THE_SYSTEM = /(?:^|\/)(?:__MACOSX\/.*|\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$/i;

/** A scan as the directory names it. */
export type ListedScan = Pick<ZippedScan, "name" | "path">;

/**
 * Hands over the scans of a .zip one after another, so that one is held at a time. What the directory tells is judged before the
 * first; a file that turns out broken ends it in the middle.
 * @param choose tells from the directory which of them are wanted, by their paths; the others are not even inflated
 */
export async function readScansZip(
  file: string,
  take: (scan: ZippedScan) => Promise<void>,
  limits: Partial<ScansLimits> = {},
  choose: (scans: readonly ListedScan[]) => ReadonlySet<string> = (scans) => new Set(scans.map((scan) => scan.path)),
): Promise<{ ok: true; count: number } | FileRefused> {
  const most = { ...SCANS_LIMITS, ...limits };
  const mostMegabytes = Math.floor(most.bytes / 1024 / 1024);
  try {
    if ((await stat(file)).size > most.bytes) throw new Refusal("zip-too-large", { mostMegabytes });
    return { ok: true, count: await handOver(file, take, most, choose) };
  } catch (error) {
    if (error instanceof Refusal) return error.refused;
    if (!(error instanceof ArchiveRefused)) throw error;
    const code = ARCHIVE_FAULTS[error.fault];
    return code === "zip-too-large" ? { ok: false, code, params: { mostMegabytes } } : { ok: false, code };
  }
}

async function handOver(
  file: string,
  take: (scan: ZippedScan) => Promise<void>,
  { files, bytes, scanBytes }: ScansLimits,
  choose: (scans: readonly ListedScan[]) => ReadonlySet<string>,
): Promise<number> {
  const archive = await openArchive(file, { entries: files, inflatedBytes: bytes });
  try {
    const scans = archive.entries.filter(({ name }) => !OF_THE_SYSTEM.test(name));
    const wanted = choose(scans.map(listed));
    for (const entry of scans) {
      if (!wanted.has(entry.name)) continue;
      const whole = entry.size <= scanBytes ? await bytesOf(entry) : null;
      await take({ ...listed(entry), bytes: whole });
    }
    return scans.length;
  } finally {
    archive.close();
  }
}

const listed = ({ name }: ArchiveEntry): ListedScan => ({ name: path.posix.basename(name), path: name });

async function bytesOf(entry: ArchiveEntry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of entry.inflate()) chunks.push(chunk);
  return Buffer.concat(chunks);
}
