import { describe, expect, test } from "vitest";
import { changePassword } from "@/features/people/change-password";
import { signOut } from "@/features/people/sign-out";
import { switchRole } from "@/features/people/switch-role";
import { transaction } from "@/server/db";
import { NotFound, SessionEnded } from "@/server/errors";
import { identityHash, openText, sealText } from "@/server/identity-vault";
import { hashPassword } from "@/server/passwords";
import { type Credentials, signIn } from "@/server/sign-in";
import { sql } from "@/server/sql";
import { NOW } from "../factories/claims";
import { all, one } from "../factories/owner";
import { anActor, aTeacher, aWorld } from "../factories/world";

const PASSWORD = "a-good-password";

async function anOfficer(address: string | null = null) {
  const world = await aWorld();
  const hash = await hashPassword(PASSWORD);
  const { login_name: name } = await one<{ login_name: string }>(
    "update accounts set password_hash = $1 where id = $2 returning login_name",
    [hash, world.countyOfficer.accountId],
  );
  const credentials: Credentials = { kind: "staff", schoolCode: null, name, password: PASSWORD, address };
  return { world, credentials };
}

const wrong = (credentials: Credentials, password = "wrong") => signIn({ ...credentials, password }, NOW);

describe("signing in", () => {
  test("the right password opens a session in the account's role, and goes on record", async () => {
    const { world, credentials } = await anOfficer();
    const answer = await signIn(credentials, NOW);
    expect(answer).toMatchObject({
      ok: true,
      session: { role: "county", organisationId: world.county.id, accountId: world.countyOfficer.accountId },
    });
    expect(await all("select kind from audit_events where account_id = $1", [world.countyOfficer.accountId])).toEqual([
      { kind: "sign-in" },
    ]);
  });

  test("wrong password, unknown name and disabled account are one answer", async () => {
    const { world, credentials } = await anOfficer();
    expect(await wrong(credentials)).toEqual({ ok: false, code: "sign-in-wrong" });
    expect(await wrong({ ...credentials, name: "nobody" })).toEqual({ ok: false, code: "sign-in-wrong" });
    await all("update accounts set disabled_at = now() where id = $1 returning id", [world.countyOfficer.accountId]);
    expect(await signIn(credentials, NOW)).toEqual({ ok: false, code: "sign-in-wrong" });
  });

  test("after five wrong tries even the right password waits; of a hundred at once five are looked at", async () => {
    const { credentials } = await anOfficer();
    const answers = await Promise.all(Array.from({ length: 100 }, () => wrong(credentials)));
    expect(answers.filter((answer) => !answer.ok && answer.code === "sign-in-wrong")).toHaveLength(5);
    expect(await signIn(credentials, NOW)).toMatchObject({ ok: false, code: "sign-in-slow-down" });
  });

  test("a right one in between gives the account its tries back", async () => {
    const { credentials } = await anOfficer();
    for (let i = 0; i < 4; i += 1) await wrong(credentials);
    expect((await signIn(credentials, NOW)).ok).toBe(true);
    for (let i = 0; i < 4; i += 1) expect(await wrong(credentials)).toEqual({ ok: false, code: "sign-in-wrong" });
  });

  test("an address that tries many accounts is slowed down, too", async () => {
    const { credentials } = await anOfficer("192.0.2.7");
    for (let i = 0; i < 60; i += 1) await wrong({ ...credentials, name: `guess-${i}` });
    expect(await wrong({ ...credentials, name: "one-more" })).toMatchObject({ code: "sign-in-slow-down" });
  });

  test("a school's staff sign in with the school's code; another school's code opens nothing", async () => {
    const { world } = await anOfficer();
    const { login_name: name } = await one<{ login_name: string }>(
      "update accounts set password_hash = $1 where id = $2 returning login_name",
      [await hashPassword(PASSWORD), world.administrator.accountId],
    );
    const code = async (id: number) =>
      (await one<{ code: string }>("select code from organisations where id = $1", [id])).code;
    const credentials = { kind: "school", name, password: PASSWORD, address: null } as const;
    expect((await signIn({ ...credentials, schoolCode: await code(world.school.id) }, NOW)).ok).toBe(true);
    expect((await signIn({ ...credentials, schoolCode: await code(world.otherSchool.id) }, NOW)).ok).toBe(false);
  });
});

describe("a session ends at once and everywhere", () => {
  const open = (actor: Parameters<typeof transaction>[0]) => transaction(actor, (tx) => tx.rows(sql`select 1`));

  test("by sign-out", async () => {
    const { world } = await anOfficer();
    await signOut(world.countyOfficer, NOW);
    await expect(open(world.countyOfficer)).rejects.toThrow(SessionEnded);
  });

  test("by a new password; the one that set it goes on", async () => {
    const { world, credentials } = await anOfficer();
    const change = (input: Record<"current" | "next" | "repeat", string>) =>
      changePassword(world.countyOfficer, input, NOW);
    const next = "another-good-one";
    expect(await change({ current: PASSWORD, next, repeat: "different-one" })).toMatchObject({
      violations: [{ field: "repeat" }],
    });
    expect(await change({ current: "wrong", next, repeat: next })).toMatchObject({
      violations: [{ field: "current" }],
    });
    expect(await change({ current: PASSWORD, next: PASSWORD, repeat: PASSWORD })).toMatchObject({
      violations: [{ field: "next" }],
    });
    const changed = await change({ current: PASSWORD, next, repeat: next });
    await expect(open(world.countyOfficer)).rejects.toThrow(SessionEnded);
    if (!changed.ok) throw new Error("refused");
    expect(await open(changed.value)).toHaveLength(1);
    expect((await signIn({ ...credentials, password: next }, NOW)).ok).toBe(true);
  });
});

test("an account acts in the roles that it holds and in no other", async () => {
  const { world } = await anOfficer();
  const teacherId = await aTeacher(world.cityId, world.school);
  const both = await anActor(world.cityId, "school", world.school, { teacherId });
  await all("insert into account_roles values ($1, $2, 'teacher', $3) returning account_id", [
    world.cityId,
    both.accountId,
    world.school.id,
  ]);
  expect(await switchRole(both, { role: "teacher", organisationId: world.school.id })).toMatchObject({
    role: "teacher",
  });
  await expect(switchRole(both, { role: "city", organisationId: world.bureau.id })).rejects.toThrow(NotFound);
});

describe("ID numbers", () => {
  test("the same number sealed twice looks different and opens to itself; a changed seal opens to nothing", () => {
    const [first, second] = [sealText("11010519491231002X"), sealText("11010519491231002X")];
    expect(first.equals(second)).toBe(false);
    expect(openText(first)).toBe("11010519491231002X");
    first[20] = (first[20] ?? 0) ^ 1;
    expect(() => openText(first)).toThrow();
  });

  test("found by a keyed hash that tells kinds apart", () => {
    expect(identityHash("resident_id", "1").equals(identityHash("resident_id", "1"))).toBe(true);
    expect(identityHash("resident_id", "1").equals(identityHash("passport", "1"))).toBe(false);
  });
});
