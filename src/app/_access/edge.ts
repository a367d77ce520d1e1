import { forbidden, notFound, redirect } from "next/navigation";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { Forbidden, NotFound, SessionEnded } from "@/server/errors";
import { currentSession, type Session, sameOrigin } from "@/server/session";

export const SIGN_IN = "/sign-in";
export const NEW_PASSWORD = "/password";

/** Where each role begins. */
export const HOME: Record<Role, string> = {
  teacher: "/teacher",
  school: "/school",
  county: "/county",
  city: "/city",
  host: "/host",
  platform: "/notice",
};

/** Whoever is signed in; others are sent to the sign-in. */
export async function requireSession(): Promise<Session> {
  return (await currentSession()) ?? redirect(SIGN_IN);
}

/** The actor of a page or action of these roles; whoever isn't that is sent where they belong. */
export async function requireActor(role: Role | readonly Role[]): Promise<Session> {
  const session = await requireSession();
  if (session.mustChangePassword) redirect(NEW_PASSWORD);
  if (![role].flat().includes(session.role)) forbidden();
  return session;
}

/** Every action asks: the form was on a page of ours. */
export async function requireOwnOrigin(): Promise<void> {
  if (!(await sameOrigin())) forbidden();
}

/** Turns what a use case throws into what a browser understands; a fault stays a fault. */
export function atTheEdge(error: unknown): never {
  if (error instanceof SessionEnded) redirect(`${SIGN_IN}?ended=1`);
  if (error instanceof NotFound) notFound();
  if (error instanceof Forbidden) forbidden();
  throw error;
}

/** The credited person behind a teacher's session. */
export function requireTeacherId({ teacherId }: Actor): number {
  return teacherId ?? forbidden();
}
