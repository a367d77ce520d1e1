import "server-only";
import { messagesFor } from "@/messages";
import { grouped } from "@/rules/grouped";
import type { MessageKind } from "@/rules/message-kinds";
import { businessNow } from "./clock";
import { type Tx, withoutActor } from "./db";
import { environment } from "./env";
import { openText } from "./identity-vault";
import { log } from "./log";
import { type MailLocale, type MailServer, mailAddress } from "./mail";
import { type Letter, type Mailer, openMailer } from "./mailer";
import { sql } from "./sql";

interface DueMail {
  id: number;
  kind: MessageKind;
  locale: MailLocale;
  sealed: Buffer;
}

/** So many messages are held while they are sent. */
const AT_ONCE = 20;

/**
 * Sends what is due by e-mail, and returns when nothing is. Several workers share: what one is sending, the others pass over.
 * One that is killed in the middle has told nobody that it sent, and at worst the next sends a letter again.
 */
export async function sendDueMails(server: MailServer | null, signal?: AbortSignal): Promise<void> {
  if (!server) return;
  const mailer = openMailer(server);
  try {
    // What was settled counts on only as far as it was there before: a failing one waits for the next time.
    const tried = new Set<number>();
    while (!signal?.aborted && (await sendSome(mailer, tried)));
  } catch (error) {
    // A server that is down is nobody's failing address: nothing is counted as tried.
    log.warn({ reason: reasonOf(error) }, "e-mail can't be sent now; it is tried again later");
  } finally {
    mailer.close();
  }
}

/** @returns whether there may be more */
function sendSome(mailer: Mailer, tried: Set<number>): Promise<boolean> {
  return withoutActor(async (tx) => {
    const due = await tx.rows<DueMail>(sql`
      select id, kind, locale, email_sealed as sealed from mails_due(${AT_ONCE})`);
    const fresh = due.filter(({ id }) => !tried.has(id));
    if (fresh.length === 0) return false;
    for (const { id } of fresh) tried.add(id);
    await mailer.ready();
    await sendEach(tx, mailer, fresh);
    return due.length === AT_ONCE;
  });
}

async function sendEach(tx: Tx, mailer: Mailer, due: readonly DueMail[]): Promise<void> {
  const sent: number[] = [];
  const failed: number[] = [];
  // What one person is told of at the same time is one letter.
  for (const mails of grouped(due, ({ sealed }) => sealed.toString("base64")).values()) {
    const letter = letterOf(mails);
    const arrived = letter !== null && (await arrives(mailer, letter));
    (arrived ? sent : failed).push(...mails.map(({ id }) => id));
  }
  await tx.rows(sql`select settle_mails(${sent}::bigint[], ${failed}::bigint[], ${businessNow()})`);
  log.info({ sent: sent.length, failed: failed.length }, "e-mail is settled");
}

/** What kind of thing has happened, and where it is read; no name, title or number goes over the wire. */
function letterOf(mails: readonly DueMail[]): Letter | null {
  const [first] = mails;
  const to = first && addressOf(first.sealed);
  if (!to) return null;
  const { letter, kinds } = messagesFor(first.locale).inbox.mail;
  const origin = environment().PUBLIC_ORIGIN;
  const what = [...new Set(mails.map(({ kind }) => kinds[kind]))];
  return { to, subject: letter.subject, text: letter.text(what, `${origin}/messages`, `${origin}/messages/settings`) };
}

/** Null where it isn't one, or was sealed by another key: that letter is given up, and holds no other back. */
function addressOf(sealed: Buffer): string | null {
  try {
    return mailAddress(openText(sealed));
  } catch {
    return null;
  }
}

async function arrives(mailer: Mailer, letter: Letter): Promise<boolean> {
  try {
    await mailer.send(letter);
    return true;
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "an e-mail was not taken on");
    return false;
  }
}

/** Never the server's own words: they repeat the address. */
function reasonOf(error: unknown): string {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  return [code, responseCode].filter((part) => part !== undefined).join(" ") || "unknown";
}
