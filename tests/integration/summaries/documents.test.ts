import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { readXlsx } from "hucre/xlsx";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import PrintPage from "@/app/summaries/[id]/print/page";
import { GET as getPdf } from "@/app/summaries/[id]/table.pdf/route";
import { GET as getXlsx } from "@/app/summaries/[id]/table.xlsx/route";
import { SchoolClaimInput } from "@/features/credits/claim-input";
import { registerSpecialCredit } from "@/features/credits/register-special-credit";
import { CloseInput, closeSummary } from "@/features/summaries/close-summary";
import { openSummary } from "@/features/summaries/open-summary";
import { readSummary } from "@/features/summaries/read-summary";
import { messagesFor } from "@/messages";
import { cellWords } from "@/messages/summary-cells";
import { SUMMARY_COLUMNS } from "@/rules/summary-tables";
import type { Actor } from "@/server/actor";
import { readTable } from "@/server/spreadsheet/read-table";
import { aScan, moocFields, NOW } from "../../factories/claims";
import { all, one, owner } from "../../factories/owner";
import { HAS_PDFTOTEXT, pagesOf, withoutSpaces } from "../../factories/pdf";
import { accepted } from "../../factories/projects";
import { aTeacher, aWorld, type World } from "../../factories/world";

vi.setConfig({ testTimeout: 120_000 });

/** Who asks, in which language, and what the browser says of its request. */
const asked = vi.hoisted(() => ({ by: null as Actor | null, headers: new Headers() }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by, currentSession: async () => asked.by }));
vi.mock("@/server/locale", () => ({
  currentMessages: async () => messagesFor("zh-CN"),
  currentLocale: async () => "zh-CN",
}));
vi.mock("next/headers", () => ({ headers: async () => asked.headers }));

const messages = messagesFor("zh-CN");
/** Names and titles that a spreadsheet or a typesetter could take for something else. */
const HOSTILE = [
  "=cmd|' /C calc'!A0",
  "+1+1",
  "-2+3",
  "@SUM(1)",
  "＝1+1",
  "－1",
  "#read(1)",
  "𠮷田",
  "买买提·艾力",
  "$x$*a*",
];

let world: World;
let roundId: number;
let tableId: string;

beforeAll(async () => {
  world = await aWorld();
  ({ id: roundId } = await one<{ id: number }>("select id from registration_rounds where city_id = $1", [
    world.cityId,
  ]));
  for (const [at, name] of HOSTILE.entries()) {
    const teacherId = await aTeacher(world.cityId, world.school, { name });
    await aMooc(teacherId, { courseName: HOSTILE[HOSTILE.length - 1 - at] ?? "", certificateNumber: `00${at}${name}` });
  }
  await aMooc(world.teacherId, { certificateNumber: "ABCDEFGHIJ0123456789".repeat(3), score: "86.5" });
  tableId = await closed(world.administrator);
});
beforeEach(() => {
  asked.by = world.administrator;
  asked.headers = new Headers();
});

async function aMooc(teacherId: number, overrides: Record<string, string>): Promise<void> {
  const input = SchoolClaimInput.parse({ ...moocFields(overrides), teacherId: String(teacherId) });
  await aScan(world.administrator, input.entryId, "certificate");
  accepted(await registerSpecialCredit(world.administrator, input, NOW));
}

const closed = async (actor: Actor) =>
  accepted(
    await closeSummary(actor, CloseInput.parse({ roundId: String(roundId), source: "mooc", truthful: "on" }), NOW),
  );

const request = (headers = {}) => new Request("http://localhost/", { headers });
const input = (id = tableId) => ({ params: Promise.resolve({ id }) });
const bytesOf = async (answer: Response) => Buffer.from(await answer.arrayBuffer());
const opened = () =>
  all<{ reason: string; account: number }>(
    "select reason, account_id as account from audit_events where kind = 'summary-identities-read' and subject = $1 order by id",
    [tableId],
  );
const forget = async () =>
  (await owner()).query(
    "alter table audit_events disable trigger all; delete from audit_events; alter table audit_events enable trigger all",
  );

/** What the page shows, and the ID number that it masks. */
async function expectedRows(actor: Actor): Promise<string[][]> {
  const { lines } = await readSummary(actor, tableId, NOW);
  const full = (await openSummary(actor, tableId, "print", NOW)).lines;
  return lines.map(({ row }, index) => [
    String(index + 1),
    ...SUMMARY_COLUMNS.mooc.map((column) => {
      const shown = cellWords(column, row.cells[column], messages);
      if (column !== "identity") return shown;
      const number = String(full[index]?.row.cells.identity);
      expect(number).toMatch(/^\d{17}[\dX]$/);
      expect([shown.slice(0, 4), shown.slice(-4)]).toEqual([number.slice(0, 4), number.slice(-4)]);
      return number;
    }),
  ]);
}

const HEADING = ["序号", ...SUMMARY_COLUMNS.mooc.map((column) => messages.summaries.columns[column])];

describe("the spreadsheet of a table", () => {
  async function sheet() {
    const answer = await getXlsx(request(), input());
    expect(answer.status).toBe(200);
    const file = path.join(mkdtempSync(path.join(os.tmpdir(), "summary-")), "table.xlsx");
    writeFileSync(file, await bytesOf(answer));
    return { file, headers: answer.headers };
  }

  test("has exactly the page's values, read by our own reading of tables and by the library", async () => {
    const rows = await expectedRows(world.administrator);
    const { file } = await sheet();
    const read = await readTable(file, { isHeader: (cells) => cells[0] === "序号" });
    if (!read.ok) throw new Error(read.code);
    expect(read.table.header).toEqual(HEADING);
    const problems = read.table.rows.flatMap((row) => row.problems);
    expect(read.table.rows.slice(0, rows.length).map(({ cells }) => cells)).toEqual(rows);
    expect(problems).toEqual([]);
    const [first] = (await readXlsx(readFileSync(file), { readStyles: true })).sheets;
    for (const cell of first?.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
    const identities = first?.rows.slice(5, 5 + rows.length).map((row) => row[3]);
    expect(identities).toEqual(rows.map((row) => row[3]));
    expect(read.table.rows[rows.length]?.cells.slice(0, 2)).toEqual(["", `合计 ${rows.length} 条`]);
    expect(read.table.rows[rows.length]?.cells.at(-1)).toBe(String(24 * rows.length));
  });

  test("says above its heading whose it is, and with which check code it was reported", async () => {
    const { file, headers } = await sheet();
    const { head } = await readSummary(world.administrator, tableId, NOW);
    const [first] = (await readXlsx(readFileSync(file))).sheets;
    const above = first?.rows.slice(0, 4).map((row) => row[0]);
    expect(above?.[0]).toBe("慕课研修学员信息汇总表（2016—2019年）");
    expect(above?.[1]).toContain(`填报单位：${world.school.name}`);
    expect(above?.[1]).toContain(`接收单位：${world.county.name}`);
    expect(above?.[2]).toContain("上报日期：2019-12-20");
    expect(above?.[3]).toBe(`校验码：${head.hash}`);
    expect(first?.pageSetup).toMatchObject({ orientation: "landscape", fitToWidth: 1, printTitlesRow: "$5:$5" });
    expect(decodeURIComponent(headers.get("content-disposition") ?? "")).toContain(`${world.school.name}.xlsx`);
    expect(headers.get("cache-control")).toBe("private, no-store");
  });

  test.skipIf(spawnSync("soffice", ["--version"]).error !== undefined)(
    "opens in LibreOffice, its ID numbers whole and nothing run",
    async () => {
      const { file } = await sheet();
      const folder = path.dirname(file);
      const profile = `-env:UserInstallation=file://${folder}/office`;
      const filter = "csv:Text - txt - csv (StarCalc):9,0,76,1,,0,false,true";
      spawnSync("soffice", [profile, "--headless", "--convert-to", filter, "--outdir", folder, file]);
      const lines = readFileSync(path.join(folder, "table.csv"), "utf8").split("\n");
      const rows = await expectedRows(world.administrator);
      // A ' in front marks what would be a formula elsewhere.
      const shown = lines
        .slice(5, 5 + rows.length)
        .map((line) => line.split("\t").map((cell) => cell.replace(/^'/, "")));
      expect(shown).toEqual(rows);
    },
  );
});

describe("the PDF of a table", () => {
  test.skipIf(!HAS_PDFTOTEXT)(
    "has every cell of it, the check code and the pages' numbers, and can be signed",
    async () => {
      const answer = await getPdf(request(), input());
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "application/pdf"]);
      const pages = pagesOf(await bytesOf(answer)).map(withoutSpaces);
      const { head } = await readSummary(world.administrator, tableId, NOW);
      expect(pages).toHaveLength(1);
      expect(pages[0]).toContain(`校验码：${head.hash}第1页共1页`);
      expect(pages[0]).toContain("填表人：审核人：单位负责人（公章）：日期：");
      // A sign that no font of the machine has is told by its number; a number of sixty letters goes over several lines.
      for (const row of await expectedRows(world.administrator))
        for (const cell of row.filter((text) => text !== "" && text.length < 40 && !text.includes("𠮷")))
          expect(pages[0]).toContain(withoutSpaces(cell));
    },
  );
});

describe("the page to be printed", () => {
  const page = async () =>
    renderToStaticMarkup(
      createElement("div", null, await PrintPage({ ...input(), searchParams: Promise.resolve({}) })),
    );

  test("has every cell of the table, places for signatures, no menu and no style that the policy would refuse", async () => {
    const html = await page();
    const cells = [...html.matchAll(/<td[^>]*>([^<]*)<\/td>/g)].map(([, text]) => text);
    const escaped = (text: string) => renderToStaticMarkup(createElement("td", null, text)).slice(4, -5);
    const rows = await expectedRows(world.administrator);
    expect(cells.slice(1, 1 + rows.flat().length)).toEqual(rows.flat().map(escaped));
    for (const label of ["填表人", "审核人", "单位负责人（公章）", "日期"]) expect(html).toContain(`${label}：`);
    expect(html).not.toMatch(/<nav|style=|<style|<script/);
  });

  test("can't be opened by a browser that only looks ahead", async () => {
    await forget();
    asked.headers = new Headers({ "sec-purpose": "prefetch;prerender" });
    await expect(page()).rejects.toThrow(/NEXT_HTTP_ERROR_FALLBACK;404/);
    expect(await opened()).toEqual([]);
  });
});

describe("whoever opens ID numbers", () => {
  test("is on record with the purpose, each time", async () => {
    await forget();
    await getXlsx(request(), input());
    asked.by = world.countyOfficer;
    await getPdf(request(), input());
    expect(await opened()).toEqual([
      { reason: "xlsx", account: world.administrator.accountId },
      { reason: "pdf", account: world.countyOfficer.accountId },
    ]);
  });

  test("is the unit, its superior or the city; a foreign school, another county and a teacher learn nothing", async () => {
    await forget();
    const strangers = [
      world.otherAdministrator,
      world.directAdministrator,
      world.otherCountyOfficer,
      world.teacher,
      null,
    ];
    for (const actor of strangers) {
      asked.by = actor;
      expect([(await getXlsx(request(), input())).status, (await getPdf(request(), input())).status]).toEqual([
        404, 404,
      ]);
    }
    asked.by = world.administrator;
    expect((await getXlsx(request(), input("1' or true"))).status).toBe(404);
    expect(await opened()).toEqual([]);
    asked.by = world.cityOfficer;
    expect((await getXlsx(request(), input())).status).toBe(200);
  });

  test("has asked for it: what a browser fetches ahead opens nothing", async () => {
    await forget();
    for (const headers of [{ "sec-purpose": "prefetch" }, { purpose: "prefetch" }, { "next-router-prefetch": "1" }])
      expect([
        (await getXlsx(request(headers), input())).status,
        (await getPdf(request(headers), input())).status,
      ]).toEqual([503, 503]);
    expect(await opened()).toEqual([]);
  });
});

test("a table whose copy was changed is made into no document", async () => {
  const sealed = await one<{ sealed: Buffer }>("select sealed from summary_copies where table_id = $1", [tableId]);
  const set = async (bytes: Buffer) =>
    (await owner())
      .query("alter table summary_copies disable trigger all; ")
      .then(async () =>
        (await owner()).query("update summary_copies set sealed = $2 where table_id = $1", [tableId, bytes]),
      );
  const changed = Buffer.from(sealed.sealed);
  changed[40] = (changed[40] ?? 0) ^ 1;
  await set(changed);
  const answer = await getPdf(request(), input());
  expect([answer.status, await answer.text()]).toEqual([409, messages.summaries.broken]);
  await set(sealed.sealed);
  expect((await getPdf(request(), input())).status).toBe(200);
});
