import { expect, test } from "vitest";
import { raiseObjection } from "@/features/credits/raise-objection";
import { CycleClosed } from "@/server/errors";
import { NOW } from "../../factories/claims";
import { all, owner } from "../../factories/owner";
import { accepted } from "../../factories/projects";
import { aDeclaredMooc, decide } from "../../factories/routes";
import { aWorld } from "../../factories/world";

test("who objects at the moment in which the cycle is closed waits for it, and is told that it is closed", async () => {
  const world = await aWorld();
  const id = await aDeclaredMooc(world.teacher);
  accepted(await decide(world.administrator, id, { action: "refuse", reason: "not-about-education" }));
  const closing = await owner();
  await closing.query("begin");
  await closing.query("select 1 from cycles where id = $1 for update", [world.cycleId]);
  await closing.query("update cycles set closed_at = now(), closed_by = $2 where id = $1", [
    world.cycleId,
    world.cityOfficer.accountId,
  ]);
  const raised = raiseObjection(world.teacher, { entryId: id, objectionWords: "请再核对" }, NOW).then(
    () => "raised",
    (error: unknown) => error,
  );
  await new Promise((resolve) => setTimeout(resolve, 400));
  await closing.query("commit");
  expect(await raised).toBeInstanceOf(CycleClosed);
  expect(await all("select 1 from objections where entry_id = $1", [id])).toEqual([]);
});
