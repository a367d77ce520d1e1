import pg from "pg";
import { describe, expect, test, vi } from "vitest";
import { changeRound } from "@/features/cycles/change-round";
import { CloseInput, closeSummary } from "@/features/summaries/close-summary";
import { MoveSummaryInput, moveSummary } from "@/features/summaries/move-summary";
import { readSummary } from "@/features/summaries/read-summary";
import type { Actor } from "@/server/actor";
import { Conflict } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { CONTENT, decide } from "../../factories/routes";
import { aClosed, aRegistered, roundOf, step, tickOff } from "../../factories/summaries";
import { anActor, aWorld } from "../../factories/world";

describe("at the same time", () => {
  test("24 officers accept one table: one succeeds, 23 are told by whom and when, one event, one message", async () => {
    const world = await aWorld();
    const entry = await aRegistered(world.administrator, world.teacherId);
    const tableId = await aClosed(world.administrator);
    accepted(await decide(world.countyOfficer, entry, CONTENT));
    await tickOff(world.countyOfficer, tableId);
    const { head } = await readSummary(world.countyOfficer, tableId, NOW);
    const officers: Actor[] = [];
    for (let officer = 0; officer < 24; officer += 1)
      officers.push(await anActor(world.cityId, "county", world.county));
    const input = MoveSummaryInput.parse({ tableId, version: String(head.version), action: "accept" });
    const answers = await Promise.allSettled(officers.map((officer) => moveSummary(officer, input, NOW)));
    const lost = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    expect(answers.filter((answer) => answer.status === "fulfilled")).toHaveLength(1);
    expect(lost).toHaveLength(23);
    const winner = officers[answers.findIndex((answer) => answer.status === "fulfilled")];
    for (const error of lost) {
      expect(error).toBeInstanceOf(Conflict);
      expect(error.happened).toMatchObject({ action: "accept", byName: winner?.name, at: NOW });
    }
    const count = (from: string, of: string) => one(`select count(*)::int as n from ${from} and ${of} = $1`, [tableId]);
    expect(await count("summary_events where action = 'accept'", "table_id")).toEqual({ n: 1 });
    expect(await count("inbox_messages where kind = 'table_accepted'", "subject_id")).toEqual({ n: 1 });
  });

  test("24 administrators close one table: there is one, with one copy, and each is led to it", async () => {
    const world = await aWorld();
    await aRegistered(world.administrator, world.teacherId);
    const administrators: Actor[] = [];
    for (let n = 0; n < 24; n += 1) administrators.push(await anActor(world.cityId, "school", world.school));
    const fields = { roundId: String(await roundOf(world.administrator)), source: "mooc", truthful: "on" };
    const input = CloseInput.parse(fields);
    const answers = await Promise.all(administrators.map((one) => closeSummary(one, input, NOW)));
    expect(new Set(answers.map((answer) => accepted(answer))).size).toBe(1);
    expect(await all("select id from summary_tables where city_id = $1", [world.cityId])).toHaveLength(1);
    expect(await all("select seq from summary_copies where city_id = $1", [world.cityId])).toHaveLength(1);
  });

  test("a table is closed and the city changes the years of its round: the years stay those that were frozen", async () => {
    const world = await aWorld();
    await aRegistered(world.administrator, world.teacherId);
    const roundId = await roundOf(world.administrator);
    const gate = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await gate.connect();
    // The closing has read the round and waits before its table is there.
    await gate.query("begin; lock table summary_tables in share mode");
    const waiting = () =>
      all("select 1 from pg_locks where not granted and (relation = 'summary_tables'::regclass or objid = $1)", [
        world.cityId,
      ]);
    const closing = aClosed(world.administrator);
    await vi.waitUntil(async () => (await waiting()).length === 1);
    const changing = changeRound(world.cityOfficer, { roundId, fromYear: 2016, toYear: 2018, why: "改" }, NOW);
    await vi.waitUntil(async () => (await waiting()).length === 2);
    await gate.query("commit");
    await gate.end();
    await closing;
    expect(await changing).toMatchObject({ violations: [{ code: "round-reported" }] });
    expect(await one("select to_year from registration_rounds where id = $1", [roundId])).toEqual({ to_year: 2019 });
  });

  test("its unit takes a table back and the superior returns it: one of them", async () => {
    const world = await aWorld();
    await aRegistered(world.administrator, world.teacherId);
    const id = await aClosed(world.administrator);
    const answers = await Promise.allSettled([
      step(world.administrator, id, "take_back"),
      step(world.countyOfficer, id, "return", { reason: "seal-missing" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});
