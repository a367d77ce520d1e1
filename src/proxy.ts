import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";

// React rebuilds the server's errors in the browser by eval while developing, and in no build that is served.
const DEVELOPMENT = process.env.NODE_ENV === "development";

/** What a page may load and run: this site's own files, and inline only what carries this answer's nonce. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${DEVELOPMENT ? " 'unsafe-eval'" : ""}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    // A scan that is a PDF is shown in a frame; its own answer says that only we may frame it.
    "frame-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/** A new nonce for each answer. Next reads it from the request's header and puts it on its own scripts. */
export function proxy(request: NextRequest): NextResponse {
  const csp = policy(randomBytes(16).toString("base64"));
  const headers = new Headers(request.headers);
  headers.set("Content-Security-Policy", csp);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", csp);
  return response;
}

// Pages only: route handlers and files answer with the policy that allows nothing (next.config.ts).
export const config = { matcher: "/((?!api/|evidence/|_next/static/|_next/image|favicon.ico|icon.svg).*)" };
