import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MailInput, saveMailSetting } from "@/features/inbox/mail-setting";
import { openMessage } from "@/features/inbox/read-messages";
import { messagesFor } from "@/messages";
import { MESSAGE_KINDS } from "@/rules/message-kinds";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { sealText } from "@/server/identity-vault";
import { log } from "@/server/log";
import { sendDueMails } from "@/server/send-mails";
import { sql } from "@/server/sql";
import { aMessage } from "../../factories/inbox";
import { all, one, owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { anActor, aWorld, type World } from "../../factories/world";

interface Arrived {
  to: string[];
  headers: string;
  text: string;
}

let world: World;
let arrived: Arrived[];
let smtp: SMTPServer | null = null;
const closing: SMTPServer[] = [];

beforeEach(async () => {
  world = await aWorld();
  arrived = [];
  // What other tests have left behind is none of ours.
  await (await owner()).query("update inbox_messages set mail_due = false where mail_due");
});
afterEach(async () => {
  for (const server of closing.splice(0)) await new Promise<void>((ended) => server.close(() => ended()));
  smtp = null;
});

/** A real server, which takes letters on and keeps them. */
async function server(options: SMTPServerOptions = {}) {
  smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        arrived.push({ to: session.envelope.rcptTo.map(({ address }) => address), ...read(Buffer.concat(parts)) });
        callback();
      });
    },
    ...options,
  });
  smtp.on("error", () => {});
  closing.push(smtp);
  const { port } = await new Promise<{ port: number }>((listening) => {
    smtp?.listen(0, "127.0.0.1", () => listening(smtp?.server.address() as { port: number }));
  });
  return { url: new URL(`smtp://127.0.0.1:${port}`), from: "bank@example.cn" };
}

function read(raw: Buffer): Pick<Arrived, "headers" | "text"> {
  const whole = raw.toString("utf8");
  const end = whole.indexOf("\r\n\r\n");
  const [headers, body] = [whole.slice(0, end), whole.slice(end + 4)];
  const encoding = /^content-transfer-encoding: (.*)$/im.exec(headers)?.[1];
  if (encoding === "base64") return { headers, text: Buffer.from(body, "base64").toString("utf8") };
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return { headers, text: encoding === "quoted-printable" ? Buffer.from(bytes, "latin1").toString("utf8") : body };
}

const wants = async (actor: Actor, email: string, locale: "zh-CN" | "en" = "zh-CN") => {
  const ticked = { credits: "on", projects: "on", reports: "on", tables: "on", desk: "on" };
  accepted(await saveMailSetting(actor, MailInput.parse({ email, locale, ...ticked })));
};
const states = (actor: Actor) =>
  all<{ due: boolean; tries: number; mailed: boolean }>(
    `select mail_due as due, mail_tries as tries, mailed_at is not null as mailed from inbox_messages
     where account_id = $1 order by id`,
    [actor.accountId],
  );

describe("a letter", () => {
  test("is sent once, in the account's language; it says what kind of thing happened and where to read it, and nothing else", async () => {
    const from = await server();
    await wants(world.teacher, "wang@example.cn");
    await wants(world.administrator, "school@example.cn", "en");
    await aMessage(world.teacher, { kind: "entry_returned", title: "王建国的秘密课程 410725" });
    await aMessage(world.administrator, { kind: "table_returned", title: "原阳县第一中学" });
    await sendDueMails(from);
    await sendDueMails(from);
    expect(arrived).toHaveLength(2);
    const [chinese, english] = [...arrived].sort((a, b) => (a.to[0] === "wang@example.cn" ? -1 : b.to.length));
    const words = messagesFor("zh-CN").inbox.mail;
    expect(chinese?.text.trimEnd().replaceAll("\r\n", "\n")).toBe(
      words.letter.text(
        [words.kinds.entry_returned],
        "http://localhost:3000/messages",
        "http://localhost:3000/messages/settings",
      ),
    );
    expect(english?.to).toEqual(["school@example.cn"]);
    expect(english?.text).toContain("a summary table was returned to be corrected");
    for (const { headers, text } of arrived) {
      expect(headers).toContain("Auto-Submitted: auto-generated");
      expect(headers + text).not.toMatch(/王建国|410725|原阳县第一中学|teacher\d/);
    }
    expect(await states(world.teacher)).toEqual([{ due: false, tries: 1, mailed: true }]);
  });

  test("has words for each kind in both languages", () => {
    for (const locale of ["zh-CN", "en"] as const)
      for (const kind of MESSAGE_KINDS) expect(messagesFor(locale).inbox.mail.kinds[kind]).toMatch(/\S/);
  });

  test("tells one person at once what happened at once", async () => {
    const from = await server();
    await wants(world.teacher, "wang@example.cn");
    for (const kind of ["entry_posted", "entry_posted", "report_answered"]) await aMessage(world.teacher, { kind });
    await sendDueMails(from);
    expect(arrived).toHaveLength(1);
    expect(arrived[0]?.text.match(/·/g)).toHaveLength(2);
    expect((await states(world.teacher)).map(({ mailed }) => mailed)).toEqual([true, true, true]);
  });

  test("goes to the one address that was given, whatever stands in its place: a list or a header in it is given up", async () => {
    const from = await server();
    await wants(world.teacher, "wang@example.cn");
    await (await owner()).query("update mail_settings set email_sealed = $1 where account_id = $2", [
      sealText("wang@example.cn\r\nBcc: other@example.cn"),
      world.teacher.accountId,
    ]);
    await aMessage(world.teacher);
    await wants(world.colleague, "li@example.cn");
    await (await owner()).query("update mail_settings set email_sealed = '\\x00' where account_id = $1", [
      world.colleague.accountId,
    ]);
    await aMessage(world.colleague);
    await sendDueMails(from);
    expect(arrived).toEqual([]);
    expect(await states(world.teacher)).toEqual([{ due: true, tries: 1, mailed: false }]);
  });
});

describe("an address that takes nothing on", () => {
  test("is tried five times and given up; the others get theirs, and no address is logged", async () => {
    const warned = vi.spyOn(log, "warn");
    const from = await server({
      onRcptTo({ address }, _session, callback) {
        callback(address.startsWith("gone") ? new Error(`no such mailbox ${address}`) : undefined);
      },
    });
    await wants(world.teacher, "gone@example.cn");
    await wants(world.colleague, "li@example.cn");
    await aMessage(world.teacher);
    await aMessage(world.colleague);
    await sendDueMails(from);
    expect(arrived.map(({ to }) => to)).toEqual([["li@example.cn"]]);
    expect(await states(world.teacher)).toEqual([{ due: true, tries: 1, mailed: false }]);
    for (let more = 0; more < 6; more += 1) await sendDueMails(from);
    expect(await states(world.teacher)).toEqual([{ due: false, tries: 5, mailed: false }]);
    expect(arrived).toHaveLength(1);
    expect(JSON.stringify(warned.mock.calls)).toContain("EENVELOPE");
    expect(JSON.stringify(warned.mock.calls)).not.toContain("example.cn");
    warned.mockRestore();
  });
});

test("a crowd of addresses that take nothing on keeps nobody waiting who was told after them", async () => {
  const from = await server({
    onRcptTo({ address }, _session, callback) {
      callback(address.startsWith("gone") ? new Error("no such mailbox") : undefined);
    },
  });
  const CROWD = 25;
  for (let n = 0; n < CROWD; n += 1) {
    const person = await anActor(world.cityId, "county", world.county);
    await wants(person, `gone${n}@example.cn`);
    await aMessage(person);
  }
  await wants(world.teacher, "wang@example.cn");
  await aMessage(world.teacher);
  await sendDueMails(from);
  expect(arrived.map(({ to }) => to)).toEqual([["wang@example.cn"]]);
});

describe("a server of e-mail", () => {
  test("that is down costs no try: what is due is sent when it is back", async () => {
    const from = await server();
    const down = { ...from, url: new URL("smtp://127.0.0.1:1") };
    await wants(world.teacher, "wang@example.cn");
    await aMessage(world.teacher);
    await sendDueMails(down);
    expect(await states(world.teacher)).toEqual([{ due: true, tries: 0, mailed: false }]);
    await sendDueMails(from);
    expect(arrived).toHaveLength(1);
  });

  test("that there isn't leaves all as it is", async () => {
    await wants(world.teacher, "wang@example.cn");
    await aMessage(world.teacher);
    await sendDueMails(null);
    expect(await states(world.teacher)).toEqual([{ due: true, tries: 0, mailed: false }]);
  });

  test("is told no password over an open line", async () => {
    const from = await server({
      authOptional: false,
      onAuth: (_auth, _session, callback) => callback(null, { user: "x" }),
    });
    const url = new URL(from.url);
    Object.assign(url, { username: "bank", password: "secret" });
    await wants(world.teacher, "wang@example.cn");
    await aMessage(world.teacher);
    await sendDueMails({ ...from, url });
    expect(arrived).toEqual([]);
  });
});

test("two workers at once send each letter once", async () => {
  const from = await server();
  const people: string[] = [];
  for (let n = 0; n < 60; n += 1) {
    const person = await anActor(world.cityId, "county", world.county);
    people.push(`officer${n}@example.cn`);
    await wants(person, `officer${n}@example.cn`);
    await aMessage(person);
  }
  await Promise.all([sendDueMails(from), sendDueMails(from)]);
  await sendDueMails(from);
  expect(arrived.map(({ to }) => to[0]).sort()).toEqual(people.sort());
  expect(await one("select count(*)::int as due from inbox_messages where mail_due")).toEqual({ due: 0 });
});

test("whoever opens a message doesn't wait for the mail server that is being told of it", async () => {
  let reached = () => {};
  const begun = new Promise<void>((resolve) => {
    reached = resolve;
  });
  let answer = () => {};
  const from = await server({
    onData(stream, _session, callback) {
      stream.resume();
      answer = callback;
      reached();
    },
  });
  await wants(world.teacher, "wang@example.cn");
  const id = await aMessage(world.teacher);
  const sending = sendDueMails(from);
  await begun;
  await openMessage(world.teacher, id, new Date());
  // Another worker passes over what this one is sending.
  await sendDueMails(from);
  answer();
  await sending;
  expect(await states(world.teacher)).toEqual([{ due: false, tries: 1, mailed: true }]);
});

test("whoever acts can't ask for what is the worker's", async () => {
  await wants(world.colleague, "li@example.cn");
  const id = await aMessage(world.colleague);
  await transaction(world.teacher, async (tx) => {
    expect(await tx.rows(sql`select id from mails_due(10)`)).toEqual([]);
    await tx.rows(sql`select settle_mails(${[id]}::bigint[], ${[]}::bigint[], now())`);
  });
  expect(await states(world.colleague)).toEqual([{ due: true, tries: 0, mailed: false }]);
});

test("a worker that dies before it has told what it sent sends again; nothing is lost", async () => {
  const from = await server();
  await wants(world.teacher, "wang@example.cn");
  await aMessage(world.teacher);
  // The note that it was sent isn't stored.
  await (await owner()).query(
    "alter function settle_mails(bigint[], bigint[], timestamptz) rename to settle_mails_gone",
  );
  await sendDueMails(from);
  await (await owner()).query(
    "alter function settle_mails_gone(bigint[], bigint[], timestamptz) rename to settle_mails",
  );
  expect(await states(world.teacher)).toEqual([{ due: true, tries: 0, mailed: false }]);
  await sendDueMails(from);
  expect(arrived).toHaveLength(2);
  expect(await states(world.teacher)).toEqual([{ due: false, tries: 1, mailed: true }]);
});
