import "server-only";
import { randomUUID } from "node:crypto";
import { cookies, headers } from "next/headers";
import NextAuth from "next-auth";
import { decode, type JWT } from "next-auth/jwt";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import type { Actor } from "./actor";
import { environment } from "./env";

/** A session lasts a working day at most; it ends earlier with sign-out, a new password, or disabling. */
const MAX_AGE_SECONDS = 10 * 3600;

/** What the sealed cookie says. Claims only: every transaction lets the database check them (server/db.ts). */
export interface Session extends Actor {
  /** The first sign-in demands a new password before anything else. */
  mustChangePassword: boolean;
  /** More than one role: the page offers to switch. */
  severalRoles: boolean;
}

const SessionClaims = z.object({
  cityId: z.number().int(),
  accountId: z.number().int(),
  sessionVersion: z.number().int(),
  role: z.enum(["teacher", "school", "county", "city", "host", "platform"]),
  organisationId: z.number().int(),
  organisationName: z.string(),
  teacherId: z.number().int().nullable(),
  name: z.string(),
  mustChangePassword: z.boolean(),
  severalRoles: z.boolean(),
});

const overHttps = () => environment().PUBLIC_ORIGIN.startsWith("https://");
// __Host-: bound to this host, over HTTPS, for the whole site; a neighbouring host can't plant one.
const cookieName = () => (overHttps() ? "__Host-credit-bank" : "credit-bank");

// Who may have a session is decided before, where it can be said why not (sign-in, a new password, another role); Auth.js is
// handed a ticket that was made in this process and works once, so that no request from outside can name its own claims.
const tickets = new Map<string, Session>();

function redeem(ticket: string) {
  const session = tickets.get(ticket);
  tickets.delete(ticket);
  return session ? { id: String(session.accountId), session } : null;
}

const auth = NextAuth(() => ({
  secret: environment().AUTH_SECRET,
  trustHost: true,
  session: { strategy: "jwt", maxAge: MAX_AGE_SECONDS },
  cookies: {
    sessionToken: {
      name: cookieName(),
      options: { httpOnly: true, sameSite: "lax", path: "/", secure: overHttps() },
    },
  },
  // Auth.js logs a stack trace for every wrong password otherwise.
  logger: { error() {}, warn() {}, debug() {} },
  providers: [Credentials({ credentials: { ticket: {} }, authorize: ({ ticket }) => redeem(String(ticket)) })],
  callbacks: {
    jwt: ({ token, user }) => (user ? { session: (user as { session?: Session }).session } : token),
  },
}));

/** Starts a session in place of whatever session there was: a new token at each sign-in. */
export async function startSession(session: Session): Promise<void> {
  const ticket = randomUUID();
  tickets.set(ticket, session);
  await auth.signIn("credentials", { ticket, redirect: false });
}

/** Takes the cookie away. The session itself ends by raising the account's session version. */
export async function dropSessionCookie(): Promise<void> {
  (await cookies()).delete({ name: cookieName(), path: "/", secure: overHttps() });
}

// Opening the seal costs more than the query of a page; a sealed text always opens to the same claims.
const opened = new Map<string, JWT>();
const OPENED_LIMIT = 10_000;

async function open(sealed: string): Promise<JWT | null> {
  const known = opened.get(sealed);
  if (known) return known;
  const token = await decode({ token: sealed, secret: environment().AUTH_SECRET, salt: cookieName() }).catch(
    () => null,
  );
  if (token) {
    if (opened.size >= OPENED_LIMIT) opened.clear();
    opened.set(sealed, token);
  }
  return token;
}

/** Who the request says it is, or null: no cookie, a broken or an old one. */
export async function currentSession(): Promise<Session | null> {
  const sealed = (await cookies()).get(cookieName())?.value;
  const token = sealed ? await open(sealed) : null;
  if (!token || (token.exp ?? 0) * 1000 < Date.now()) return null;
  const claims = SessionClaims.safeParse(token.session);
  return claims.success ? claims.data : null;
}

/** The actor of a session that may act: signed in, and the first password is behind. */
export async function currentActor(): Promise<Actor | null> {
  const session = await currentSession();
  return session && !session.mustChangePassword ? session : null;
}

/** Was this request made by a page of ours? A foreign, a null or a missing Origin was not; X-Forwarded-Host is never asked. */
export async function sameOrigin(): Promise<boolean> {
  return (await headers()).get("origin") === environment().PUBLIC_ORIGIN;
}
