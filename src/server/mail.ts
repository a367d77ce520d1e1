import "server-only";
import { z } from "zod";
import { LOCALES, type Locale } from "@/messages";
import { environment } from "./env";

export const MAIL_LOCALES = LOCALES;
export type MailLocale = Locale;

const Address = z.email().max(254);

/** One address and nothing else: no name, no list, no line of a header; null of anything else. */
export function mailAddress(text: string): string | null {
  const parsed = Address.safeParse(text);
  return parsed.success ? parsed.data : null;
}

export interface MailServer {
  url: URL;
  from: string;
}

/** Who takes this server's mail on; null where none is set. */
export function mailServer(): MailServer | null {
  const { SMTP_URL, MAIL_FROM } = environment();
  return SMTP_URL && MAIL_FROM ? { url: new URL(SMTP_URL), from: MAIL_FROM } : null;
}
