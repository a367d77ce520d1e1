import { beforeAll, expect, test, vi } from "vitest";
import { orderConfirmation } from "@/features/projects/confirm-import";
import { ProjectInput } from "@/features/projects/project-input";
import { readImport } from "@/features/projects/read-import";
import { readProject } from "@/features/projects/read-project";
import { saveProject } from "@/features/projects/save-project";
import { transaction } from "@/server/db";
import { Conflict } from "@/server/errors";
import { withConnection } from "@/server/postgres/connection";
import { sql } from "@/server/sql";
import { NOW } from "../../factories/claims";
import { rosterOf } from "../../factories/ledger";
import { all } from "../../factories/owner";
import {
  accepted,
  aProject,
  aRoster,
  aSubmittedProject,
  commissionedFields,
  confirm,
  decideOn,
  numberOf,
  projectFields,
} from "../../factories/projects";
import { aMoocAt } from "../../factories/routes";
import { anActor, aWorld, type World } from "../../factories/world";

let world: World;
beforeAll(async () => {
  world = await aWorld();
});

test("of two colleagues who change a project at once the second is told, and the first one's words stay", async () => {
  const fields = projectFields();
  const id = await aProject(world.countyOfficer, fields);
  const change = (title: string) => ProjectInput.parse({ ...fields, version: "1", title });
  accepted(await saveProject(world.countyOfficer, change("甲改的名称"), NOW));
  const second = saveProject(world.secondCountyOfficer, change("乙改的名称"), NOW);
  await expect(second).rejects.toThrow(Conflict);
  const { project, events } = await readProject(world.countyOfficer, id, NOW);
  expect([project.title, events.map(({ action }) => action)]).toEqual(["甲改的名称", ["create", "edit"]]);
});

test("a training that the city refuses credits nobody, whose row was split off on the way neither", async () => {
  const officer = await anActor(world.cityId, "county", world.county, { teacherId: world.teacherId });
  const id = await aProject(world.administrator, commissionedFields());
  const rows = [
    { name: "", teacherNumber: await numberOf(world.teacherId) },
    { name: "", teacherNumber: await numberOf(world.colleagueId) },
  ];
  accepted(await confirm(world.administrator, await aRoster(world.administrator, id, rows)));
  accepted(await decideOn(officer, id));
  expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["at_city", "at_city"]);
  accepted(await decideOn(world.cityOfficer, id, { action: "refuse", reason: "without-consent" }));
  expect((await rosterOf(id)).map(({ status }) => status)).toEqual(["refused", "refused"]);
});

test("the ledger takes nothing that hasn't taken the step that posts it, whoever asks for it and how", async () => {
  const mooc = await aMoocAt(world, "at_city");
  const [line] = await rosterOf(await aSubmittedProject(world.countyOfficer, [world.teacherId]));
  const bare = (ids: string[]) =>
    transaction(world.cityOfficer, (tx) =>
      tx.first<{ written: number }>(
        sql`select write_postings(${world.cityId}, ${ids}::uuid[], false, ${NOW}) as written`,
      ),
    );
  expect(await bare([mooc, line?.id ?? ""])).toEqual({ written: 0 });
  expect(await all("select 1 from ledger_postings where entry_id = $1", [mooc])).toEqual([]);
});

test("a page that is read while its table is registered shows it before or after, and nothing in between", async () => {
  const host = world.countyOfficer;
  const importId = await aRoster(host, await aProject(host), [
    { name: "", teacherNumber: await numberOf(world.teacherId) },
  ]);
  accepted(await orderConfirmation(host, { importId, truthful: "on" }, NOW));
  // Whoever reads has seen the table and waits for its rows, while the worker's transaction is stored.
  const view = await withConnection(process.env.DATABASE_URL as string, async (between) => {
    await between.query("begin");
    await between.query("lock table import_rows in access exclusive mode");
    const reading = readImport(host, importId, {});
    await vi.waitFor(async () => {
      const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      expect(await all(waiting)).toHaveLength(1);
    });
    await between.query("update imports set status = 'confirmed' where id = $1", [importId]);
    await between.query("update work_orders set state = 'done', ended_at = $2 where subject_id = $1", [importId, NOW]);
    await between.query("commit");
    return reading;
  });
  expect([view.head.status, view.work?.state]).toEqual(["judged", "queued"]);
  const after = await readImport(host, importId, {});
  expect([after.head.status, after.work?.state]).toEqual(["confirmed", "done"]);
});
