import "server-only";
import { createTransport } from "nodemailer";
import type { MailServer } from "./mail";

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
