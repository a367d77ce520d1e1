import { gzipSync } from "node:zlib";
import { type Bench, NotMeasured, type Result } from "./bench";
import { ask } from "./load-generator";
import { htmlOf } from "./pages";
import type { SignedIn } from "./sessions";

// S9: how much JavaScript a first visit loads.

const ALLOWANCE = 30 * 1024;

/** Bytes, gzip, of every script that the page's HTML names; what is for browsers without modules is not loaded by others. */
async function scriptBytes(origin: string, html: string): Promise<number> {
  const loaded = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, "");
  const named = new Set(
    [...loaded.matchAll(/\/?_next\/static\/[\w./~%()[\]-]+?\.js/g)].map(([path]) => path.replace(/^\/?/, "/")),
  );
  // In the page's own data the path lacks the folder in front.
  for (const [, path] of loaded.matchAll(/[\\"](static\/chunks\/[\w./~%()[\]-]+?\.js)/g)) named.add(`/_next/${path}`);
  let bytes = 0;
  for (const path of named) {
    const { status, body } = await ask(origin, { path });
    if (status === 200) bytes += gzipSync(body).length;
  }
  return bytes;
}

export async function pageScripts(bench: Bench, pages: { path: string; by: SignedIn | undefined }[]): Promise<Result> {
  const bare = await ask(bench.baseline.origin, { path: "/rows/1" });
  const floor = await scriptBytes(bench.baseline.origin, bare.body.toString("utf8"));
  const sizes: { path: string; bytes: number }[] = [];
  const missing: string[] = [];
  for (const { path, by } of pages) {
    try {
      const html = await htmlOf(bench.product, path, by);
      sizes.push({ path, bytes: await scriptBytes(bench.product.web.origin, html) });
    } catch (error) {
      if (!(error instanceof NotMeasured)) throw error;
      missing.push(error.message);
    }
  }
  const largest = sizes.sort((a, b) => b.bytes - a.bytes)[0];
  if (!largest) throw new NotMeasured("there is no page to look at");
  const kilobytes = (bytes: number) => `${(bytes / 1024).toFixed(1)} KB`;
  return {
    measured: `${kilobytes(largest.bytes)}, ${largest.path}, the largest of ${sizes.length}`,
    baseline: `${kilobytes(floor)}, bare page`,
    ratio: largest.bytes / floor,
    target: { atMost: (floor + ALLOWANCE) / floor },
    note: [...sizes.map(({ path, bytes }) => `${path} +${kilobytes(bytes - floor)}`), ...missing].join(", "),
  };
}
