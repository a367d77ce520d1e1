import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import path from "node:path";
import { environment } from "./env";

/** A file field of a form: how large its file may be, and whether it is small enough to be held. */
export interface FileField {
  mostBytes: number;
  keep: "in-memory" | "on-disk";
}

export interface ReceivedFile {
  /** As the sender's machine names it: words, never a name of a file of ours. */
  name: string;
  size: number;
  /** More came than may be kept; none of it was. */
  tooLarge: boolean;
  /** Of a file that is held. */
  bytes: Buffer;
  /** Of a file on disk: until the work with the form ends. */
  path: string | null;
}

export interface ReceivedForm {
  fields: ReadonlyMap<string, string>;
  files: ReadonlyMap<string, ReceivedFile>;
}

export type FormFault = "malformed" | "cut-off" | "too-large";

class FormRefused extends Error {
  constructor(readonly fault: FormFault) {
    super(fault);
  }
}

const MOST_PARTS = 40;
const MOST_HEADERS = 8_192;
const MOST_FIELD = 2_048;
/** What is around the files of a form. */
const AROUND = 256 * 1024;
/** Up to so many times what may be kept is read and dropped: who is answered while still sending learns only that the line broke. */
const READ_ON = 2;

const LINE_END = Buffer.from("\r\n");
const HEADERS_END = Buffer.from("\r\n\r\n");
const LAST = "--";

/**
 * Receives a form with files as it is sent, so that a large one is never in memory, and hands it over. Whatever happens then,
 * or if the sender goes away in the middle, no file is left behind. Written here because Node's own reading holds it all.
 */
export async function receiveForm<T>(
  request: Request,
  fileFields: Readonly<Record<string, FileField>>,
  work: (form: ReceivedForm | FormFault) => Promise<T>,
): Promise<T> {
  const boundary = /^multipart\/form-data\s*;.*boundary=(?:"([^"]{1,70})"|([^\s;]{1,70}))/i.exec(
    request.headers.get("content-type") ?? "",
  );
  const most = READ_ON * Object.values(fileFields).reduce((sum, { mostBytes }) => sum + mostBytes, AROUND);
  if (!boundary || !request.body) return work("malformed");
  if (Number(request.headers.get("content-length") ?? 0) > most) return work("too-large");
  const base = path.join(environment().DATA_DIR, "incoming");
  await mkdir(base, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(path.join(base, "form-"));
  try {
    const bytes = new Incoming(request.body[Symbol.asyncIterator](), most);
    const form = await formOf(bytes, `--${boundary[1] ?? boundary[2]}`, fileFields, folder).catch(faultOf);
    return await work(form);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function faultOf(error: unknown): FormFault {
  if (error instanceof FormRefused) return error.fault;
  throw error;
}

/** Bytes as they come, taken up to a mark. */
class Incoming {
  private held: Buffer = LINE_END;
  private total = 0;

  constructor(
    private readonly chunks: AsyncIterator<Uint8Array>,
    private readonly most: number,
  ) {}

  /** Hands over what comes before the mark, piece by piece, and leaves the mark behind. */
  async until(mark: Buffer, take: (piece: Buffer) => Promise<void> | void): Promise<void> {
    for (;;) {
      const at = this.held.indexOf(mark);
      // The mark may begin at the end of what is there.
      const sure = at >= 0 ? at : this.held.length - mark.length + 1;
      if (sure > 0) await take(this.held.subarray(0, sure));
      this.held = this.held.subarray(at >= 0 ? at + mark.length : Math.max(0, sure));
      if (at >= 0) return;
      await this.more();
    }
  }

  async text(length: number): Promise<string> {
    while (this.held.length < length) await this.more();
    const text = this.held.toString("latin1", 0, length);
    this.held = this.held.subarray(length);
    return text;
  }

  private async more(): Promise<void> {
    const next = await this.chunks.next().catch(() => {
      throw new FormRefused("cut-off");
    });
    if (next.done) throw new FormRefused("cut-off");
    this.total += next.value.length;
    if (this.total > this.most) throw new FormRefused("too-large");
    this.held = Buffer.concat([this.held, next.value]);
  }
}

async function formOf(
  bytes: Incoming,
  boundary: string,
  fileFields: Readonly<Record<string, FileField>>,
  folder: string,
): Promise<ReceivedForm> {
  const fields = new Map<string, string>();
  const files = new Map<string, ReceivedFile>();
  const delimiter = Buffer.from(`\r\n${boundary}`);
  await bytes.until(delimiter, () => {});
  for (let parts = 0; ; parts++) {
    const behind = await bytes.text(2);
    if (behind === LAST) return { fields, files };
    if (behind !== "\r\n" || parts >= MOST_PARTS) throw new FormRefused("malformed");
    const { name, fileName } = dispositionOf(await collected(bytes, HEADERS_END, MOST_HEADERS));
    if (fileName === null) fields.set(name, await collected(bytes, delimiter, MOST_FIELD));
    else {
      const field = Object.hasOwn(fileFields, name) && !files.has(name) ? fileFields[name] : undefined;
      const received = await fileOf(bytes, delimiter, field, path.join(folder, String(parts)));
      // A file field that was left empty sends a nameless nothing.
      if (field && (fileName !== "" || received.size > 0)) files.set(name, { name: fileName, ...received });
    }
  }
}

async function collected(bytes: Incoming, mark: Buffer, most: number): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  await bytes.until(mark, (piece) => {
    length += piece.length;
    if (length > most) throw new FormRefused("malformed");
    pieces.push(Buffer.from(piece));
  });
  return Buffer.concat(pieces).toString("utf8");
}

/** Browsers write names as UTF-8, with %22 for the quotation mark. */
function dispositionOf(headers: string): { name: string; fileName: string | null } {
  const line = /^content-disposition:[ \t]*form-data(;.*)$/im.exec(headers)?.[1];
  const name = line && /;\s*name="((?:[^"\\]|\\.)*)"/i.exec(line)?.[1];
  if (!name) throw new FormRefused("malformed");
  const fileName = /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(line)?.[1] ?? null;
  return { name, fileName: fileName?.replace(/%22/g, '"').replace(/%0[da]/gi, " ") ?? null };
}

/** Takes a file up to what it may be; what is above it, and what nobody asked for, is read and dropped. */
async function fileOf(
  bytes: Incoming,
  mark: Buffer,
  field: FileField | undefined,
  file: string,
): Promise<Omit<ReceivedFile, "name">> {
  const onDisk = field?.keep === "on-disk";
  const handle = onDisk ? await open(file, "wx", 0o600) : null;
  const pieces: Buffer[] = [];
  const most = field?.mostBytes ?? 0;
  let size = 0;
  try {
    await bytes.until(mark, async (piece) => {
      size += piece.length;
      if (size > most) pieces.length = 0;
      else if (handle) await handle.writeFile(piece);
      else pieces.push(Buffer.from(piece));
    });
  } finally {
    await handle?.close();
  }
  return { size, tooLarge: size > most, bytes: Buffer.concat(pieces), path: onDisk ? file : null };
}
