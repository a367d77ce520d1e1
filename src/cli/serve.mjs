// The web process: Next behind a plain HTTP server of our own, because Next's proxy, the other place for a fresh nonce in
// each answer, costs two fifths of every page. Settings: NODE_ENV, HOST, PORT, PUBLIC_ORIGIN.
import { randomBytes, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import next from "next";

const dev = process.env.NODE_ENV === "development";
const hostname = process.env.HOST || "localhost";
const port = Number(process.env.PORT || 3000);
const overHttps = process.env.PUBLIC_ORIGIN?.startsWith("https://") ?? false;

/** A client that dawdles over its headers, or keeps a form open, is cut off; a large scan on a slow phone is not. */
const HEADERS_MS = 10_000;
const FORM_MS = 120_000;
/** 300 MB of scans on a line of 5 Mbit/s take so long. */
const TABLE_MS = 600_000;

/**
 * What a page may load and run: this site's own files, and inline only what carries this answer's nonce.
 * @param {string} nonce
 */
function policy(nonce) {
  return [
    "default-src 'none'",
    // React rebuilds the server's errors in the browser by eval while developing, and in no build that is served.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    // A scan that is a PDF is shown in a frame; its own answer says that only we may frame it.
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * @param {import("node:http").IncomingMessage} request
 * @param {number} milliseconds
 */
function cutOff(request, milliseconds) {
  const late = setTimeout(() => request.complete || request.destroy(), milliseconds);
  request.once("close", () => clearTimeout(late));
}

/**
 * Requests that are being answered, by the name that each is given here: a page of Next can't say «too many requests» by itself, nor
 * «not found» in its own words without JavaScript (src/server/answer-status.ts).
 * @type {Map<string, (status: number, retryAfterSeconds?: number) => void>}
 */
const answers = new Map();
globalThis.creditBankAnswers = answers;

/**
 * Gives a request its name and tells it whose connection it came by; what the client wrote there itself is gone.
 * @param {import("node:http").IncomingMessage} request
 * @param {import("node:http").ServerResponse} response
 */
function introduce(request, response) {
  const name = randomUUID();
  request.headers["x-answer"] = name;
  request.headers["x-peer"] = request.socket.remoteAddress ?? "";
  answers.set(name, (status, retryAfterSeconds) => {
    const { writeHead } = response;
    response.writeHead = /** @type {typeof writeHead} */ (
      (/** @type {number} */ _status, /** @type {any[]} */ ...more) => {
        if (retryAfterSeconds !== undefined) response.setHeader("Retry-After", String(retryAfterSeconds));
        return Reflect.apply(writeHead, response, [status, ...more]);
      }
    );
  });
  response.once("close", () => answers.delete(name));
}

const app = next({ dev, hostname, port });
await app.prepare();
const handle = app.getRequestHandler();
const server = createServer((request, response) => {
  // Next reads the nonce from the request's header and puts it on its own scripts. A scan has a policy of its own.
  if (!request.url?.startsWith("/evidence/")) {
    const csp = policy(randomBytes(16).toString("base64"));
    request.headers["content-security-policy"] = csp;
    response.setHeader("Content-Security-Policy", csp);
  }
  introduce(request, response);
  if (request.method !== "GET" && !request.url?.startsWith("/api/imports")) cutOff(request, FORM_MS);
  if (overHttps) response.setHeader("Strict-Transport-Security", "max-age=63072000");
  handle(request, response);
});
server.headersTimeout = HEADERS_MS;
server.requestTimeout = TABLE_MS;
server.on("upgrade", app.getUpgradeHandler());
server.on("error", (error) => {
  console.error(
    "code" in error && error.code === "EADDRINUSE" ? `Port ${port} is taken by another program.` : error.message,
  );
  process.exit(1);
});
server.listen(port, hostname, () => console.log(`Serving on http://${hostname}:${port}`));

let ending = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => {
    if (ending) return;
    ending = true;
    // What is under way is answered; then the connections that wait for more are closed.
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => process.exit(0), 5_000).unref();
  });
