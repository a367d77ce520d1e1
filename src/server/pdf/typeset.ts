import { spawn } from "node:child_process";
import path from "node:path";

/** A document of ours: a .typ file beside this one. */
export type Template = "summary-table" | "summary-certificates" | "transcript" | "certificate";

export interface Typesetting {
  template: Template;
  /** What the template shows. It is handed over as data and never becomes source: no text in it is a command. */
  data: unknown;
  /** Pictures (JPEG, PNG) and PDFs that it places: the name under which the data speaks of it, and where it lies. */
  files?: Readonly<Record<string, string>>;
  /** Held to PDF/UA-1, which a document with pages of other PDFs can't be; tagged it is anyway. */
  accessible?: boolean;
}

/** Too many documents are being made already; a moment later there is room. */
export class TypesettingBusy extends Error {
  override name = "TypesettingBusy";
}

const CHILD = path.resolve("src/server/pdf/typeset-child.mjs");
const TEMPLATES = path.resolve("src/server/pdf");
const LONGEST_MS = 60_000;
const AT_ONCE = 2;
/** Who waits longer than a few documents take would have gone. */
const MOST_WAITING = 6;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * Makes a PDF of a template and its data, in a process of its own, of which there are two at most.
 * @throws TypesettingBusy
 */
export function typeset(
  { template, data, files = {}, accessible = false }: Typesetting,
  signal?: AbortSignal,
): Promise<Buffer> {
  const source = path.join(TEMPLATES, `${template}.typ`);
  return inTurn(() => perform({ do: "typeset", template: source, data, files, accessible }, signal));
}

/**
 * How many pages each PDF has; 0 for one that can't be placed.
 * @throws where one of them takes the whole program down
 */
export async function countPages(
  files: Readonly<Record<string, string>>,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const told = await inTurn(() => perform({ do: "count-pages", files }, signal));
  return JSON.parse(told.toString("utf8")) as Record<string, number>;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running++;
  else {
    if (waiting.length >= MOST_WAITING) throw new TypesettingBusy();
    // Whoever ends hands the place on.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

function perform(order: unknown, signal?: AbortSignal): Promise<Buffer> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    // No settings of ours go along: the program needs none, and what it makes of a scan could be anything.
    const child = spawn(process.execPath, [CHILD], {
      stdio: ["pipe", "pipe", "pipe", "ipc"],
      env: { PATH: process.env.PATH, NODE_ENV: "production" },
      signal,
      killSignal: "SIGKILL",
      timeout: LONGEST_MS,
    });
    const made: Buffer[] = [];
    let complaint = "";
    child.stdout?.on("data", (chunk: Buffer) => made.push(chunk));
    child.stderr?.on("data", (text) => {
      complaint += text;
    });
    // A child that has ended takes no order; why it ended is told by its end.
    child.stdin?.on("error", () => {});
    child.once("error", reject);
    child.once("close", (code, killedBy) => {
      if (code === 0) resolve(Buffer.concat(made));
      else reject(new Error(`typesetting ended with ${killedBy ?? code}: ${complaint.trim()}`));
    });
    child.stdin?.end(JSON.stringify(order));
  });
}
