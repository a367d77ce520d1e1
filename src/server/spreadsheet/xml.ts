/** A part that no spreadsheet program writes: unsafe where it declares a document type, which is how entities get in. */
export class XmlRefused extends Error {
  constructor(readonly fault: "unsafe" | "broken") {
    super(fault);
  }
}

/** Names come without their prefix; what comes after `enough` says so is not read. */
export interface XmlHandlers {
  open?: (name: string, attributes: string) => void;
  text?: (text: string) => void;
  close?: (name: string) => void;
  enough?: () => boolean;
}

/** A cell holds at most 32,767 signs, six times that where all are written as entities. */
const LONGEST_PIECE = 256 * 1024;
export const LONGEST_TEXT = 100_000;
const DEEPEST = 64;
/** Each has to begin where the last one ended: looking further would take the square of a tag's length. */
const ATTRIBUTE = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gy;
const REFERENCE = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));|&/g;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

const local = (name: string) => name.slice(name.indexOf(":") + 1);

/** The five names of XML and numbers; any other would need a document type. */
function decoded(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(REFERENCE, (_, name?: string, decimal?: string, hex?: string) => {
    if (name !== undefined) return NAMED[name] ?? "";
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex ?? "", 16);
    if (!(code <= 0x10ffff)) throw new XmlRefused("broken");
    return String.fromCodePoint(code);
  });
}

/** The attributes of a tag, by their names without prefix. */
export function attributesOf(raw: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = "", double, single] of raw.matchAll(ATTRIBUTE)) {
    if (!name.startsWith("xmlns")) attributes.set(local(name), decoded(double ?? single ?? ""));
  }
  return attributes;
}

/** Where a tag ends; a sign > within quotes ends none. */
function tagEnd(text: string, from: number): number {
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === quote) quote = 0;
    } else if (code === 0x3e) return at;
    else if (code === 0x22 || code === 0x27) quote = code;
  }
  return -1;
}

class Reading {
  private rest = "";
  private readonly open: string[] = [];
  private rooted = false;
  over = false;

  constructor(private readonly handlers: XmlHandlers) {}

  /** Handles all whole pieces and keeps the beginning of the next. */
  take(more: string): void {
    const text = this.rest + more;
    let at = 0;
    while (at < text.length && !this.over) {
      const next = text.charCodeAt(at) === 0x3c ? this.markup(text, at) : this.text(text, at);
      if (next < 0) break;
      at = next;
    }
    this.rest = this.over ? "" : text.slice(at);
    if (this.rest.length > LONGEST_PIECE) throw new XmlRefused("broken");
  }

  end(): void {
    if (!this.over && (!this.rooted || this.open.length > 0 || this.rest.trim() !== "")) throw new XmlRefused("broken");
  }

  private text(text: string, at: number): number {
    const end = text.indexOf("<", at);
    if (end < 0) return -1;
    if (this.open.length > 0) this.handlers.text?.(decoded(text.slice(at, end)));
    return end;
  }

  /** Where the piece that begins here ends, or -1 when the rest of it is still to come. */
  private markup(text: string, at: number): number {
    const kind = text.charCodeAt(at + 1);
    if (kind === 0x21) return this.exclamation(text, at);
    if (kind === 0x3f) return after(text, "?>", at);
    const end = tagEnd(text, at + 1);
    if (end < 0) return -1;
    if (kind === 0x2f) this.closeTag(text.slice(at + 2, end).trimEnd());
    else this.openTag(text, at + 1, end);
    return end + 1;
  }

  private exclamation(text: string, at: number): number {
    if (text.startsWith("<!--", at)) return after(text, "-->", at + 4);
    if (text.startsWith("<![CDATA[", at)) {
      const end = after(text, "]]>", at + 9);
      if (end > 0) this.handlers.text?.(text.slice(at + 9, end - 3));
      return end;
    }
    if (text.length - at < "<![CDATA[".length) return -1;
    throw new XmlRefused("unsafe");
  }

  private openTag(text: string, from: number, end: number): void {
    const closed = text.charCodeAt(end - 1) === 0x2f;
    const tag = text.slice(from, closed ? end - 1 : end);
    const space = tag.search(/\s/);
    const name = space < 0 ? tag : tag.slice(0, space);
    if (name === "" || (this.open.length === 0 && this.rooted)) throw new XmlRefused("broken");
    this.rooted = true;
    this.open.push(name);
    if (this.open.length > DEEPEST) throw new XmlRefused("broken");
    this.handlers.open?.(local(name), space < 0 ? "" : tag.slice(space));
    if (closed) this.closeTag(name);
    if (this.handlers.enough?.()) this.over = true;
  }

  private closeTag(name: string): void {
    if (this.open.pop() !== name) throw new XmlRefused("broken");
    this.handlers.close?.(local(name));
    if (this.handlers.enough?.()) this.over = true;
  }
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? -1 : end + mark.length;
}

function decoderFor(start: Buffer): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder("utf-16le");
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder("utf-16be");
  // What is no UTF-8 becomes U+FFFD, and the cell with it is named as unreadable; the others are not lost for it.
  return new TextDecoder("utf-8");
}

/**
 * Goes through a part piece by piece: a worksheet of fifty thousand rows is far longer than what may be held at once. Written here
 * because the library's reader takes half a worksheet for a whole one, and tells neither merged cells nor formulas without a value.
 * @throws XmlRefused
 */
export async function readXml(chunks: AsyncIterable<Buffer>, handlers: XmlHandlers): Promise<void> {
  const reading = new Reading(handlers);
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk);
    reading.take(decoder.decode(chunk, { stream: true }));
    if (reading.over) return;
  }
  if (decoder) reading.take(decoder.decode());
  reading.end();
}
