"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { signOut } from "@/features/people/sign-out";
import { switchRole } from "@/features/people/switch-role";
import { ROLES } from "@/rules/permissions";
import { businessNow } from "@/server/clock";
import { currentSession, dropSessionCookie, startSession } from "@/server/session";
import { atTheEdge, HOME, requireOwnOrigin, requireSession, SIGN_IN } from "./edge";

export async function signOutAction(): Promise<void> {
  await requireOwnOrigin();
  const session = await currentSession();
  if (session) await signOut(session, businessNow());
  await dropSessionCookie();
  redirect(SIGN_IN);
}

const WantedRole = z.object({ role: z.enum(ROLES), organisationId: z.coerce.number().int().positive() });

/** From now on in another role that the same account holds. */
export async function switchRoleAction(form: FormData): Promise<void> {
  await requireOwnOrigin();
  const session = await requireSession();
  const wanted = WantedRole.safeParse(Object.fromEntries(form));
  if (!wanted.success) redirect(HOME[session.role]);
  const held = await switchRole(session, wanted.data).catch(atTheEdge);
  // There is another role to switch back to, be it that this one is lent for some days only.
  await startSession({ ...session, ...held, severalRoles: true });
  redirect(HOME[held.role]);
}
