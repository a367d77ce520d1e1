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
