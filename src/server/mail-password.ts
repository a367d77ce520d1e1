import "server-only";
import { messagesFor } from "@/messages";
import { environment } from "./env";
import { openText } from "./identity-vault";
import { log } from "./log";
import { type MailLocale, type MailServer, mailAddress } from "./mail";
import { openMailer } from "./mailer";

/** The address that an account has given for itself, as it is kept. */
export interface KeptAddress {
  sealed: Buffer;
  locale: MailLocale;
}

/**
 * Sends a one-time password, at once and once: it is kept nowhere, so no worker could try again. The letter holds the password
 * alone; who signs in with it, and as what, the person knows.
 * @returns whether the mail server took it on
 */
export async function mailPassword(server: MailServer | null, to: KeptAddress, password: string): Promise<boolean> {
  if (!server) return false;
  const mailer = openMailer(server);
  try {
    const address = mailAddress(openText(to.sealed));
    if (!address) return false;
    const { subject, text } = messagesFor(to.locale).organisations.letter;
    await mailer.send({ to: address, subject, text: text(password, environment().PUBLIC_ORIGIN) });
    return true;
  } catch (error) {
    // Never the server's own words: they repeat the address.
    log.warn({ reason: (error as { code?: unknown }).code ?? "unknown" }, "a password could not be mailed");
    return false;
  } finally {
    mailer.close();
  }
}
