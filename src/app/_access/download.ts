/** A name as a header may hold it (RFC 5987): encodeURIComponent leaves four characters that it may not. */
export const headerText = (name: string) =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** A spreadsheet to be saved: never shown, never kept on the way. */
export function workbookAnswer(body: ReadableStream<Uint8Array> | Uint8Array, name: string): Response {
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : body, {
    headers: {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename*=UTF-8''${headerText(name)}`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}

/** A PDF to be looked at and printed: shown by the browser, never kept on the way. */
export function pdfAnswer(body: Uint8Array, name: string): Response {
  return new Response(new Uint8Array(body), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Length": String(body.byteLength),
      "Content-Disposition": `inline; filename*=UTF-8''${headerText(name)}`,
      "X-Content-Type-Options": "nosniff",
      "Cache-Control": "private, no-store",
    },
  });
}

/** A browser that fetches a page before anybody has asked for it opens nothing, and nothing goes on record. */
export const isPrefetch = (headers: Headers) =>
  /prefetch/.test(`${headers.get("sec-purpose")} ${headers.get("purpose")}`) || headers.has("next-router-prefetch");

/** Nothing is here for whoever asks. */
export const gone = () => new Response(null, { status: 404 });
/** Nothing is opened ahead of time. */
export const notAhead = () => new Response(null, { status: 503, headers: { "Cache-Control": "no-store" } });

const SECONDS_TO_WAIT = 10;

/** In place of a document that can't be made now, or at all. */
export const inWords = (status: 409 | 503, words: string) =>
  new Response(words, {
    status,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      ...(status === 503 && { "Retry-After": String(SECONDS_TO_WAIT) }),
    },
  });
