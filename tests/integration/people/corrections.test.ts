import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readEvidence } from "@/features/credits/read-evidence";
import { storeEvidence } from "@/features/credits/store-evidence";
import {
  answerPersonCorrection,
  CorrectionAnswer,
  withdrawPersonCorrection,
} from "@/features/people/answer-person-correction";
import { askPersonCorrection, CorrectionInput } from "@/features/people/ask-person-correction";
import { listCorrectionsOf, listPersonCorrections } from "@/features/people/list-person-corrections";
import { readPersonCorrection } from "@/features/people/read-person-correction";
import type { Actor } from "@/server/actor";
import { transaction } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { identityHash, openText, sealText } from "@/server/identity-vault";
import { sql } from "@/server/sql";
import { aScan, NOW } from "../../factories/claims";
import { toldNow, watchInbox } from "../../factories/inbox";
import { all, one, owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aWorld, type World } from "../../factories/world";

let world: World;

beforeAll(watchInbox);
beforeEach(async () => {
  world = await aWorld();
});

const NUMBER = "11010519491231002X";

/** Asks as the form does, the scan already brought. */
async function ask(actor: Actor, teacherId: number, fields: Record<string, string> = {}, scan = true): Promise<string> {
  const correctionId = randomUUID();
  if (scan) await aScan(actor, correctionId, "identity_proof");
  return accepted(await asking(actor, teacherId, { correctionId, ...fields }));
}

const asking = (actor: Actor, teacherId: number, fields: Record<string, string>) =>
  askPersonCorrection(
    actor,
    CorrectionInput.parse({
      ...{ kind: "name", newName: "王健国", correctionReason: "身份证上的姓名", truthful: "on" },
      ...{ teacherId: String(teacherId), ...fields },
    }),
    NOW,
  );

const toIdentity = { kind: "identity", documentKind: "resident_id", documentNumber: NUMBER };

const answer = (actor: Actor, correctionId: string, fields: Record<string, string> = {}) =>
  answerPersonCorrection(actor, CorrectionAnswer.parse({ correctionId, answer: "accept", ...fields }), NOW);

const teacherRow = (id: number) =>
  one<{ name: string; pinyin: string; initials: string; kind: string; cipher: Buffer; hash: Buffer; tail: string }>(
    `select name, pinyin, pinyin_initials as initials, identity_kind as kind, identity_cipher as cipher, identity_hash as hash,
       identity_tail as tail from teachers where id = $1`,
    [id],
  );

const codes = (result: { ok: boolean; violations?: { code: string }[] }) => result.violations?.map(({ code }) => code);

describe("a name or a document is corrected when the superior agrees", () => {
  test("an accepted name is new wherever the person is named, and is found by its pinyin", async () => {
    const id = await ask(world.administrator, world.teacherId);
    expect((await teacherRow(world.teacherId)).name).toBe("王建国");
    accepted(await answer(world.countyOfficer, id));
    expect(await teacherRow(world.teacherId)).toMatchObject({ name: "王健国", pinyin: "wangjianguo", initials: "wjg" });
    const { name } = await one<{ name: string }>("select display_name as name from accounts where id = $1", [
      world.teacher.accountId,
    ]);
    expect(name).toBe("王健国");
  });

  test("an accepted number is sealed, found by its hash, and read by nobody on the way", async () => {
    const id = await ask(world.administrator, world.teacherId, toIdentity);
    const { text } = await one<{ text: string }>(
      "select person_corrections::text as text from person_corrections where id = $1",
      [id],
    );
    expect(text).not.toContain(NUMBER);
    accepted(await answer(world.countyOfficer, id));
    const row = await teacherRow(world.teacherId);
    expect(openText(row.cipher)).toBe(NUMBER);
    expect(row.hash).toEqual(identityHash("resident_id", NUMBER));
    expect(row.tail).toBe("002X");
  });

  test("a city-direct school asks the city, and nobody else answers", async () => {
    const id = await ask(world.directAdministrator, world.directTeacherId);
    await expect(answer(world.countyOfficer, id)).rejects.toThrow(NotFound);
    accepted(await answer(world.cityOfficer, id));
    const other = await ask(world.administrator, world.teacherId);
    for (const actor of [world.cityOfficer, world.otherCountyOfficer])
      await expect(answer(actor, other)).rejects.toThrow(NotFound);
  });

  test("who decides is told, and who asked is told of the answer", async () => {
    await toldNow(world.cityId);
    const id = await ask(world.administrator, world.teacherId);
    expect(await toldNow(world.cityId)).toMatchObject(
      [
        { to: world.countyOfficer.name, kind: "correction_asked", title: world.school.name },
        { to: world.secondCountyOfficer.name, kind: "correction_asked" },
      ].sort((a, b) => a.to.localeCompare(b.to)),
    );
    accepted(await answer(world.countyOfficer, id, { answer: "decline", note: "证件看不清" }));
    expect(await toldNow(world.cityId)).toMatchObject([
      { to: world.administrator.name, role: "school", kind: "correction_answered", details: { action: "decline" } },
    ]);
  });

  test("every step is on record by the teacher", async () => {
    accepted(await answer(world.countyOfficer, await ask(world.administrator, world.teacherId)));
    const kinds = await all<{ kind: string }>("select kind from audit_events where teacher_id = $1 order by id", [
      world.teacherId,
    ]);
    expect(kinds.map(({ kind }) => kind)).toEqual(["correction-asked", "correction-accepted"]);
  });
});

describe("what is refused", () => {
  test("no scan, no change, a number that is wrong, a second one at a time", async () => {
    const { administrator, teacherId } = world;
    const bare = { correctionId: randomUUID() };
    expect(codes(await asking(administrator, teacherId, bare))).toEqual(["evidence-missing"]);
    expect(codes(await asking(administrator, teacherId, { ...bare, newName: "王建国" }))).toContain("unchanged");
    expect(
      codes(await asking(administrator, teacherId, { ...bare, ...toIdentity, documentNumber: "110105194912310021" })),
    ).toEqual(["identity-checksum"]);
    await ask(administrator, teacherId);
    expect(codes(await asking(administrator, teacherId, bare))).toEqual(["correction-open"]);
    await ask(administrator, teacherId, toIdentity);
  });

  test("a number that is another person's is refused when asked, and again when it is accepted", async () => {
    await (await owner()).query("update teachers set identity_hash = $1 where id = $2", [
      identityHash("resident_id", NUMBER),
      world.strangerId,
    ]);
    const correctionId = randomUUID();
    await aScan(world.administrator, correctionId, "identity_proof");
    expect(codes(await asking(world.administrator, world.teacherId, { correctionId, ...toIdentity }))).toEqual([
      "identity-taken",
    ]);
    await (await owner()).query("update teachers set identity_hash = sha256('x') where id = $1", [world.strangerId]);
    const [mine, theirs] = [
      await ask(world.administrator, world.teacherId, toIdentity),
      await ask(world.otherAdministrator, world.strangerId, toIdentity),
    ];
    const answers = await Promise.all([answer(world.countyOfficer, mine), answer(world.otherCountyOfficer, theirs)]);
    expect(answers.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(answers.flatMap((one) => codes(one) ?? [])).toEqual(["identity-taken"]);
  });

  test("declining needs a word; an answer stands", async () => {
    const id = await ask(world.administrator, world.teacherId);
    expect(codes(await answer(world.countyOfficer, id, { answer: "decline" }))).toEqual(["note-missing"]);
    const both = await Promise.all([
      answer(world.countyOfficer, id),
      answer(world.secondCountyOfficer, id, { answer: "decline", note: "不符" }),
    ]);
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(both.flatMap((one) => codes(one) ?? [])).toEqual(["correction-answered-already"]);
    expect(codes(await withdrawPersonCorrection(world.administrator, { correctionId: id }, NOW))).toEqual([
      "correction-answered-already",
    ]);
  });

  test("who asked, taking it back, leaves nothing to answer; the same form sent twice is one correction", async () => {
    const correctionId = await ask(world.administrator, world.teacherId);
    accepted(await asking(world.administrator, world.teacherId, { correctionId }));
    expect((await listPersonCorrections(world.administrator, { show: "asked" })).asked).toBe(1);
    accepted(await withdrawPersonCorrection(world.secondAdministrator, { correctionId }, NOW));
    expect(codes(await answer(world.countyOfficer, correctionId))).toEqual(["correction-answered-already"]);
    expect((await teacherRow(world.teacherId)).name).toBe("王建国");
  });
});

describe("who sees what", () => {
  test("the school and its superior see it, and nobody else; the teacher's page lists it masked", async () => {
    const id = await ask(world.administrator, world.teacherId, toIdentity);
    const read = (actor: Actor, reveal = false) => readPersonCorrection(actor, id, { reveal }, NOW);
    for (const actor of [world.otherAdministrator, world.otherCountyOfficer, world.cityOfficer])
      await expect(read(actor)).rejects.toThrow(NotFound);
    await expect(read(world.teacher)).rejects.toThrow(Forbidden);
    expect(JSON.stringify(await read(world.administrator))).not.toContain(NUMBER);
    expect(JSON.stringify(await listCorrectionsOf(world.cityOfficer, world.teacherId))).not.toContain(NUMBER);
    expect(await read(world.countyOfficer, true)).toMatchObject({
      after: { document: { number: NUMBER } },
      mayAnswer: true,
    });
    const { who } = await one<{ who: number }>(
      "select account_id as who from audit_events where kind = 'identity-reveal' and teacher_id = $1",
      [world.teacherId],
    );
    expect(who).toBe(world.countyOfficer.accountId);
  });

  test("the scan is seen with the correction, and nothing is added to it or taken away once it is asked", async () => {
    const correctionId = randomUUID();
    const scan = await aScan(world.administrator, correctionId, "identity_proof");
    const seen = (actor: Actor) =>
      transaction(actor, (tx) => tx.rows(sql`select 1 from evidence_files where id = ${scan}`));
    expect(await seen(world.countyOfficer)).toHaveLength(0);
    accepted(await asking(world.administrator, world.teacherId, { correctionId }));
    for (const actor of [world.administrator, world.secondAdministrator, world.countyOfficer, world.cityOfficer])
      expect(await seen(actor)).toHaveLength(1);
    for (const actor of [world.otherAdministrator, world.otherCountyOfficer, world.teacher, world.stranger])
      expect(await seen(actor)).toHaveLength(0);
    await expect(readEvidence(world.otherCountyOfficer, scan, "full")).rejects.toThrow(NotFound);
    const late = {
      claimId: correctionId,
      kind: "identity_proof",
      originalName: "x.png",
      bytes: Buffer.from("x"),
    } as const;
    expect(codes(await storeEvidence(world.administrator, late, NOW))).toEqual(["file-claim-closed"]);
    await transaction(world.administrator, async (tx) => {
      expect(await tx.run(sql`delete from evidence_files where id = ${scan}`)).toBe(0);
    });
    await expect(
      transaction(world.administrator, (tx) =>
        tx.run(sql`insert into evidence_files (city_id, id, claim_id, kind, original_name, media_type, byte_length, sha256,
            storage_key, uploaded_by, uploaded_at)
          values (${world.cityId}, ${randomUUID()}, ${correctionId}, 'identity_proof', 'x', 'image/webp', 1, ${Buffer.alloc(32)},
            'none', ${world.administrator.accountId}, ${NOW})`),
      ),
    ).rejects.toThrow("row-level security");
  });
});

describe("the second wall, with the use case bypassed", () => {
  const bare = (actor: Actor, statement: ReturnType<typeof sql>) => transaction(actor, (tx) => tx.run(statement));

  test("nobody else asks, answers, changes or applies a correction", async () => {
    const id = await ask(world.administrator, world.teacherId);
    const accepting = sql`update person_corrections set status = 'accepted', answered_by = actor_account(), answered_at = now()
      where id = ${id}`;
    for (const actor of [world.otherCountyOfficer, world.cityOfficer, world.teacher, world.otherAdministrator])
      expect(await bare(actor, accepting)).toBe(0);
    await expect(bare(world.administrator, accepting)).rejects.toThrow("for somebody else to decide");
    await expect(bare(world.secondAdministrator, accepting)).rejects.toThrow("row-level security");
    const applying = sql`select apply_correction(${world.cityId}, ${id}, '别人', 'bieren', 'br', null, null, null, null)`;
    for (const actor of [world.countyOfficer, world.administrator])
      await expect(bare(actor, applying)).rejects.toThrow("not accepted just now");
    accepted(await answer(world.countyOfficer, id));
    await expect(bare(world.countyOfficer, applying)).rejects.toThrow("not accepted just now");
    await expect(bare(world.countyOfficer, accepting)).rejects.toThrow("stays as it is");
    await expect(bare(world.countyOfficer, sql`update person_corrections set after = 'x'`)).rejects.toThrow(
      "permission denied",
    );
    await expect(
      bare(
        world.administrator,
        sql`insert into person_corrections (city_id, id, teacher_id, kind, before, after, school_id, county_id, holder_id, status,
            asked_by, asked_at, reason)
          values (${world.cityId}, ${randomUUID()}, ${world.strangerId}, 'name', ${sealText("x")}, ${sealText("x")}, ${world.school.id},
            ${world.county.id}, ${world.county.id}, 'asked', ${world.administrator.accountId}, now(), 'x')`,
      ),
    ).rejects.toThrow("row-level security");
  });
});
