import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { listSummaryEvidence } from "@/features/summaries/list-summary-evidence";
import { openSummary } from "@/features/summaries/open-summary";
import { readSummary } from "@/features/summaries/read-summary";
import { openBytes, openText, sealBytes } from "@/server/identity-vault";
import { aScan, moocFields, NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { CONTENT, decide } from "../../factories/routes";
import { aClosed, aRegistered, step, tickOff } from "../../factories/summaries";
import { aWorld, type World } from "../../factories/world";

let world: World;
let tableId: string;
beforeEach(async () => {
  world = await aWorld();
  await aRegistered(world.administrator, world.teacherId);
  tableId = await aClosed(world.administrator);
});

const kept = () =>
  one<{ sealed: Buffer; hash: Buffer }>("select sealed, hash from summary_copies where table_id = $1", [tableId]);
const isIntact = async () => {
  const [shown, opened] = [
    await readSummary(world.countyOfficer, tableId, NOW),
    await openSummary(world.countyOfficer, tableId, "pdf", NOW),
  ];
  expect(shown.intact).toBe(opened.intact);
  return shown.intact;
};

/** As somebody with all rights in the database could. */
async function forge(column: "sealed" | "hash", bytes: Buffer, id = tableId): Promise<void> {
  const client = await owner();
  await client.query("alter table summary_copies disable trigger append_only");
  await client.query(`update summary_copies set ${column} = $1 where table_id = $2`, [bytes, id]);
  await client.query("alter table summary_copies enable trigger append_only");
}

const flipped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(at) ^ 1, at);
  return copy;
};

describe("the frozen copy", () => {
  test("has the hash of what it holds, the ID number in full among it", async () => {
    const { sealed, hash } = await kept();
    const content = openBytes(sealed);
    expect(createHash("sha256").update(content).digest()).toEqual(hash);
    expect((await readSummary(world.administrator, tableId, NOW)).head.hash).toBe(hash.toString("hex"));
    const { number } = await one<{ number: Buffer }>("select identity_cipher as number from teachers where id = $1", [
      world.teacherId,
    ]);
    expect(content.toString("utf8")).toContain(openText(number));
    expect(sealed.includes(Buffer.from(openText(number)))).toBe(false);
  });

  test("of the same rows has another hash each time: nobody finds a person by trying", async () => {
    const other = await aWorld();
    await aRegistered(other.administrator, other.teacherId);
    const frozen = async (id: string) =>
      JSON.parse(
        openBytes(
          (await one<{ sealed: Buffer }>("select sealed from summary_copies where table_id = $1", [id])).sealed,
        ).toString(),
      ) as { nonce: string };
    const [one1, other1] = [await frozen(tableId), await frozen(await aClosed(other.administrator))];
    expect(one1.nonce).toMatch(/^[\da-f]{32}$/);
    expect(one1.nonce).not.toBe(other1.nonce);
  });

  test("of which a byte was changed is found, whichever it is", async () => {
    const { sealed, hash } = await kept();
    expect(await isIntact()).toBe(true);
    for (const at of [0, 5, 13, 40, Math.floor(sealed.length / 2), sealed.length - 1]) {
      await forge("sealed", flipped(sealed, at));
      expect(await isIntact()).toBe(false);
    }
    await forge("sealed", sealed);
    for (const at of [0, 31]) {
      await forge("hash", flipped(hash, at));
      expect(await isIntact()).toBe(false);
    }
    await forge("hash", hash);
    expect(await isIntact()).toBe(true);
  });

  test("that was sealed anew with other content, or stands for another table, is found", async () => {
    const { sealed, hash } = await kept();
    await forge("sealed", sealBytes(Buffer.from(openBytes(sealed).toString("utf8").replace("王建国", "王建华"))));
    expect(await isIntact()).toBe(false);
    await aRegistered(world.otherAdministrator, world.strangerId);
    const other = await aClosed(world.otherAdministrator);
    await forge("sealed", sealed, other);
    await forge("hash", hash, other);
    expect((await readSummary(world.otherAdministrator, other, NOW)).intact).toBe(false);
  });
});

test("what isn't any more what was closed is accepted by nobody", async () => {
  const { undecided } = await readSummary(world.countyOfficer, tableId, NOW);
  for (const { entryId } of undecided) await decide(world.countyOfficer, entryId, CONTENT);
  await tickOff(world.countyOfficer, tableId);
  expect((await readSummary(world.countyOfficer, tableId, NOW)).actions).toContain("accept");
  await forge("sealed", Buffer.from([0]));
  expect((await readSummary(world.countyOfficer, tableId, NOW)).actions).not.toContain("accept");
  await expect(step(world.countyOfficer, tableId, "accept")).rejects.toThrow(/as it was frozen/);
});

describe("ID numbers", () => {
  test("are masked in the page and in full in a document; that it was opened, and what for, goes on record", async () => {
    const audit = () =>
      all(
        "select account_id, subject, reason from audit_events where kind = 'summary-identities-read' and city_id = $1",
        [world.cityId],
      );
    const shown = await readSummary(world.countyOfficer, tableId, NOW);
    expect(shown.lines[0]?.row.cells.identity).toMatch(/^4107\*{10}\d{3}[\dX]$/);
    expect(await audit()).toEqual([]);
    const opened = await openSummary(world.countyOfficer, tableId, "print", NOW);
    expect(opened.lines[0]?.row.cells.identity).toMatch(/^410725\d{11}[\dX]$/);
    expect(opened).toMatchObject({ superiorName: world.county.name, hash: shown.head.hash, intact: true });
    expect(await audit()).toEqual([{ account_id: world.countyOfficer.accountId, subject: tableId, reason: "print" }]);
  });
});

test("certificates come in the order of the table, each under the number of its row", async () => {
  const fields = moocFields({ finishedOn: "2018-03-01" });
  const earlier = await aRegistered(world.secondAdministrator, world.teacherId, fields);
  const second = await aScan(world.administrator, earlier, "completion_screenshot");
  await (await owner()).query("update teachers set pinyin = 'zz' where id = $1", [world.colleagueId]);
  await aRegistered(world.administrator, world.colleagueId);
  await step(world.administrator, tableId, "take_back");
  await aClosed(world.administrator);
  const evidence = await listSummaryEvidence(world.countyOfficer, tableId);
  expect(
    evidence.map(({ position, teacherName, files }) => [position, teacherName, files.map(({ kind }) => kind)]),
  ).toEqual([
    [1, "王建国", ["certificate", "completion_screenshot"]],
    [2, "王建国", ["certificate"]],
    [3, "李秀兰", ["certificate"]],
  ]);
  expect(evidence[0]?.files[1]).toEqual({
    id: second,
    kind: "completion_screenshot",
    storageKey: "none",
    mediaType: "image/webp",
    originalName: "scan.png",
  });
});
