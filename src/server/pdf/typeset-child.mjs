// Typesets one document and ends: a program of its own, because typst is synchronous, takes hundreds of megabytes for a long
// document, and a broken scan may take it down. Started by typeset.ts, which hands it an order on stdin and takes what it
// writes to stdout. Its own thread watches: it ends when its parent does, or when the memory is used up.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** @typedef {{ do: "typeset", template: string, data: unknown, files: Record<string, string>, accessible: boolean }} Typesetting */
/** @typedef {{ do: "count-pages", files: Record<string, string> }} Counting */
/** @typedef {import("@myriaddreamin/typst-ts-node-compiler").NodeCompiler} NodeCompiler */

const MOST_MEMORY = 1024 * 1024 * 1024;
const LOOK_EVERY_MS = 100;

const FONTS = ["400Regular", "700Bold"].map((weight) =>
  path.resolve("node_modules/@expo-google-fonts/noto-sans-sc", weight),
);
/** Nothing is read from there: what a document may use is handed to it. */
const NOWHERE = path.resolve("node_modules/.no-files");

/** Every sign by itself. */
const PROBE = `#set document(title: "probe")
#set text(font: "Noto Sans SC")
#for sign in sys.inputs.signs.codepoints() [#sign ]`;

const ALL_PAGES = `#for page in range(1, int(sys.inputs.pages) + 1) { std.image(sys.inputs.name, page: page, width: 5cm) }`;

if (isMainThread) watch();
else parentPort?.postMessage(perform(workerData));

async function watch() {
  process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const worker = new Worker(new URL(import.meta.url), { workerData: Buffer.concat(chunks).toString("utf8") });
  const memory = setInterval(() => {
    if (process.memoryUsage.rss() < MOST_MEMORY) return;
    // exit() would wait for the other thread's end.
    process.stderr.write("no memory\n", () => process.kill(process.pid, "SIGKILL"));
  }, LOOK_EVERY_MS);
  worker.once("message", (bytes) => {
    clearInterval(memory);
    process.stdout.write(bytes, () => process.exit(0));
  });
  worker.once("error", (error) => {
    // A fault of ours, in a template: what it quotes of the data is cut.
    process.stderr.write(`${error.message.replace(/`[^`]*`/g, "`…`").slice(0, 1_000)}\n`, () => process.exit(1));
  });
}

/** @param {string} order */
function perform(order) {
  /** @type {Typesetting | Counting} */
  const asked = JSON.parse(order);
  const { NodeCompiler } = createRequire(import.meta.url)("@myriaddreamin/typst-ts-node-compiler");
  /** @type {NodeCompiler} */
  const compiler = NodeCompiler.create({ workspace: NOWHERE, fontArgs: [{ fontPaths: FONTS }] });
  for (const [name, file] of Object.entries(asked.files))
    compiler.mapShadow(path.join(NOWHERE, name), readFileSync(file));
  return asked.do === "typeset" ? typeset(compiler, asked) : countPages(compiler, Object.keys(asked.files));
}

/**
 * @param {NodeCompiler} compiler
 * @param {Typesetting} asked
 */
function typeset(compiler, { template, data, accessible }) {
  const folder = path.dirname(template);
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".typ")))
    compiler.addSource(path.join(NOWHERE, name), readFileSync(path.join(folder, name), "utf8"));
  const source = readFileSync(template, "utf8");
  const text = spellOut(JSON.stringify(data), unknownSigns(compiler, JSON.stringify(data)));
  return pdf(compiler, source, { data: text }, accessible);
}

/**
 * @param {NodeCompiler} compiler
 * @param {string} source
 * @param {Record<string, string>} inputs
 * @param {boolean} accessible PDF/UA-1; a document that holds pages of other PDFs can't promise that
 */
function pdf(compiler, source, inputs, accessible) {
  const compiled = compiler.compile({ mainFileContent: source, inputs });
  const document = compiled.result;
  if (!document) throw new Error(JSON.stringify(compiled.takeError()?.shortDiagnostics));
  return compiler.pdf(document, accessible ? { pdfStandard: "ua-1" } : {});
}

/**
 * Signs that none of the fonts has, those of the machine included: PDF/UA refuses a text with them.
 * @param {NodeCompiler} compiler
 * @param {string} text
 * @returns {string[]}
 */
function unknownSigns(compiler, text) {
  const known = (/** @type {string[]} */ signs) => {
    try {
      pdf(compiler, PROBE, { signs: signs.join("") }, true);
      return true;
    } catch (error) {
      if (!String(error).includes("could not be displayed")) throw error;
      return false;
    }
  };
  /** @type {(signs: string[]) => string[]} */
  const among = (signs) => {
    if (signs.length === 0 || known(signs)) return [];
    if (signs.length === 1) return signs;
    const half = signs.length >> 1;
    return [...among(signs.slice(0, half)), ...among(signs.slice(half))];
  };
  return among([...new Set(text)].filter((sign) => sign > "\u007f"));
}

/**
 * What can't be shown is told by its number, so that nobody signs a table with a box in a name.
 * @param {string} text
 * @param {string[]} signs
 */
function spellOut(text, signs) {
  let spelled = text;
  for (const sign of signs)
    spelled = spelled.replaceAll(sign, `〔U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase()}〕`);
  return spelled;
}

/**
 * The pages of each PDF, all of which can be placed; 0 for what can't be.
 * @param {NodeCompiler} compiler
 * @param {string[]} names
 */
function countPages(compiler, names) {
  const counts = names.map((name) => {
    try {
      const pages = lastPage(compiler, name);
      if (pages > 0) pdf(compiler, ALL_PAGES, { name, pages: String(pages) }, false);
      return [name, pages];
    } catch {
      return [name, 0];
    }
  });
  return Buffer.from(JSON.stringify(Object.fromEntries(counts)));
}

/** There is no asking for it, but whoever asks for a page behind the last is told. @returns {number} */
function lastPage(/** @type {NodeCompiler} */ compiler, /** @type {string} */ name) {
  const BEHIND = 1_000_000;
  const compiled = compiler.compile({
    mainFileContent: `#image(sys.inputs.name, page: ${BEHIND})`,
    inputs: { name },
  });
  const told = /the document only has (\d+) page/.exec(JSON.stringify(compiled.takeError()?.shortDiagnostics) ?? "");
  return Number(told?.[1] ?? 0);
}
