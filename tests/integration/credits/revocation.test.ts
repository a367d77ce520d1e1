import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { issueCertificate } from "@/features/certificates/issue-certificate";
import { previewRevocation } from "@/features/credits/preview-revocation";
import { reviewEntry } from "@/features/credits/review-entry";
import { RevocationInput, revokeEntry } from "@/features/credits/revoke-entry";
import { tablesOfEntry } from "@/features/summaries/tables-of-entry";
import { Forbidden } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { toldNow, watchInbox } from "../../factories/inbox";
import { all, one, owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aDeclaredMooc, aMoocAt, CONTENT, decide } from "../../factories/routes";
import { aClosed, aRegisteredDegree, step } from "../../factories/summaries";
import { aWorld, type World } from "../../factories/world";

let world: World;

beforeAll(async () => {
  await watchInbox();
  world = await aWorld();
});

const entryOf = async (id: string) => (await reviewEntry(world.cityOfficer, id, NOW)).entry;
const preview = async (id: string) => previewRevocation(world.cityOfficer, await entryOf(id));
const revoke = async (id: string, reason: string, note = "") =>
  revokeEntry(
    world.cityOfficer,
    RevocationInput.parse({ entryId: id, version: String((await entryOf(id)).version), reason, note }),
    NOW,
  );
async function aPostedDegree(): Promise<string> {
  const id = await aRegisteredDegree(world.administrator, world.teacherId);
  accepted(await decide(world.countyOfficer, id));
  accepted(await decide(world.cityOfficer, id));
  return id;
}

describe("what a revocation does is seen before it", () => {
  test("the balance without the credit, completion, the certificate and the accepted table, as they come to be", async () => {
    const mooc = await aMoocAt(world, "posted");
    expect(await preview(mooc)).toMatchObject({
      before: { totalTenths: 240, complete: false },
      after: { totalTenths: 0, complete: false },
      certificateNumber: null,
      cycleClosed: false,
    });
    const degree = await aPostedDegree();
    expect(await tablesOfEntry(world.cityOfficer, degree)).toEqual([]);
    const table = await aClosed(world.administrator, "degree");
    expect(await tablesOfEntry(world.cityOfficer, degree)).toEqual([]);
    accepted(await step(world.countyOfficer, table, "accept"));
    expect(await tablesOfEntry(world.cityOfficer, degree)).toMatchObject([
      { id: table, number: 1, status: "accepted" },
    ]);
    expect(await tablesOfEntry(world.cityOfficer, mooc)).toEqual([]);
    accepted(await issueCertificate(world.teacher, { cycleId: world.cycleId, formId: randomUUID() }, NOW));
    const seen = await preview(degree);
    expect(seen).toMatchObject({
      before: { totalTenths: 3840, complete: true },
      after: { totalTenths: 240, complete: false },
      cycleClosed: false,
    });
    const valid = () => all<{ number: string }>("select number from certificates where revoked_at is null");
    expect(await valid()).toEqual([{ number: seen.certificateNumber }]);

    accepted(await revoke(degree, "posted-in-error", "登记有误。"));
    expect(
      await one("select total_tenths as total, complete from balances where teacher_id = $1", [world.teacherId]),
    ).toEqual({
      total: seen.after.totalTenths,
      complete: seen.after.complete,
    });
    expect(await valid()).toEqual([]);
  });

  test("is shown to nobody who may not revoke", async () => {
    const id = await aMoocAt(world, "posted");
    const entry = await entryOf(id);
    for (const actor of [world.teacher, world.administrator, world.countyOfficer])
      await expect(previewRevocation(actor, entry)).rejects.toThrow(Forbidden);
  });

  test("in a closed cycle there is none", async () => {
    const before = world;
    world = await aWorld();
    const id = await aMoocAt(world, "posted");
    await (await owner()).query("update cycles set closed_at = now(), closed_by = $1 where id = $2", [
      world.cityOfficer.accountId,
      world.cycleId,
    ]);
    expect(await preview(id)).toMatchObject({ cycleClosed: true });
    expect(await revoke(id, "falsified")).toMatchObject({ ok: false, violations: [{ code: "cycle-closed" }] });
    world = before;
  });
});

describe("«弄虚作假» goes on record and reaches the superior (N5)", () => {
  const record = (id: string) =>
    all("select account_id, teacher_id, reason from audit_events where kind = 'fraud' and subject = $1", [id]);

  test("the school that submitted it and its county hear of it", async () => {
    const id = await aMoocAt(world, "posted");
    await toldNow(world.cityId);
    accepted(await revoke(id, "falsified"));
    expect(await record(id)).toEqual([
      { account_id: world.cityOfficer.accountId, teacher_id: world.teacherId, reason: "falsified" },
    ]);
    const told = (await toldNow(world.cityId)).filter(({ kind }) => kind === "fraud_reported");
    const officers = [world.administrator, world.secondAdministrator, world.countyOfficer, world.secondCountyOfficer];
    expect(told.map(({ to, role, subjectId }) => [to, role, subjectId]).sort()).toEqual(
      officers.map(({ name, role }) => [name, role, id]).sort(),
    );
  });

  test("of a city-direct school the school alone", async () => {
    const id = await aDeclaredMooc(world.directTeacher);
    accepted(await decide(world.directAdministrator, id));
    accepted(await decide(world.cityOfficer, id, CONTENT));
    await toldNow(world.cityId);
    accepted(await revoke(id, "falsified"));
    const told = (await toldNow(world.cityId)).filter(({ kind }) => kind === "fraud_reported");
    expect(told.map(({ to }) => to)).toEqual([world.directAdministrator.name]);
  });

  test("a revocation for another reason is no fraud", async () => {
    const id = await aMoocAt(world, "posted");
    await toldNow(world.cityId);
    accepted(await revoke(id, "not-passed"));
    expect(await record(id)).toEqual([]);
    expect((await toldNow(world.cityId)).map(({ kind }) => kind)).not.toContain("fraud_reported");
  });
});
