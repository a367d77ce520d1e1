import { z } from "zod";
import { MESSAGE_GROUPS, type MessageGroup, type MessageKind, messageGroupsOf } from "@/rules/message-kinds";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { type Tx, transaction } from "@/server/db";
import { choice, ticked } from "@/server/form-fields";
import { openText, sealText } from "@/server/identity-vault";
import { MAIL_LOCALES, type MailLocale, mailAddress, mailServer } from "@/server/mail";
import { done, type Result, refused } from "@/server/result";
import { sql } from "@/server/sql";

const GROUPS = Object.keys(MESSAGE_GROUPS) as MessageGroup[];

export const MailInput = z.object({
  /** Empty: no e-mail. */
  email: z.string().max(400).catch(""),
  locale: choice(MAIL_LOCALES),
  credits: ticked,
  projects: ticked,
  reports: ticked,
  tables: ticked,
  people: ticked,
  desk: ticked,
} satisfies Record<MessageGroup, unknown> & Record<"email" | "locale", unknown>);
export type MailInput = z.output<typeof MailInput>;

export interface MailSetting {
  /** Null until one is given. */
  email: string | null;
  /** Those that the role is asked about, and which of them it wants. */
  groups: { group: MessageGroup; wanted: boolean }[];
  /** Null until it is chosen. */
  locale: MailLocale | null;
  /** This server sends e-mail at all. */
  available: boolean;
}

interface KeptSetting {
  sealed: Buffer | null;
  kinds: MessageKind[];
  locale: MailLocale;
}

const readKept = (tx: Tx, { cityId, accountId }: Actor) =>
  tx.first<KeptSetting>(sql`
    select email_sealed as sealed, kinds::text[] as kinds, locale from mail_settings
    where city_id = ${cityId} and account_id = ${accountId}`);

/** Every group is wanted until somebody says otherwise. */
const isWanted = (kept: KeptSetting | undefined, group: MessageGroup) =>
  !kept || MESSAGE_GROUPS[group].some((kind) => kept.kinds.includes(kind));

/** What the account gets by e-mail. */
export async function readMailSetting(actor: Actor): Promise<MailSetting> {
  authorize(actor, "account:own");
  const kept = await transaction(actor, (tx) => readKept(tx, actor));
  return {
    email: kept?.sealed ? openText(kept.sealed) : null,
    groups: messageGroupsOf(actor.role).map((group) => ({ group, wanted: isWanted(kept, group) })),
    locale: kept?.locale ?? null,
    available: mailServer() !== null,
  };
}

/**
 * Keeps what the account wants by e-mail: the address sealed, as an ID number is. What another role of the account is asked
 * about stays as it was.
 */
export async function saveMailSetting(actor: Actor, input: MailInput): Promise<Result<{ mailed: boolean }>> {
  authorize(actor, "account:own");
  // Typed by a Chinese keyboard it has wide signs.
  const typed = input.email.normalize("NFKC").trim();
  const email = typed === "" ? null : mailAddress(typed);
  if (typed !== "" && email === null) return refused({ rule: null, clause: "S", code: "email-format", field: "email" });
  const asked = messageGroupsOf(actor.role);
  return transaction(actor, async (tx) => {
    const kept = await readKept(tx, actor);
    const wanted = GROUPS.filter((group) => (asked.includes(group) ? input[group] : isWanted(kept, group)));
    const kinds = wanted.flatMap((group) => [...MESSAGE_GROUPS[group]]);
    await tx.run(sql`
      insert into mail_settings (city_id, account_id, email_sealed, kinds, locale)
      values (${actor.cityId}, ${actor.accountId}, ${email && sealText(email)}, ${kinds}::message_kind[], ${input.locale})
      on conflict (city_id, account_id) do update set email_sealed = excluded.email_sealed, kinds = excluded.kinds,
        locale = excluded.locale`);
    return done({ mailed: email !== null && kinds.length > 0 });
  });
}
