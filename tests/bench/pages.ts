import { type Bench, NotMeasured, type Product, type Result } from "./bench";
import { ask, type Comparison, compare, type Rate, type Side } from "./load-generator";
import type { SignedIn } from "./sessions";

/** A page of the product as some people ask for it in turn. */
export interface MeasuredPage {
  path: string;
  by: SignedIn[];
}

const OK = 200;

export const teacherHome = ({ people }: Product): MeasuredPage => ({ path: "/teacher", by: people.teachers });
export const countyQueue = ({ people }: Product, query = ""): MeasuredPage => ({
  path: `/county${query}`,
  by: [people.county],
});

export function sideOf({ web }: Product, { path, by }: MeasuredPage): Side {
  return {
    origin: web.origin,
    visit: (n) => ({ path, headers: { cookie: by[n % by.length]?.cookie ?? "" } }),
    expects: OK,
  };
}

/** The page's HTML as one person gets it. */
export async function htmlOf({ web }: Product, path: string, by: SignedIn | undefined): Promise<string> {
  const { status, headers, body } = await ask(web.origin, { path, headers: { cookie: by?.cookie ?? "" } });
  if (status !== OK) throw new NotMeasured(`${path} answers ${status} ${headers.location ?? ""}`.trim());
  return body.toString("utf8");
}

const ROW = /<(tr|li)[\s>]/g;
const LOOKED_AT = 20;

/** How many table rows and list items the page has, on the average of some people. */
async function rowsOf(product: Product, page: MeasuredPage): Promise<number> {
  const people = page.by.slice(0, LOOKED_AT);
  const counts = await Promise.all(
    people.map(async (one) => (await htmlOf(product, page.path, one)).match(ROW)?.length ?? 0),
  );
  return Math.max(1, Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length));
}

/** A page of the product against the bare page that prints as many rows. */
async function againstBarePage(
  { product, baseline, pace }: Bench,
  page: MeasuredPage,
): Promise<Comparison & { rows: number }> {
  const rows = await rowsOf(product, page);
  const bare: Side = { origin: baseline.origin, visit: () => ({ path: `/rows/${rows}` }), expects: OK };
  return { ...(await compare(sideOf(product, page), bare, pace)), rows };
}

export const perSecond = ({ perSecond, median }: Rate): string => `${perSecond.toFixed(0)}/s (${median.toFixed(0)} ms)`;

/** @param peer what the best of the peers reached with the like, as JSON, on another day */
export async function pageResult(bench: Bench, page: MeasuredPage, atLeast: number, peer: string): Promise<Result> {
  const { ratio, tried, baseline, rows } = await againstBarePage(bench, page);
  return {
    measured: perSecond(tried),
    baseline: `${perSecond(baseline)}, bare page, ${rows} rows`,
    ratio,
    target: { atLeast },
    note: `best peer, as JSON without a page, on another day's machine: ${peer}`,
  };
}

/** Where a full page far down the queue begins: the link to the next page, followed from page to page. */
export async function deepQuery(product: Product, pages: number): Promise<string> {
  let [before, query] = ["", ""];
  for (let page = 0; page < pages; page++) {
    const html = await htmlOf(product, `/county${query}`, product.people.county);
    const [link] = /<a\b[^>]*\brel="next"[^>]*>/.exec(html) ?? [];
    const next = /\bhref="[^"?]*(\?[^"]*)"/.exec(link ?? "")?.[1];
    // The last page may be short.
    if (!next) return before || Promise.reject(new NotMeasured("the queue has too few pages"));
    [before, query] = [query, next.replaceAll("&amp;", "&")];
  }
  return query;
}
