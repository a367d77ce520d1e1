import { createHash, randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { codeHash } from "@/features/certificates/issue-certificate";
import { listCertificates, readOwnCertificates } from "@/features/certificates/list-certificates";
import { openCertificate } from "@/features/certificates/open-certificate";
import { CertificateRevocationInput, revokeCertificate } from "@/features/certificates/revoke-certificate";
import { listRevokedPlaces, verifyCertificate } from "@/features/certificates/verify-certificate";

import { recallEntry } from "@/features/credits/recall-entry";
import { reviewEntry } from "@/features/credits/review-entry";
import { RevocationInput, revokeEntry } from "@/features/credits/revoke-entry";
import { askCorrection, CorrectionInput } from "@/features/projects/ask-correction";
import { readProject } from "@/features/projects/read-project";
import type { Actor } from "@/server/actor";
import { transaction, withoutActor } from "@/server/db";
import { Forbidden, NotFound } from "@/server/errors";
import { sql } from "@/server/sql";
import { aCertificate, aPostedDegree, askCertificate, certificateRow } from "../../factories/certificates";
import { NOW } from "../../factories/claims";
import { all, owner } from "../../factories/owner";
import { accepted, aProject, aRoster, confirm, decideOn, numberOf } from "../../factories/projects";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";

let world: World;

beforeAll(async () => {
  world = await aWorld();
});

/** A teacher of the world's school whose cycle a degree completes. */
async function complete(name = "欧阳建国"): Promise<{ teacher: Actor; teacherId: number; degree: string }> {
  const teacherId = await aTeacher(world.cityId, world.school, { name });
  const teacher = await anActor(world.cityId, "teacher", world.school, { teacherId, name });
  return { teacher, teacherId, degree: await aPostedDegree(teacher, world) };
}

const LATER = new Date(NOW.getTime() + 60_000);

async function revokeCredit(entryId: string) {
  const { entry } = await reviewEntry(world.cityOfficer, entryId, NOW);
  const input = { entryId, version: String(entry.version), reason: "posted-in-error", note: "证书系伪造" };
  accepted(await revokeEntry(world.cityOfficer, RevocationInput.parse(input), LATER));
}

/** What a stranger sees of a code. */
const verified = async (code: string) => {
  const answer = await verifyCertificate(code, null);
  if (!answer.ok) throw new Error("slowed down");
  return answer.certificate;
};

const told = (teacher: Actor) =>
  all("select kind, title, details from inbox_messages where account_id = $1 and kind = 'certificate_revoked'", [
    teacher.accountId,
  ]);

describe("a certificate", () => {
  test("is refused, with the clause, while the cycle isn't complete", async () => {
    expect(await askCertificate(world.colleague, world.cycleId)).toMatchObject({
      ok: false,
      violations: [{ code: "certificate-not-complete", rule: "R3", clause: "N1" }],
    });
  });

  test("is refused to whoever owes nothing in the cycle", async () => {
    const teacherId = await aTeacher(world.cityId, world.school, { hiredOn: "2020-09-01" });
    const hired = await anActor(world.cityId, "teacher", world.school, { teacherId });
    expect(await askCertificate(hired, world.cycleId)).toMatchObject({
      ok: false,
      violations: [{ code: "certificate-owes-nothing", rule: "R4", clause: "N3.10" }],
    });
  });

  test("is judged by the rules, not by a mark that somebody set", async () => {
    const client = await owner();
    await client.query("update balances set complete = true where teacher_id = $1", [world.colleagueId]);
    expect(await askCertificate(world.colleague, world.cycleId)).toMatchObject({ ok: false });
    await client.query("update balances set complete = false where teacher_id = $1", [world.colleagueId]);
  });

  test("is one, asked for by eight forms at once, and the same when asked for again", async () => {
    const { teacher, teacherId } = await complete();
    const asked = await Promise.all(Array.from({ length: 8 }, () => askCertificate(teacher, world.cycleId)));
    expect(new Set(asked.map(accepted)).size).toBe(1);
    expect(await listCertificates(teacher, teacherId)).toHaveLength(1);
    expect(accepted(await askCertificate(teacher, world.cycleId))).toBe(accepted(asked[0] ?? { ok: true, value: "" }));
  });

  test("has a number of its own, the next one of its cycle", async () => {
    const [first, second] = [await complete("甲一"), await complete("乙二")];
    const ids = [await aCertificate(first.teacher, world.cycleId), await aCertificate(second.teacher, world.cycleId)];
    const opened = await Promise.all(ids.map((id) => openCertificate(world.cityOfficer, id)));
    const serials = opened.map(({ statement }) => Number(statement.number.split("-")[2]));
    expect(opened[0]?.statement.number).toMatch(/^\d{4}-2016-\d{6}$/);
    expect(serials[1]).toBe((serials[0] ?? 0) + 1);
  });

  test("attests the ledger as it stood: its sums, its last posting and that one's hash, signed", async () => {
    const { teacher, teacherId } = await complete("买买提·艾力𠮷");
    const { statement, intact } = await openCertificate(teacher, await aCertificate(teacher, world.cycleId));
    const [head] = await all("select seq, encode(hash, 'hex') as hash from ledger_postings where teacher_id = $1", [
      teacherId,
    ]);
    expect(intact).toBe(true);
    expect(statement).toMatchObject({
      name: "买买提·艾力𠮷",
      school: world.school.name,
      county: world.county.name,
      issuer: world.bureau.name,
      totalTenths: 3_600,
      onlineTenths: 0,
      deemed: true,
      head,
    });
  });

  test("keeps of its code a hash and nothing else, in clear nowhere", async () => {
    const { teacher } = await complete("郑重其事");
    const id = await aCertificate(teacher, world.cycleId);
    const { statement } = await openCertificate(teacher, id);
    expect(statement.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{24}$/);
    const row = await certificateRow(id);
    expect(row.hash).toEqual(createHash("sha256").update(statement.code).digest());
    const hex = (text: string) => Buffer.from(text).toString("hex");
    for (const secret of [statement.code, hex(statement.code), "郑重其事", hex("郑重其事")])
      expect(row.text).not.toContain(secret);
  });

  test("can be given up for a new one, and the old one's code then says so", async () => {
    const { teacher, teacherId } = await complete();
    const old = await aCertificate(teacher, world.cycleId);
    const client = await owner();
    await client.query("update teachers set name = '欧阳建华' where id = $1", [teacherId]);
    expect((await readOwnCertificates(teacher))[0]?.valid).toMatchObject({ id: old, outdated: true });
    const renewed = accepted(await askCertificate(teacher, world.cycleId, { instead: old }, LATER));
    expect(renewed).not.toBe(old);
    expect((await readOwnCertificates(teacher))[0]).toMatchObject({
      valid: { id: renewed, outdated: false },
      earlier: [{ id: old, revocation: "reissued" }],
    });
    expect((await openCertificate(teacher, renewed)).statement.name).toBe("欧阳建华");
  });

  test("of another cycle or teacher is given up by no form", async () => {
    const [own, other] = [await complete(), await complete()];
    const theirs = await aCertificate(other.teacher, world.cycleId);
    accepted(await askCertificate(own.teacher, world.cycleId, { instead: theirs }));
    expect(await certificateRow(theirs)).toMatchObject({ revocation: null });
  });
});

describe("a certificate is revoked, its teacher told and another one possible", () => {
  test("when the city revokes a credit of it", async () => {
    const { teacher, degree } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    const { code } = (await openCertificate(teacher, id)).statement;
    expect(await verified(code)).toMatchObject({ revokedOn: null, intact: true });
    await revokeCredit(degree);
    expect(await certificateRow(id)).toMatchObject({
      revocation: "credit-reversed",
      revokedBy: world.cityOfficer.accountId,
    });
    expect(await verified(code)).toMatchObject({ revokedOn: "2019-12-20", intact: true });
    expect(await told(teacher)).toEqual([{ kind: "certificate_revoked", title: "2016-2020 周期", details: {} }]);
    expect(await askCertificate(teacher, world.cycleId)).toMatchObject({ ok: false });
    await expect(openCertificate(teacher, id)).rejects.toThrow(NotFound);
    expect((await openCertificate(world.cityOfficer, id)).intact).toBe(true);
  });

  test("when the last step is recalled", async () => {
    const { teacher, degree } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    const { entry } = await reviewEntry(world.cityOfficer, degree, NOW);
    accepted(await recallEntry(world.cityOfficer, { entryId: degree, version: entry.version, note: null }, LATER));
    expect(await certificateRow(id)).toMatchObject({ revocation: "credit-reversed" });
    expect(await told(teacher)).toHaveLength(1);
  });

  test("when the hours of a roster are corrected, though the cycle stays complete", async () => {
    const { teacher, teacherId } = await complete();
    const project = await aProject(world.countyOfficer);
    const roster = await aRoster(world.countyOfficer, project, [{ teacherNumber: await numberOf(teacherId) }]);
    accepted(await confirm(world.countyOfficer, roster));
    accepted(await decideOn(world.cityOfficer, project));
    const id = await aCertificate(teacher, world.cycleId);
    const { version } = (await readProject(world.countyOfficer, project, NOW)).project;
    const fields = { projectId: project, version, hours: "20", lecturerHours: "", note: "通知更正" };
    accepted(await askCorrection(world.countyOfficer, CorrectionInput.parse(fields), NOW));
    accepted(await decideOn(world.cityOfficer, project, { action: "correct" }));
    expect(await certificateRow(id)).toMatchObject({ revocation: "credit-reversed" });
    expect(await told(teacher)).toHaveLength(1);
    expect(accepted(await askCertificate(teacher, world.cycleId))).not.toBe(id);
  });

  test("when the city takes it back by itself, once, with its reason in words", async () => {
    const { teacher, teacherId, degree } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    const input = CertificateRevocationInput.parse({ certificateId: id, note: "学历证书系伪造" });
    expect(accepted(await revokeCertificate(world.cityOfficer, input, LATER))).toBe(teacherId);
    accepted(await revokeCertificate(world.secondCityOfficer, { ...input, note: "再次" }, LATER));
    expect(await certificateRow(id)).toMatchObject({
      revocation: "by-the-city",
      revokedBy: world.cityOfficer.accountId,
      note: "学历证书系伪造",
    });
    expect(await told(teacher)).toEqual([
      { kind: "certificate_revoked", title: "2016-2020 周期", details: { action: "by-the-city" } },
    ]);
    // What the city did is undone by no new form, until what was wrong in the ledger is reversed.
    expect(await askCertificate(teacher, world.cycleId)).toMatchObject({
      ok: false,
      violations: [{ code: "certificate-taken-back", clause: "N5" }],
    });
    await revokeCredit(degree);
    await aPostedDegree(teacher, world);
    accepted(await askCertificate(teacher, world.cycleId));
  });

  test("when it was asked for in the same moment in which its credit was revoked, or it was never issued", async () => {
    for (let round = 0; round < 6; round++) {
      const { teacher, teacherId, degree } = await complete();
      const [asked] = await Promise.all([askCertificate(teacher, world.cycleId), revokeCredit(degree)]);
      const lines = await listCertificates(teacher, teacherId);
      expect(lines.filter(({ revokedAt }) => revokedAt === null)).toEqual([]);
      expect(lines).toHaveLength(asked.ok ? 1 : 0);
    }
  });

  test("and goes on verifying when its cycle is closed; then the city can take it back still", async () => {
    const other = await aWorld();
    await aPostedDegree(other.teacher, other);
    const id = await aCertificate(other.teacher, other.cycleId);
    await (await owner()).query("update cycles set closed_at = now(), closed_by = $2 where id = $1", [
      other.cycleId,
      other.cityOfficer.accountId,
    ]);
    const { code } = (await openCertificate(other.teacher, id)).statement;
    expect(await verified(code)).toMatchObject({ intact: true, revokedOn: null });
    expect(accepted(await askCertificate(other.teacher, other.cycleId))).toBe(id);
    accepted(await revokeCertificate(other.cityOfficer, { certificateId: id, note: "弄虚作假" }, LATER));
    expect(await verified(code)).toMatchObject({ revokedOn: "2019-12-20" });
    const kinds = await all(
      "select kind from audit_events where city_id = $1 and kind like 'certificate%' order by id",
      [other.cityId],
    );
    expect(kinds).toEqual([{ kind: "certificate-issued" }, { kind: "certificate-revoked" }]);
  });

  test("and its place is on the published list, no other", async () => {
    const [mine, other] = [await complete(), await complete()];
    const ids = [await aCertificate(mine.teacher, world.cycleId), await aCertificate(other.teacher, world.cycleId)];
    await revokeCredit(mine.degree);
    const [revoked, valid] = await Promise.all(ids.map((id) => openCertificate(world.cityOfficer, id)));
    const places = await listRevokedPlaces();
    expect(places).toContain(revoked?.place);
    expect(places).not.toContain(valid?.place);
  });
});

describe("a stranger", () => {
  test("learns by the code what the certificate says, and of the name its ends", async () => {
    const { teacher } = await complete();
    const { statement } = await openCertificate(teacher, await aCertificate(teacher, world.cycleId));
    expect(await verified(statement.code)).toEqual({
      number: statement.number,
      maskedName: "欧**国",
      school: world.school.name,
      issuer: world.bureau.name,
      cycle: { name: "2016-2020 周期", fromYear: 2016, toYear: 2020 },
      totalTenths: 3_600,
      requiredTotalTenths: 3_600,
      onlineMetTenths: 0,
      requiredOnlineTenths: 800,
      deemed: true,
      issuedOn: "2019-12-20",
      intact: true,
      revokedOn: null,
    });
  });

  test("may type it as people do", async () => {
    const { teacher } = await complete();
    const { code } = (await openCertificate(teacher, await aCertificate(teacher, world.cycleId))).statement;
    const typed = code.toLowerCase().replace(/0/g, "o").replace(/1/g, "l").match(/.{4}/g)?.join(" - ");
    expect(await verified(` ${typed}\n`)).not.toBeNull();
  });

  test.each(["", "0".repeat(24), "4107-2016-000001", "x".repeat(100_000), "' or 1=1 --", "\u0000", "𠮷".repeat(24)])(
    "has the same answer to every other code: %#",
    async (code) => {
      expect(await verified(code)).toBeNull();
    },
  );

  test("who guesses is slowed down, from wherever else one may go on; a right code is no guess", async () => {
    const { teacher } = await complete();
    const { code } = (await openCertificate(teacher, await aCertificate(teacher, world.cycleId))).statement;
    const [guesser, office] = [`10.0.0.${Date.now()}`, `10.0.1.${Date.now()}`];
    for (let tries = 0; tries < 25; tries++) expect((await verifyCertificate(code, office)).ok).toBe(true);
    const wrong = await Promise.all(Array.from({ length: 40 }, (_, at) => verifyCertificate(`guess ${at}`, guesser)));
    expect(wrong.filter((answer) => answer.ok)).toHaveLength(20);
    const slowed = await verifyCertificate(code, guesser);
    expect(slowed).toEqual({ ok: false, waitSeconds: expect.any(Number) });
    expect((await verifyCertificate(code, office)).ok).toBe(true);
  });

  test("sees that a statement was changed behind the city's back", async () => {
    const { teacher } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    const { code } = (await openCertificate(teacher, id)).statement;
    const client = await owner();
    await client.query("alter table certificates disable trigger keep_certificate");
    await client.query("update certificates set signature = decode(repeat('00', 64), 'hex') where id = $1", [id]);
    await client.query("alter table certificates enable trigger keep_certificate");
    expect(await verified(code)).toMatchObject({ intact: false });
  });

  test("reads no row of the table, with a hash or without", async () => {
    await withoutActor(async (tx) => {
      expect(await tx.rows(sql`select id from certificates`)).toEqual([]);
      expect(await tx.rows(sql`select * from verify_certificate(${codeHash("")})`)).toEqual([]);
    });
  });
});

describe("the walls of certificates", () => {
  test("another teacher and another place see none; the own school and county that there is one, and the city all of it", async () => {
    const { teacher, teacherId } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    for (const actor of [world.colleague, world.stranger, world.otherAdministrator, world.otherCountyOfficer]) {
      expect(await listCertificates(actor, teacherId)).toEqual([]);
      await expect(openCertificate(actor, id)).rejects.toThrow(NotFound);
    }
    for (const actor of [world.administrator, world.countyOfficer]) {
      expect(await listCertificates(actor, teacherId)).toMatchObject([{ id, revokedAt: null }]);
      await expect(openCertificate(actor, id)).rejects.toThrow(NotFound);
    }
    expect((await openCertificate(world.cityOfficer, id)).intact).toBe(true);
    await expect(readOwnCertificates(world.administrator)).rejects.toThrow(Forbidden);
  });

  test.each([
    ["what it says, by selecting it", () => sql`select sealed from certificates`],
    ["the hash of its code", () => sql`select code_hash from certificates`],
    ["a certificate that is moved to another teacher", () => sql`update certificates set teacher_id = 1`],
    ["one that is deleted", () => sql`delete from certificates`],
  ])("the database itself refuses %s", async (_, statement) => {
    await expect(transaction(world.cityOfficer, (tx) => tx.rows(statement()))).rejects.toThrow(/permission denied/);
  });

  test("the database itself refuses one for somebody else, for an old ledger, and a revocation that is undone", async () => {
    const { teacher, teacherId } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    const copy = (teacherOf: number, head: number) => sql`
      insert into certificates (city_id, id, teacher_id, cycle_id, number, code_hash, sealed, signature, key_id, status_index, head_seq,
        issued_at)
      values (${world.cityId}, ${randomUUID()}, ${teacherOf}, ${world.cycleId}, ${randomUUID()}, ${codeHash(randomUUID())}, '', 
        decode(repeat('00', 64), 'hex'), '', ${Math.floor(Math.random() * 1e6)}, ${head}, now())`;
    for (const [actor, of, head] of [
      [teacher, world.colleagueId, 0],
      [teacher, teacherId, 0],
      [world.cityOfficer, teacherId, 1],
    ] as const)
      await expect(transaction(actor, (tx) => tx.run(copy(of, head)))).rejects.toThrow(/row-level security/);
    const client = await owner();
    await revokeCertificate(world.cityOfficer, { certificateId: id, note: "伪造" }, NOW);
    const undo = "update certificates set revoked_at = null, revocation = null where id = $1";
    await expect(client.query(undo, [id])).rejects.toThrow("revoked once");
    await expect(client.query("delete from certificates where id = $1", [id])).rejects.toThrow("append-only");
  });

  test("a school can revoke none, and nobody one that they don't see", async () => {
    const { teacher } = await complete();
    const id = await aCertificate(teacher, world.cycleId);
    const input = { certificateId: id, note: "伪造" };
    for (const actor of [world.administrator, world.countyOfficer, teacher])
      await expect(revokeCertificate(actor, input, NOW)).rejects.toThrow(Forbidden);
    await expect(revokeCertificate(world.cityOfficer, { ...input, certificateId: randomUUID() }, NOW)).rejects.toThrow(
      NotFound,
    );
  });
});
