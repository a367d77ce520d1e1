"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import { atTheEdge, requireActor, requireOwnOrigin } from "@/app/_access/edge";
import { roleAction } from "@/app/_access/role-action";
import { MailInput, saveMailSetting } from "@/features/inbox/mail-setting";
import { markAllRead, openMessage } from "@/features/inbox/read-messages";
import { businessNow } from "@/server/clock";
import { hrefOf, INBOX, INBOX_ROLES, MAIL_SETTING } from "./places";

const messageId = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);

/** Opens a message: it is read from now on, and its reader is where it leads. */
export async function open(form: FormData): Promise<void> {
  await requireOwnOrigin();
  const actor = await requireActor(INBOX_ROLES);
  const id = messageId.safeParse(form.get("message"));
  const target = id.success ? await openMessage(actor, id.data, businessNow()).catch(atTheEdge) : null;
  redirect(hrefOf(target, actor.role) ?? INBOX);
}

export async function markAll(form: FormData): Promise<void> {
  await requireOwnOrigin();
  const actor = await requireActor(INBOX_ROLES);
  const upTo = messageId.safeParse(form.get("upTo"));
  if (upTo.success) await markAllRead(actor, upTo.data, businessNow()).catch(atTheEdge);
  redirect(INBOX);
}

export const saveMail = roleAction(
  INBOX_ROLES,
  MailInput,
  saveMailSetting,
  ({ mailed }) => `${MAIL_SETTING}?saved=${mailed ? "on" : "off"}`,
);
