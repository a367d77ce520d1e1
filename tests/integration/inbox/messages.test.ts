import { beforeEach, describe, expect, test } from "vitest";
import { hrefOf } from "@/app/_inbox/places";
import { countUnread, MOST_COUNTED } from "@/features/inbox/count-unread";
import { listMessages, MessageQuery } from "@/features/inbox/list-messages";
import { MailInput, readMailSetting, saveMailSetting } from "@/features/inbox/mail-setting";
import { markAllRead, openMessage } from "@/features/inbox/read-messages";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { openText } from "@/server/identity-vault";
import { type Statement, sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { aMessage } from "../../factories/inbox";
import { all, one, owner } from "../../factories/owner";
import { accepted, aSubmittedProject, decideOn } from "../../factories/projects";
import { aDeclaredMooc, decide } from "../../factories/routes";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;
beforeEach(async () => {
  world = await aWorld();
});

const list = (actor: Actor, query: Record<string, string> = {}) => listMessages(actor, MessageQuery.parse(query));
const ids = async (actor: Actor, query: Record<string, string> = {}) =>
  (await list(actor, query)).messages.map(({ id }) => id);

describe("the inbox", () => {
  test("holds the account's own messages in its present role, the newest first; others see nothing of them", async () => {
    const [first, second] = [await aMessage(world.teacher), await aMessage(world.teacher)];
    await aMessage(world.teacher, { role: "school" });
    await aMessage(world.colleague);
    expect(await ids(world.teacher)).toEqual([second, first]);
    expect(await countUnread(world.teacher)).toBe(2);
    expect(await ids(world.administrator)).toEqual([]);
    expect(await countUnread(world.administrator)).toBe(0);
  });

  test("is no place of the platform", async () => {
    const platform = await anActor(world.cityId, "platform", world.bureau);
    await expect(list(platform)).rejects.toThrow(Forbidden);
    await expect(countUnread(platform)).rejects.toThrow(Forbidden);
  });

  test("comes in pages of fifty, each message once, also when one arrives meanwhile", async () => {
    for (let n = 0; n < 120; n += 1) await aMessage(world.teacher);
    const seen: number[] = [];
    let after: number | null = null;
    do {
      const page = await list(world.teacher, after === null ? {} : { after: String(after) });
      seen.push(...page.messages.map(({ id }) => id));
      after = page.next;
      if (seen.length === 50) await aMessage(world.teacher);
    } while (after !== null);
    expect(new Set(seen).size).toBe(120);
    expect(await countUnread(world.teacher)).toBe(MOST_COUNTED);
    expect((await list(world.teacher)).unread).toBe(121);
  });

  test("names whose credit it is about to the school, and to nobody who may not see it", async () => {
    const id = await aDeclaredMooc(world.teacher);
    await (await owner()).query(
      `insert into inbox_messages (city_id, account_id, role, kind, subject_id, title, at)
       select $1, unnest($2::int[]), 'school', 'entry_returned', $3, '慕课', now()`,
      [world.cityId, [world.administrator.accountId, world.otherAdministrator.accountId], id],
    );
    expect((await list(world.administrator)).messages[0]?.teacherName).toBe("王建国");
    expect((await list(world.otherAdministrator)).messages[0]?.teacherName).toBeNull();
  });
});

describe("opening a message", () => {
  test("marks it as read from the first time on, and leads to what it is about", async () => {
    const id = await aDeclaredMooc(world.teacher);
    accepted(await decide(world.administrator, id, { action: "return", reason: "hours-differ" }));
    const [message] = (await list(world.teacher)).messages;
    expect(await openMessage(world.teacher, message?.id ?? 0, NOW)).toEqual({ to: "entry", id });
    await openMessage(world.teacher, message?.id ?? 0, new Date(NOW.getTime() + 60_000));
    expect((await list(world.teacher)).messages[0]?.readAt).toEqual(NOW);
    expect(await countUnread(world.teacher)).toBe(0);
    expect(await ids(world.teacher, { show: "unread" })).toEqual([]);
  });

  test("that isn't one's own, or one's own in another role, finds nothing", async () => {
    const [others, otherRole] = [await aMessage(world.colleague), await aMessage(world.teacher, { role: "school" })];
    for (const id of [others, otherRole, 999_999_999])
      await expect(openMessage(world.teacher, id, NOW)).rejects.toThrow(NotFound);
    expect(
      await all("select id from inbox_messages where city_id = $1 and read_at is not null", [world.cityId]),
    ).toEqual([]);
  });

  test("leads the host of a training to the training, and its teacher to the credit", async () => {
    const project = await aSubmittedProject(world.countyOfficer, [world.teacherId]);
    accepted(await decideOn(world.cityOfficer, project));
    const [toHost] = (await list(world.countyOfficer)).messages;
    const [toTeacher] = (await list(world.teacher)).messages;
    expect(hrefOf(toHost?.target ?? null, "county")).toBe(`/county/projects/${project}`);
    expect(hrefOf(toTeacher?.target ?? null, "teacher")).toMatch(/^\/teacher\/credits\/[0-9a-f-]{36}$/);
  });

  test("marks all as read that were there, and none that came meanwhile or is somebody else's", async () => {
    const [first, second] = [await aMessage(world.teacher), await aMessage(world.teacher)];
    const [late, others] = [await aMessage(world.teacher), await aMessage(world.colleague)];
    await markAllRead(world.teacher, second, NOW);
    expect(await ids(world.teacher, { show: "unread" })).toEqual([late]);
    expect(await ids(world.teacher)).toEqual([late, second, first]);
    await markAllRead(world.teacher, others, NOW);
    expect(await ids(world.colleague, { show: "unread" })).toEqual([others]);
  });
});

describe("the wall of the database, with the use case bypassed", () => {
  const changed = (actor: Actor, statement: Statement) => transaction(actor, (tx) => tx.run(statement));

  test("shows and lets mark nobody else's messages", async () => {
    const id = await aMessage(world.teacher);
    for (const actor of [world.colleague, world.administrator, world.cityOfficer]) {
      expect(await changed(actor, sql`select 1 from inbox_messages where id = ${id}`)).toBe(0);
      expect(await changed(actor, sql`update inbox_messages set read_at = now() where id = ${id}`)).toBe(0);
    }
    expect(await changed(world.teacher, sql`update inbox_messages set read_at = now() where id = ${id}`)).toBe(1);
  });

  test("lets nobody change or delete a message, not even one's own, or tell one that is read or of another city", async () => {
    const id = await aMessage(world.teacher);
    const denied = "permission denied";
    await expect(changed(world.teacher, sql`update inbox_messages set title = 'x' where id = ${id}`)).rejects.toThrow(
      denied,
    );
    await expect(
      changed(world.teacher, sql`update inbox_messages set mail_due = true where id = ${id}`),
    ).rejects.toThrow(denied);
    await expect(changed(world.teacher, sql`delete from inbox_messages where id = ${id}`)).rejects.toThrow(denied);
    const elsewhere = await aWorld();
    const tell = (cityId: number, accountId: number, readAt: string | null) =>
      changed(
        world.teacher,
        sql`insert into inbox_messages (city_id, account_id, role, kind, title, at, read_at)
          values (${cityId}, ${accountId}, 'teacher', 'entry_posted', '', now(), ${readAt}::timestamptz)`,
      );
    await expect(tell(world.cityId, world.colleague.accountId, "2019-12-20")).rejects.toThrow("row-level security");
    await expect(tell(elsewhere.cityId, elsewhere.teacher.accountId, null)).rejects.toThrow("row-level security");
  });

  test("keeps everybody's mail setting to themselves", async () => {
    accepted(await saveMailSetting(world.teacher, input()));
    for (const actor of [world.colleague, world.administrator, world.cityOfficer]) {
      expect(await changed(actor, sql`select 1 from mail_settings`)).toBe(0);
      expect(await changed(actor, sql`update mail_settings set email_sealed = null`)).toBe(0);
    }
    const forSomebody = sql`insert into mail_settings (city_id, account_id, kinds)
      values (${world.cityId}, ${world.colleague.accountId}, '{}')`;
    await expect(changed(world.teacher, forSomebody)).rejects.toThrow("row-level security");
  });
});

const TICKED = { credits: "on", reports: "on", desk: "on" };
const input = (fields: Record<string, string> = {}) =>
  MailInput.parse({ email: "wang@example.cn", locale: "zh-CN", ...TICKED, ...fields });

describe("the mail setting", () => {
  test("begins without an address; the address is kept sealed", async () => {
    expect(await readMailSetting(world.teacher)).toMatchObject({ email: null, locale: null, available: false });
    expect(accepted(await saveMailSetting(world.teacher, input({ email: " wang＠example．cn " })))).toEqual({
      mailed: true,
    });
    const kept = await one<{ sealed: Buffer }>(
      "select email_sealed as sealed from mail_settings where account_id = $1",
      [world.teacher.accountId],
    );
    expect(kept.sealed.toString("latin1")).not.toContain("example");
    expect(openText(kept.sealed)).toBe("wang@example.cn");
    expect((await readMailSetting(world.teacher)).email).toBe("wang@example.cn");
  });

  test.each([
    "a",
    "a@b",
    "a@b.cn, c@d.cn",
    "a@b.cn\r\nBcc: c@d.cn",
    "王 <a@b.cn>",
    '"a\nb"@c.cn',
    `${"a".repeat(300)}@b.cn`,
  ])("takes %j for no address", async (email) => {
    expect(await saveMailSetting(world.teacher, input({ email }))).toMatchObject({
      ok: false,
      violations: [{ code: "email-format", field: "email" }],
    });
  });

  test("asks each role about what it is told; what another role asked for stays", async () => {
    const { groups } = await readMailSetting(world.teacher);
    expect(groups.map(({ group }) => group)).toEqual(["credits", "reports", "desk"]);
    const school = { ...world.teacher, role: "school" } as const;
    await (await owner()).query("insert into account_roles values ($1, $2, 'school', $3)", [
      world.cityId,
      world.teacher.accountId,
      world.school.id,
    ]);
    accepted(await saveMailSetting(school, input({ tables: "on", credits: "" })));
    accepted(await saveMailSetting(world.teacher, input({ reports: "" })));
    const wanted = (await readMailSetting(school)).groups.filter((one) => one.wanted).map(({ group }) => group);
    expect(wanted).toEqual(["credits", "tables", "desk"]);
  });

  test("says what is due when it is told; without an address nothing is, and what was due is due no more", async () => {
    const due = () =>
      all<{ kind: string }>("select kind from inbox_messages where account_id = $1 and mail_due", [
        world.teacher.accountId,
      ]);
    await aMessage(world.teacher);
    expect(await due()).toEqual([]);
    accepted(await saveMailSetting(world.teacher, input({ credits: "" })));
    await aMessage(world.teacher, { kind: "entry_posted" });
    await aMessage(world.teacher);
    await aMessage(world.teacher, { kind: "deputy_named" });
    expect(await due()).toEqual([{ kind: "report_answered" }, { kind: "deputy_named" }]);
    accepted(await saveMailSetting(world.teacher, input({ desk: "" })));
    expect(await due()).toEqual([{ kind: "report_answered" }]);
    expect(accepted(await saveMailSetting(world.teacher, input({ email: "" })))).toEqual({ mailed: false });
    expect(await due()).toEqual([]);
  });
});
