import { randomBytes, randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { TASKS } from "@/cli/tasks";
import { bringMoocs } from "@/features/credits/bring-moocs";
import { SchoolClaimInput } from "@/features/credits/claim-input";
import { orderMoocs } from "@/features/credits/confirm-moocs";
import { discardMoocs, readMoocScans, removeMoocRow, saveMoocRow } from "@/features/credits/edit-moocs";
import { judgeBroughtMoocs } from "@/features/credits/judge-brought-moocs";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";
import { reviewEntry } from "@/features/credits/review-entry";
import { storeEvidence } from "@/features/credits/store-evidence";
import { endDeputy } from "@/features/people/end-deputy";
import { DeputyInput, nameDeputy } from "@/features/people/name-deputy";
import { saveRow } from "@/features/projects/edit-rows";
import { readImport, readImportRow } from "@/features/projects/read-import";
import type { EvidenceKind } from "@/rules/credit-entry";
import { SHAPE_VIOLATIONS } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { NotFound } from "@/server/errors";
import type { OrderedWork } from "@/server/jobs";
import type { Performance } from "@/server/work-orders";
import { aScan, moocFields, NOW } from "../../factories/claims";
import { aMoocTable, aPicture, confirmedMoocs, type MoocCells, moocCells, moocTable } from "../../factories/moocs";
import { all, one } from "../../factories/owner";
import { withIdNumber } from "../../factories/platform";
import { accepted, numberOf, performLast } from "../../factories/projects";
import { aDeclaredMooc } from "../../factories/routes";
import { codesOf, keptFiles } from "../../factories/tables";
import { anActor, aTeacher, aWorld, type World } from "../../factories/world";
import { type Part, zipOf } from "../../factories/zip";

const ID_NUMBER = "410725197003120010";
let world: World;
let school: Actor;
let king: MoocCells;
let li: MoocCells;

beforeAll(async () => {
  world = await aWorld();
  school = world.administrator;
  await withIdNumber(world.teacherId, ID_NUMBER);
  king = { name: "王建国", identity: ID_NUMBER };
  li = { name: "李秀兰", teacherNumber: await numberOf(world.colleagueId) };
});

const scanOf = async (name: string): Promise<Part> => ({ name, data: await aPicture() });
/** The rows with a .zip of just the scans that they name. */
async function broughtWith(rows: MoocCells[], more: Part[] = []): Promise<string> {
  const names = rows
    .flatMap((row) => [row.certificateFile, row.completionFile, row.accountFile])
    .filter((name) => name);
  const parts: Part[] = [...more];
  for (const name of new Set(names)) parts.push(await scanOf(name ?? ""));
  return aMoocTable(school, rows, zipOf(parts));
}
const anUpload = async (claimId: string) =>
  ({ claimId, kind: "certificate", originalName: "扫描.png", bytes: await aPicture() }) as const;
const headOf = async (importId: string) => (await readImport(school, importId, {})).head;
const entriesOf = (importId: string) =>
  all<{ id: string; status: string; holder: number; evidence: number; shared: boolean }>(
    `select e.id, e.status, e.holder_id as holder, e.certificate_shared as shared,
       (select count(*)::int from evidence_files f where f.claim_id = e.id) as evidence
     from credit_entries e join import_rows r on r.entry_id = e.id where r.import_id = $1 order by r.line`,
    [importId],
  );
const evidenceOf = (importId: string) =>
  all<{ key: string }>(
    "select f.storage_key as key from evidence_files f join import_rows r on r.entry_id = f.claim_id where r.import_id = $1",
    [importId],
  );

describe("a table of MOOCs with its scans", () => {
  test("is judged row by row, mended, and registered as a whole at the county, with the scans that its rows name", async () => {
    const rows = [
      moocCells({ ...king, certificateFile: "王 建国.PNG" }),
      moocCells(li),
      moocCells({ ...li, realName: "否", accountChecked: "是", completionFile: "完成.png" }),
      moocCells({ ...king, score: "59" }),
      moocCells({ ...li, certificateFile: "没有.png" }),
      moocCells({ ...li, finishedOn: "六月", score: "", realName: "也许" }),
      moocCells({ name: "查无此人", teacherNumber: "X0" }),
    ];
    const named = [
      "王 建国.png",
      rows[1]?.certificateFile,
      rows[2]?.certificateFile,
      "ＷＡＮＣＨＥＮＧ.png",
      rows[3]?.certificateFile,
    ];
    rows[2] = { ...rows[2], completionFile: "wancheng.png" };
    const parts: Part[] = [];
    for (const name of [...named, rows[5]?.certificateFile, rows[6]?.certificateFile])
      parts.push(await scanOf(`扫描/${name}`));
    parts.push(await scanOf("谁也没写.png"));
    const importId = await aMoocTable(school, rows, zipOf(parts));
    expect(await codesOf(school, importId)).toEqual({
      2: [],
      3: [],
      4: [],
      5: ["score-below-pass"],
      6: ["scan-not-in-zip"],
      7: ["not-a-date", "not-a-choice", "required"],
      8: ["person-unknown"],
    });
    const { counts } = await readImport(school, importId, {});
    expect(counts).toMatchObject({ rows: 7, right: 3, wrong: 4 });
    expect(await evidenceOf(importId)).toHaveLength(7);

    const refused = await confirmedMoocs(school, importId);
    expect(refused).toMatchObject({ ok: false, violations: [{ code: "roster-has-errors", params: { count: 4 } }] });
    expect(await entriesOf(importId)).toEqual([]);

    const mend = async (line: number, change: MoocCells) => {
      const before = await readImportRow(school, importId, line, NOW);
      accepted(await saveMoocRow(school, { importId, line, ...before, ...change }, NOW));
    };
    await mend(5, { score: "60" });
    const { entryId } = await readMoocScans(school, importId, 6);
    await aScan(school, entryId, "certificate");
    await mend(6, {});
    await mend(7, { finishedOn: "2019-06-01", score: "90", realName: "是" });
    accepted(await removeMoocRow(school, { importId, line: 8 }, NOW));
    expect(Object.values(await codesOf(school, importId)).flat()).toEqual([]);

    accepted(await confirmedMoocs(school, importId));
    const entries = await entriesOf(importId);
    expect(entries).toHaveLength(6);
    for (const { status, holder } of entries) expect([status, holder]).toEqual(["at_county", world.county.id]);
    expect(entries.map(({ evidence }) => evidence)).toEqual([1, 1, 2, 1, 1, 1]);
    const first = await reviewEntry(world.countyOfficer, entries[0]?.id ?? "", NOW);
    expect(first.entry).toMatchObject({ teacherId: world.teacherId, creditsTenths: 240, registeredByRole: "school" });
    const events = await all<{ action: string; role: string }>(
      "select action, role from entry_events where entry_id = $1",
      [entries[2]?.id],
    );
    expect(events).toEqual([{ action: "register", role: "school" }]);
    const checked = await one<{ by: number }>("select account_checked_by as by from mooc_claims where entry_id = $1", [
      entries[2]?.id,
    ]);
    expect(checked.by).toBe(school.accountId);
    const after = await readImport(school, importId, {});
    expect(after.counts).toMatchObject({ rows: 6, right: 6 });
    for (const { fields } of after.rows) expect(Object.values(fields).join("")).toBe("");
    // Ordered again after it was done, nothing happens; put away it can't be any more.
    accepted(await confirmedMoocs(school, importId));
    expect(await entriesOf(importId)).toHaveLength(6);
    expect(await discardMoocs(school, { importId }, NOW)).toMatchObject({ ok: false });
  });

  test("leaves neither table nor .zip behind, and no ID number in clear", async () => {
    const importId = await broughtWith([moocCells(king)]);
    const { storageKey, scansKey } = await headOf(importId);
    expect([storageKey, scansKey]).toEqual([null, null]);
    expect(keptFiles().filter((file) => file.includes("imports"))).toEqual([]);
    for (const file of keptFiles()) expect(readFileSync(file).includes(ID_NUMBER)).toBe(false);
    const kept = await one<{ text: string }>(
      `select (select string_agg(r::text, '') from import_rows r) || (select string_agg(i::text, '') from imports i)
         || (select string_agg(w::text, '') from work_orders w) || (select string_agg(f::text, '') from evidence_files f) as text`,
    );
    expect(kept.text).not.toContain(ID_NUMBER);
  });

  test("put away takes its scans along; a row that is taken off takes its own", async () => {
    const importId = await broughtWith([moocCells(king), moocCells(li)]);
    const [one_, two] = await evidenceOf(importId);
    expect(keptFiles().some((file) => file.endsWith(one_?.key ?? "-"))).toBe(true);
    accepted(await removeMoocRow(school, { importId, line: 2 }, NOW));
    expect(await evidenceOf(importId)).toHaveLength(1);
    accepted(await discardMoocs(school, { importId }, NOW));
    for (const { key } of [one_, two].flatMap((file) => file ?? [])) {
      expect(keptFiles().some((file) => file.endsWith(key))).toBe(false);
      expect(await all("select 1 from evidence_files where storage_key = $1", [key])).toEqual([]);
    }
  });

  test("a row that is typed is registered under the id of its form, once however often the form is sent", async () => {
    const importId = await broughtWith([moocCells(king)]);
    const entryId = randomUUID();
    await aScan(school, entryId, "certificate");
    const typed = { importId, line: 0, entryId, ...moocCells(li), certificateFile: "" };
    accepted(await saveMoocRow(school, typed, NOW));
    accepted(await saveMoocRow(school, typed, NOW));
    expect(await codesOf(school, importId)).toEqual({ 2: [], 3: [] });
    accepted(await confirmedMoocs(school, importId));
    expect((await entriesOf(importId)).map(({ id }) => id)).toContain(entryId);
  });

  test("somebody else's claim is no row of ours, whatever id a form names", async () => {
    const theirs = await aDeclaredMooc(world.teacher);
    const importId = await broughtWith([moocCells(king)]);
    accepted(
      await saveMoocRow(school, { importId, line: 0, entryId: theirs, ...moocCells(li), certificateFile: "" }, NOW),
    );
    expect((await codesOf(school, importId))[3]).toContain("not-in-this-state");
    expect(await confirmedMoocs(school, importId)).toMatchObject({ ok: false });
  });

  test("is the school's: a colleague mends its rows, adds the scan that is missing, and registers it", async () => {
    const colleague = world.secondAdministrator;
    const rows = [moocCells(king), moocCells({ ...li, certificateFile: "没有.png" })];
    const importId = await aMoocTable(school, rows, zipOf([await scanOf(rows[0]?.certificateFile ?? "")]));
    const { entryId, evidence } = await readMoocScans(colleague, importId, 2);
    expect(evidence).toHaveLength(1);
    await expect(storeEvidence(world.otherAdministrator, await anUpload(entryId), NOW)).resolves.toMatchObject({
      ok: false,
    });
    const missing = await readMoocScans(colleague, importId, 3);
    accepted(await storeEvidence(colleague, await anUpload(missing.entryId), NOW));
    const before = await readImportRow(colleague, importId, 3, NOW);
    accepted(await saveMoocRow(colleague, { importId, line: 3, ...before }, NOW));
    expect(await codesOf(colleague, importId)).toEqual({ 2: [], 3: [] });
    accepted(await confirmedMoocs(colleague, importId));
    expect((await entriesOf(importId)).map((entry) => entry.evidence)).toEqual([1, 1]);
  });

  test("is the school's, also where a deputy adds a scan in the days of an absence", async () => {
    const absent = await anActor(world.cityId, "school", world.school);
    const days = { fromDay: "2019-12-20", toDay: "2099-12-31" };
    const deputy = { ...absent, accountId: world.teacher.accountId, name: world.teacher.name };
    const input = DeputyInput.parse({ deputy: String(deputy.accountId), ...days });
    const named = accepted(await nameDeputy(absent, input, NOW));
    const rows = [moocCells({ ...li, certificateFile: "没有.png" })];
    const importId = await aMoocTable(school, rows, zipOf([]));
    const { entryId } = await readMoocScans(deputy, importId, 2);
    accepted(await storeEvidence(deputy, await anUpload(entryId), NOW));
    accepted(await endDeputy(absent, { id: named }, new Date(NOW.getTime() + 1)));
    expect((await readMoocScans(school, importId, 2)).evidence).toHaveLength(1);
    const before = await readImportRow(school, importId, 2, NOW);
    accepted(await saveMoocRow(school, { importId, line: 2, ...before }, NOW));
    accepted(await confirmedMoocs(school, importId));
    expect((await entriesOf(importId)).map((entry) => entry.evidence)).toEqual([1]);
  });

  test("a draft that somebody else has begun opens to nobody who writes its id into a row", async () => {
    const draft = randomUUID();
    await aScan(world.teacher, draft, "certificate");
    const importId = await broughtWith([moocCells(king)]);
    const typed = { importId, line: 0, entryId: draft, ...moocCells(li), certificateFile: "" };
    accepted(await saveMoocRow(school, typed, NOW));
    expect((await codesOf(school, importId))[3]).toEqual(["not-in-this-state", "evidence-missing"]);
    expect((await readMoocScans(school, importId, 3)).evidence).toEqual([]);
    await expect(storeEvidence(school, await anUpload(draft), NOW)).resolves.toMatchObject({ ok: false });
  });

  test("the worker does it by the kind of table", async () => {
    const importId = randomUUID();
    accepted(
      await bringMoocs(school, { importId }, moocTable([moocCells({ ...king, certificateFile: "" })]), null, NOW),
    );
    const work = async () => {
      const { payload } = await one<{ payload: OrderedWork }>(
        `select j.payload from graphile_worker._private_jobs j join work_orders w on j.payload->>'subjectId' = w.id::text
         where w.subject_id = $1 order by j.created_at desc limit 1`,
        [importId],
      );
      await TASKS[payload.kind].run(payload, new AbortController().signal);
    };
    await work();
    expect((await codesOf(school, importId))[2]).toContain("evidence-missing");
    accepted(await orderMoocs(school, { importId, truthful: "on" }, new Date(NOW.getTime() + 1_000)));
    await work();
    expect((await readImport(school, importId, {})).work).toMatchObject({
      kind: "confirm-import",
      state: "refused",
      violations: [{ code: "roster-has-errors" }],
    });
  });

  test("read again after the worker was killed keeps each scan once", async () => {
    const importId = randomUUID();
    const rows = [moocCells(king), moocCells(li)];
    const parts = [await scanOf(rows[0]?.certificateFile ?? ""), await scanOf(rows[1]?.certificateFile ?? "")];
    const before = await one<{ count: number }>("select count(*)::int as count from evidence_files");
    const zip = path.join(os.tmpdir(), `${importId}.zip`);
    writeFileSync(zip, zipOf(parts));
    accepted(await bringMoocs(school, { importId }, moocTable(rows), zip, NOW));
    const killed: Performance = (actor, order, now) =>
      judgeBroughtMoocs(actor, order, now, async (done) => {
        if (done > 0) throw new Error("killed");
      });
    await expect(performLast(school, importId, killed)).rejects.toThrow("killed");
    await performLast(school, importId, judgeBroughtMoocs);
    expect(await codesOf(school, importId)).toEqual({ 2: [], 3: [] });
    expect(await evidenceOf(importId)).toHaveLength(2);
    const { count } = await one<{ count: number }>("select count(*)::int as count from evidence_files");
    expect(count).toBe(before.count + 2);
    expect(keptFiles().filter((file) => file.includes("imports"))).toEqual([]);
  });

  test("put away after its reading was given up leaves nothing either", async () => {
    const importId = randomUUID();
    const row = moocCells(king);
    const before = keptFiles();
    const zip = path.join(os.tmpdir(), `${importId}.zip`);
    writeFileSync(zip, zipOf([await scanOf(row.certificateFile ?? "")]));
    accepted(await bringMoocs(school, { importId }, moocTable([row]), zip, NOW));
    const failing: Performance = (actor, order, now) =>
      judgeBroughtMoocs(actor, order, now, async (done) => {
        if (done > 0) throw new Error("broken");
      });
    await expect(performLast(school, importId, failing)).rejects.toThrow("broken");
    expect(keptFiles().length).toBeGreaterThan(before.length);
    await all("update work_orders set state = 'failed', ended_at = now() where subject_id = $1", [importId]);
    accepted(await discardMoocs(school, { importId }, NOW));
    expect(keptFiles()).toEqual(before);
  });

  test("is nobody else's, and of no other feature's steps", async () => {
    const importId = await broughtWith([moocCells(king)]);
    for (const actor of [world.otherAdministrator]) {
      await expect(readImport(actor, importId, {})).rejects.toThrow(NotFound);
      await expect(saveMoocRow(actor, { importId, line: 2 }, NOW)).rejects.toThrow(NotFound);
      await expect(readMoocScans(actor, importId, 2)).rejects.toThrow(NotFound);
    }
    await expect(saveRow(school, { importId, line: 2 }, NOW)).rejects.toThrow(NotFound);
    await expect(saveMoocRow(world.countyOfficer, { importId, line: 2 }, NOW)).rejects.toThrow();
  });
});

describe("rows of one table see each other", () => {
  test("one person's certificate, or course, twice", async () => {
    const row = moocCells(king);
    const importId = await broughtWith([
      row,
      moocCells({ ...king, certificateNumber: row.certificateNumber }),
      { ...row, certificateNumber: "OTHER-1" },
      { ...row, certificateNumber: "OTHER-2", term: "第4次开课" },
    ]);
    expect(await codesOf(school, importId)).toEqual({
      2: [],
      3: ["same-certificate-twice"],
      4: ["same-training-twice"],
      5: [],
    });
    const { rows } = await readImport(school, importId, {});
    expect(rows[3]?.flags).toEqual([{ code: "same-course-in-another-term" }]);
    // The first taken off, the others are right.
    accepted(await removeMoocRow(school, { importId, line: 2 }, NOW));
    expect(await codesOf(school, importId)).toEqual({ 3: [], 4: [], 5: [] });
  });

  test("two people's one certificate is flagged in the table and marked on both entries", async () => {
    const row = moocCells(king);
    const importId = await broughtWith([
      row,
      moocCells({ ...li, certificateNumber: row.certificateNumber?.toLowerCase() }),
    ]);
    const { rows } = await readImport(school, importId, {});
    for (const { flags, violations } of rows)
      expect([flags, violations]).toEqual([[{ code: "certificate-shared" }], []]);
    accepted(await confirmedMoocs(school, importId));
    expect((await entriesOf(importId)).map(({ shared }) => shared)).toEqual([true, true]);
  });

  test("a certificate that somebody brought before is flagged, and both are marked", async () => {
    const number = `XF-${randomUUID().slice(0, 8)}`;
    const declared = await aDeclaredMooc(world.teacher, moocFields({ certificateNumber: number }));
    await aScan(world.teacher, declared, "certificate").catch(() => {});
    const importId = await broughtWith([moocCells({ ...li, certificateNumber: number })]);
    expect((await readImport(school, importId, {})).rows[0]?.flags).toEqual([{ code: "certificate-shared" }]);
    accepted(await confirmedMoocs(school, importId));
    const marks = await all<{ shared: boolean }>(
      "select certificate_shared as shared from credit_entries where id = any($1)",
      [[declared, (await entriesOf(importId))[0]?.id]],
    );
    expect(marks).toEqual([{ shared: true }, { shared: true }]);
  });
});

describe("a .zip", () => {
  test("that can't be taken as a whole makes the table unreadable, with the reason, and keeps none of its scans", async () => {
    const row = moocCells(king);
    const scan = await scanOf(row.certificateFile ?? "");
    const broken = zipOf([scan, { name: "另.png", data: randomBytes(5_000) }]);
    // A kind of block that there is none of.
    broken.writeUInt8(0xfe, broken.indexOf("另.png") + Buffer.byteLength("另.png"));
    const cases: [Buffer, string][] = [
      [Buffer.from("no zip"), "zip-not-a-zip"],
      [zipOf([scan, { name: "../../etc/cron.d/x", data: "x" }]), "zip-unsafe"],
      [zipOf([scan, { name: "/x.png", data: "x" }]), "zip-unsafe"],
      [zipOf([scan, { name: "x.png", data: "/etc/passwd", unixMode: 0o120777 }]), "zip-unsafe"],
      [zipOf([scan, { name: "x.png", data: Buffer.alloc(5 * 1024 * 1024) }]), "zip-too-large"],
      [zipOf([scan, { name: "x.png", data: "x", told: 400 * 1024 * 1024 }]), "zip-too-large"],
      [zipOf([scan, { name: "x.png", data: "x", flags: 0x801 }]), "zip-encrypted"],
    ];
    for (const [zip, code] of cases) {
      const importId = await aMoocTable(school, [row], zip);
      const { status, problem } = await headOf(importId);
      expect([status, problem?.code]).toEqual(["unreadable", code]);
      expect(await evidenceOf(importId)).toEqual([]);
      accepted(await discardMoocs(school, { importId }, NOW));
    }
    // The second scan turns out broken only when the first is kept already.
    const before = await one<{ count: number }>("select count(*)::int as count from evidence_files");
    const importId = await aMoocTable(school, [row, moocCells({ ...li, certificateFile: "另.png" })], broken);
    expect((await headOf(importId)).problem?.code).toBe("zip-broken");
    expect(await one("select count(*)::int as count from evidence_files")).toEqual(before);
  });

  test("with scans that can't be taken, or that stand in it twice, says so at the row that names them", async () => {
    const rows = ["文.png", "大.png", "两.png", "空.png", "无.png"].map((certificateFile) =>
      moocCells({ ...li, certificateFile }),
    );
    const zip = zipOf([
      { name: "文.png", data: "just text" },
      { name: "大.png", data: randomBytes(11 * 1024 * 1024) },
      await scanOf("甲/两.png"),
      await scanOf("乙/两.PNG"),
      { name: "空.png", data: "" },
    ]);
    const importId = await aMoocTable(school, rows, zip);
    expect(await codesOf(school, importId)).toEqual({
      2: ["file-type-not-accepted"],
      3: ["file-too-large"],
      4: ["scan-in-zip-twice"],
      5: ["file-empty"],
      6: ["scan-not-in-zip"],
    });
    const { rows: shown } = await readImport(school, importId, {});
    expect(shown[4]?.violations[0]?.params).toEqual({ file: "无.png" });
    // Saved as it is, the row lacks what N3.7 asks for, and no more is said of the .zip.
    const before = await readImportRow(school, importId, 6, NOW);
    accepted(await saveMoocRow(school, { importId, line: 6, ...before }, NOW));
    expect((await codesOf(school, importId))[6]).toEqual(["evidence-missing"]);
  });

  test("that nobody brought is missed only by rows that name a file", async () => {
    const importId = await aMoocTable(school, [moocCells(king), moocCells({ ...king, certificateFile: "" })], null);
    expect(await codesOf(school, importId)).toEqual({ 2: ["scan-not-in-zip"], 3: ["evidence-missing"] });
  });
});

describe("a row is judged as the school's form of a single MOOC is", () => {
  const certificate: EvidenceKind[] = ["certificate"];
  const [without, unreal] = [{ certificateNumber: "", certificateHours: "", certificateFile: "" }, { realName: "否" }];
  /** What the table says; what the form says instead of the same; the scans. */
  const cases: [string, MoocCells, Record<string, string>, EvidenceKind[]][] = [
    ["right", {}, {}, certificate],
    ["a score below the pass", { score: "59.9" }, { score: "59.9" }, certificate],
    ["a score beyond all", { score: "101" }, { score: "101" }, certificate],
    ["no scan", {}, {}, []],
    ["too many hours", { certificateHours: "999" }, { certificateHours: "999" }, certificate],
    ["no hours at all", { certificateHours: "0" }, { certificateHours: "0" }, certificate],
    ["in the future", { finishedOn: "2020-01-01" }, { finishedOn: "2020-01-01" }, certificate],
    ["before the cycle", { finishedOn: "2015.12.31" }, { finishedOn: "2015-12-31" }, certificate],
    ["before the hiring", { finishedOn: "2009/1/1" }, { finishedOn: "2009-01-01" }, certificate],
    ["no real name, account not looked into", unreal, { realName: "no" }, certificate],
    [
      "no real name",
      { ...unreal, accountChecked: "是" },
      { realName: "no", accountChecked: "on" },
      ["certificate", "completion_screenshot"],
    ],
    [
      "hours of the account",
      { certificateHours: "", accountHours: "12.5", accountChecked: "是" },
      { certificateHours: "", accountHours: "12.5", accountChecked: "on" },
      ["certificate", "account_screenshot"],
    ],
    ["hours of neither", { certificateHours: "" }, { certificateHours: "" }, certificate],
    [
      "no certificate",
      { ...without, courseHours: "30", accountChecked: "√" },
      { hasCertificate: "no", courseHours: "30", accountChecked: "on" },
      ["completion_screenshot"],
    ],
    ["neither certificate nor hours", without, { hasCertificate: "no" }, ["completion_screenshot"]],
    ["a certificate without its number", { certificateNumber: "" }, { certificateNumber: "" }, certificate],
    ["too precise", { score: "86.55" }, { score: "86.55" }, certificate],
    ["no number", { certificateHours: "many" }, { certificateHours: "many" }, certificate],
    ["no course", { courseName: "" }, { courseName: "" }, certificate],
    ["a name too long", { university: "大".repeat(81) }, { university: "大".repeat(81) }, certificate],
  ];

  const SHAPES: ReadonlySet<string> = new Set(SHAPE_VIOLATIONS);
  const told = (violations: readonly { code: string; field: string | null; rule?: string | null }[]) =>
    violations
      .map(({ code, field, rule }) => (SHAPES.has(code) ? `${code} ${field}` : `${code} ${field} ${rule}`))
      .sort();

  async function bySingleForm(teacherId: number, fields: Record<string, string>, kinds: EvidenceKind[], now: Date) {
    const parsed = SchoolClaimInput.safeParse({ ...fields, teacherId: String(teacherId) });
    if (!parsed.success)
      return told(parsed.error.issues.map((issue) => ({ code: issue.message, field: String(issue.path[0]) })));
    for (const kind of kinds) await aScan(school, parsed.data.entryId, kind);
    const result = await registerSpecialCredit(school, parsed.data, now);
    if (!result.ok) return told(result.violations);
    const { tenths } = await one<{ tenths: number }>(
      "select credits_tenths as tenths from credit_entries where id = $1",
      [result.value],
    );
    return tenths;
  }

  async function byTable(cells: MoocCells, kinds: EvidenceKind[], now: Date) {
    const files = { certificateFile: "", completionFile: "", accountFile: "" };
    if (kinds.includes("certificate")) files.certificateFile = "a.png";
    if (kinds.includes("completion_screenshot")) files.completionFile = "b.png";
    if (kinds.includes("account_screenshot")) files.accountFile = "c.png";
    const parts = [await scanOf("a.png"), await scanOf("b.png"), await scanOf("c.png")];
    const importId = await aMoocTable(school, [{ ...cells, ...files }], zipOf(parts), now);
    const [row] = (await readImport(school, importId, {})).rows;
    return row?.violations.length ? told(row.violations) : row?.creditsTenths;
  }

  async function bothOf(
    cells: MoocCells,
    fields: Record<string, string>,
    kinds: EvidenceKind[],
    now = NOW,
    certified = true,
  ) {
    const [teacherId, twinId] = [
      await aTeacher(world.cityId, world.school, {
        name: "双",
        certificateNumber: certified ? "20104107000000001" : null,
      }),
      await aTeacher(world.cityId, world.school, {
        name: "胞",
        certificateNumber: certified ? "20104107000000001" : null,
      }),
    ];
    const { kind: _, entryId: __, ...words } = moocFields();
    const told = { courseName: words.courseName ?? "", term: words.term ?? "", university: words.university ?? "" };
    const row = moocCells({ name: "双", teacherNumber: await numberOf(teacherId), ...told, ...cells });
    const form = moocFields({ ...told, ...fields });
    return [await byTable(row, kinds, now), await bySingleForm(twinId, form, kinds, now)] as const;
  }

  test.each(cases)("%s", async (_, cells, fields, kinds) => {
    const [table, form] = await bothOf(cells, fields, kinds);
    expect(table).toEqual(form);
  });

  test("after the deadline, and without a teacher certificate", async () => {
    const late = await bothOf({}, {}, certificate, new Date("2020-02-01T10:00:00+08:00"));
    expect(late[0]).toEqual(late[1]);
    expect(late[0]).toEqual([expect.stringMatching(/^deadline-passed/)]);
    const uncertified = await bothOf({}, {}, certificate, NOW, false);
    expect(uncertified[0]).toEqual(uncertified[1]);
    expect(uncertified[0]).toEqual([expect.stringMatching(/^no-teacher-certificate/)]);
  });

  test("an administrator's own MOOC is not for them to register", async () => {
    const teacherId = await aTeacher(world.cityId, world.school, { name: "自己" });
    const own = await anActor(world.cityId, "school", world.school, { teacherId });
    const row = moocCells({ name: "自己", teacherNumber: await numberOf(teacherId) });
    const importId = await aMoocTable(own, [row], zipOf([await scanOf(row.certificateFile ?? "")]));
    expect(await codesOf(own, importId)).toEqual({ 2: ["registers-own-credit-as-staff"] });
  });

  test("somebody who works elsewhere is not this school's to register", async () => {
    const gone = { name: "买买提·艾力", teacherNumber: await numberOf(world.strangerId) };
    const importId = await broughtWith([moocCells(gone)]);
    expect(await codesOf(school, importId)).toEqual({ 2: ["person-unknown"] });
    // Known here by an entry of before, and gone since.
    const movedId = await aTeacher(world.cityId, world.school, { name: "调走的" });
    await aDeclaredMooc(await anActor(world.cityId, "teacher", world.school, { teacherId: movedId }));
    await all("update teachers set school_id = $2, county_id = $3 where id = $1", [
      movedId,
      world.otherSchool.id,
      world.otherCounty.id,
    ]);
    const moved = await broughtWith([moocCells({ name: "调走的", teacherNumber: await numberOf(movedId) })]);
    expect(await codesOf(school, moved)).toEqual({ 2: ["person-unknown"] });
  });
});

test("a city-direct school's table goes to the city", async () => {
  const direct = world.directAdministrator;
  const row = moocCells({ name: "陈静", teacherNumber: await numberOf(world.directTeacherId) });
  const importId = await aMoocTable(direct, [row], zipOf([await scanOf(row.certificateFile ?? "")]));
  accepted(await confirmedMoocs(direct, importId));
  expect(await entriesOf(importId)).toMatchObject([{ status: "at_city", holder: world.bureau.id }]);
});
