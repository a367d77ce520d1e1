import "server-only";
import { createTransport } from "nodemailer";
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

export interface Letter {
  to: string;
  subject: string;
  text: string;
}

export interface Mailer {
  /** @throws when the server isn't there, or doesn't take us for somebody who may send */
  ready(): Promise<void>;
  /** @throws when the server doesn't take the letter on */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** A server that says nothing for so long is as good as gone. */
const PATIENCE = 15_000;

export function openMailer({ url, from }: MailServer): Mailer {
  const secure = url.protocol === "smtps:";
  const user = decodeURIComponent(url.username);
  const transport = createTransport({
    pool: true,
    maxConnections: 1,
    host: url.hostname,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    ...(user !== "" && {
      auth: { user, pass: decodeURIComponent(url.password) },
      // A password goes over no open line.
      requireTLS: !secure,
    }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    ready: async () => {
      await transport.verify();
    },
    send: async ({ to, subject, text }) => {
      await transport.sendMail({
        from,
        to: { name: "", address: to },
        envelope: { from, to: [to] },
        subject,
        text,
        // No robot answers a robot.
        headers: { "Auto-Submitted": "auto-generated" },
        xMailer: false,
      });
    },
    close: () => transport.close(),
  };
}
