import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type pg from "pg";
import { from, to } from "pg-copy-streams";
import { bringTable } from "@/features/projects/bring-table";
import { confirmImport, orderConfirmation } from "@/features/projects/confirm-import";
import { decideOrdered } from "@/features/projects/decide-project";
import { judgeBroughtTable } from "@/features/projects/judge-brought-table";
import { ProjectInput } from "@/features/projects/project-input";
import { saveProject } from "@/features/projects/save-project";
import type { Actor } from "@/server/actor";
import { withConnection } from "@/server/postgres/connection";
import type { Result as Answer } from "@/server/result";
import { writeWorkbook } from "@/server/spreadsheet/write-workbook";
import { type Bench, NotMeasured, type Result } from "./bench";

// S5: a roster from .xlsx to posted, as the host, the worker and the city's officer go through it; the posting alone against
// COPY of the same rows into tables of the same shape, with their indexes and without triggers.

const ROWS = 10_000;
const AT_LEAST = 0.2;
const END_TO_END = 5_000;
const NOW = new Date("2019-12-20T10:00:00+08:00");
const TABLES = ["credit_entries", "entry_events", "ledger_postings"] as const;

const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};
const perSecond = (time: number) => `${Math.round(ROWS / time).toLocaleString("en")} rows/s`;

export async function rosters({ product }: Bench): Promise<Result> {
  return withConnection(product.database.ownerUrl, async (owner) => {
    const [host, officer] = await officers(owner);
    const file = { name: "roster.xlsx", bytes: await workbookOf(owner) };
    await owner.query("create temp table kept_balances (like balances)");
    const projectId = await newProject(host);
    try {
      const importId = randomUUID();
      const quietly = async () => {};
      const order = async (subjectId: string) => {
        const { rows } = await owner.query<{ id: string }>(
          "select id from work_orders where subject_id = $1 order by (state = 'queued') desc, ordered_at desc limit 1",
          [subjectId],
        );
        return { id: rows[0]?.id ?? "", subjectId, input: {} };
      };
      const dryRun = await seconds(async () => {
        answered(await bringTable(host, { importId, kind: "roster", projectId }, file, NOW));
        answered(await judgeBroughtTable(host, await order(importId), NOW, quietly));
      });
      const confirming = await seconds(async () => {
        answered(await orderConfirmation(host, { importId, truthful: "on" }, NOW));
        answered(await confirmImport(host, await order(importId), NOW, quietly));
      });
      await keepBalances(owner, projectId);
      const version = await versionOf(owner, projectId);
      const decision = { projectId, version, action: "approve", struck: [], note: null };
      const posting = await seconds(async () =>
        answered(await decideOrdered(officer, { id: randomUUID(), subjectId: projectId, input: decision }, NOW)),
      );
      const copying = await copyOf(owner, projectId);
      const total = dryRun + confirming + posting;
      return {
        measured: `posting ${perSecond(posting)}; dry run ${perSecond(dryRun)}, confirmation ${perSecond(confirming)}, all ${perSecond(total)}`,
        baseline: `${perSecond(copying)}, COPY of entries, events and postings`,
        ratio: copying / posting,
        target: { atLeast: AT_LEAST },
        alsoMet: ROWS / total >= END_TO_END,
        note: `end to end ${END_TO_END.toLocaleString("en")} rows/s are asked for as well`,
      };
    } finally {
      await takeAway(owner, projectId);
    }
  });
}

function answered<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new NotMeasured(JSON.stringify(answer.violations));
  return answer.value;
}

async function officers(owner: pg.Client): Promise<[Actor, Actor]> {
  const { rows } = await owner.query<Actor>(`
    select r.city_id as "cityId", r.account_id as "accountId", null as "sessionVersion", 'city' as role,
      r.organisation_id as "organisationId", o.name as "organisationName", a.teacher_id as "teacherId", a.display_name as name
    from account_roles r
    join accounts a on a.city_id = r.city_id and a.id = r.account_id
    join organisations o on o.city_id = r.city_id and o.id = r.organisation_id
    where r.city_id = 1 and r.role = 'city' order by r.account_id limit 2`);
  const [host, officer] = rows;
  if (!host || !officer) throw new NotMeasured("the city has no two officers");
  return [host, officer];
}

/** People who were on post then, each once. */
async function workbookOf(owner: pg.Client): Promise<Buffer> {
  const { rows } = await owner.query<{ name: string; number: string }>(`
    select t.name, t.teacher_number as number from teachers t
    where t.city_id = 1 and t.certificate_number is not null and exists (select 1 from employments m where m.city_id = t.city_id
      and m.teacher_id = t.id and m.starts_on <= '2019-07-05' and (m.ends_on is null or m.ends_on >= '2019-07-05'))
    order by md5(t.id::text) limit ${ROWS}`);
  if (rows.length < ROWS) throw new NotMeasured(`only ${rows.length} teachers were on post`);
  const text = { width: 16, kind: "text" } as const;
  const columns = ["姓名", "教师编号", "角色", "学时"].map((header) => ({ header, ...text }));
  const chunks: Uint8Array[] = [];
  const stream = writeWorkbook(
    "名册",
    columns,
    rows.map(({ name, number }) => [name, number, "参训", "16"]),
  );
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function newProject(host: Actor): Promise<string> {
  const input = ProjectInput.parse({
    projectId: randomUUID(),
    version: "0",
    kind: "city",
    title: `measured ${randomUUID().slice(0, 8)}`,
    startsOn: "2019-07-01",
    endsOn: "2019-07-05",
    hours: "16",
  });
  return answered(await saveProject(host, input, NOW));
}

async function versionOf(owner: pg.Client, projectId: string): Promise<number> {
  const { rows } = await owner.query<{ version: number }>("select version from projects where id = $1", [projectId]);
  return rows[0]?.version ?? 0;
}

/** As they were before the posting, for as long as this connection lasts. */
async function keepBalances(owner: pg.Client, projectId: string): Promise<void> {
  await owner.query(`insert into kept_balances select b.* from balances b
    where b.city_id = 1 and b.teacher_id in (select teacher_id from credit_entries where project_id = '${projectId}')`);
}

/** Seconds for COPY to write the same rows once more, into tables of their own. */
async function copyOf(owner: pg.Client, projectId: string): Promise<number> {
  let total = 0;
  for (const table of TABLES) {
    const copy = `copy_of_${table}`;
    const entry = table === "credit_entries" ? "id" : "entry_id";
    const read = owner.query(
      to(`copy (select r.* from ${table} r where r.city_id = 1
        and r.${entry} in (select id from credit_entries where project_id = '${projectId}')) to stdout`),
    );
    const chunks: Buffer[] = [];
    for await (const chunk of read) chunks.push(chunk as Buffer);
    await owner.query(`drop table if exists ${copy}; create table ${copy} (like ${table} including all)`);
    total += await seconds(async () => {
      const write = owner.query(from(`copy ${copy} from stdin`));
      write.end(Buffer.concat(chunks));
      await once(write, "finish");
    });
    await owner.query(`drop table ${copy}`);
  }
  return total;
}

/** Undoes the run, as no application could: without the triggers that keep ledger and events. */
async function takeAway(owner: pg.Client, projectId: string): Promise<void> {
  await owner.query(`
    begin;
    set local session_replication_role = replica;
    create temp table gone on commit drop as
      select id, teacher_id, cycle_id from credit_entries where city_id = 1 and project_id = '${projectId}';
    delete from balances b using kept_balances k
      where b.city_id = k.city_id and b.teacher_id = k.teacher_id and b.cycle_id = k.cycle_id;
    insert into balances select * from kept_balances;
    delete from ledger_postings l using gone g where l.city_id = 1 and l.entry_id = g.id;
    delete from entry_events v using gone g where v.city_id = 1 and v.entry_id = g.id;
    delete from credit_entries e using gone g where e.city_id = 1 and e.id = g.id;
    delete from import_rows r using imports i where i.city_id = 1 and i.project_id = '${projectId}' and r.import_id = i.id;
    delete from work_orders w using imports i where i.city_id = 1 and i.project_id = '${projectId}' and w.subject_id = i.id;
    delete from imports where city_id = 1 and project_id = '${projectId}';
    delete from project_events where city_id = 1 and project_id = '${projectId}';
    delete from projects where city_id = 1 and id = '${projectId}';
    commit`);
  await owner.query("vacuum (analyze) credit_entries, balances, entry_events, ledger_postings");
}
