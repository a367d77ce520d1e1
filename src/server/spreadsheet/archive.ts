import yauzl from "yauzl";

export type ArchiveFault = "not-a-zip" | "encrypted" | "bomb" | "unsafe" | "broken";

export class ArchiveRefused extends Error {
  constructor(readonly fault: ArchiveFault) {
    super(fault);
  }
}

export interface ArchiveLimits {
  entries: number;
  /** Of all entries together, inflated. */
  inflatedBytes: number;
}

export interface ArchiveEntry {
  name: string;
  /** As the directory says; inflating ends where it turns out to be more. */
  size: number;
  inflate: () => AsyncIterable<Buffer>;
}

export interface Archive {
  entries: ArchiveEntry[];
  close: () => void;
}

/** Deflate can shrink a thousandfold, but no table or scan shrinks by so much; small parts may, and do no harm. */
const MOST_RATIO = 250;
const RATIO_COUNTS_FROM = 4 * 1024 * 1024;
const UTF8_FLAG = 0x800;
const SYMLINK = 0o120000;
const FILE_TYPE = 0o170000;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const gb18030 = new TextDecoder("gb18030");

/**
 * The name of an entry. Without the flag it may still be UTF-8 (macOS) or, on a Chinese Windows, GB18030. Two bytes of the latter
 * can look like a Latin or Cyrillic letter of the former, but a Chinese name in UTF-8 has signs of three bytes.
 */
function nameOf(raw: Buffer, flags: number): string {
  try {
    const name = utf8.decode(raw);
    if (flags & UTF8_FLAG || /[\u0800-\uffff]/.test(name) || /^[\0-\x7f]*$/.test(name)) return name;
  } catch {
    if (flags & UTF8_FLAG) throw new ArchiveRefused("broken");
  }
  return gb18030.decode(raw);
}

/** What the directory alone tells: nothing has been inflated yet. */
function checked(entry: yauzl.Entry): { name: string; folder: boolean } {
  const name = nameOf(entry.fileNameRaw, entry.generalPurposeBitFlag).replaceAll("\\", "/");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
  if (name === "" || yauzl.validateFileName(name) !== null || /[\0-\x1f\x7f]/.test(name))
    throw new ArchiveRefused("unsafe");
  if (((entry.externalFileAttributes >>> 16) & FILE_TYPE) === SYMLINK) throw new ArchiveRefused("unsafe");
  if (entry.isEncrypted()) throw new ArchiveRefused("encrypted");
  if (entry.uncompressedSize > RATIO_COUNTS_FROM && entry.uncompressedSize > MOST_RATIO * entry.compressedSize) {
    throw new ArchiveRefused("bomb");
  }
  return { name, folder: name.endsWith("/") };
}

/** A lying directory is found out while inflating: yauzl stops at the size that it told. */
async function* inflate(zip: yauzl.ZipFile, entry: yauzl.Entry): AsyncGenerator<Buffer> {
  try {
    const stream: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
    yield* stream;
  } catch (error) {
    throw new ArchiveRefused(error instanceof Error && error.message.startsWith("too many bytes") ? "bomb" : "broken");
  }
}

async function opened(file: string): Promise<yauzl.ZipFile> {
  try {
    // Names come as bytes: the library knows no Chinese encoding.
    return await yauzl.openPromise(file, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch {
    throw new ArchiveRefused("not-a-zip");
  }
}

/**
 * Opens a .zip by its directory, and refuses by what that says before anything is inflated. Folders are left out.
 * @throws ArchiveRefused
 */
export async function openArchive(file: string, limits: ArchiveLimits): Promise<Archive> {
  const zip = await opened(file);
  try {
    return { entries: await directory(zip, limits), close: () => zip.close() };
  } catch (error) {
    zip.close();
    if (error instanceof ArchiveRefused) throw error;
    const strong = error instanceof Error && error.message.startsWith("strong encryption");
    throw new ArchiveRefused(strong ? "encrypted" : "broken");
  }
}

async function directory(zip: yauzl.ZipFile, limits: ArchiveLimits): Promise<ArchiveEntry[]> {
  if (zip.entryCount > limits.entries) throw new ArchiveRefused("bomb");
  const entries: ArchiveEntry[] = [];
  const names = new Set<string>();
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    const { name, folder } = checked(entry);
    inflated += entry.uncompressedSize;
    if (inflated > limits.inflatedBytes) throw new ArchiveRefused("bomb");
    if (folder) continue;
    // Two entries of one name: one program reads the first, another the last.
    if (names.has(name.toLowerCase())) throw new ArchiveRefused("unsafe");
    names.add(name.toLowerCase());
    entries.push({ name, size: entry.uncompressedSize, inflate: () => inflate(zip, entry) });
  }
  return entries;
}
