import { TASKS } from "@/cli/tasks";
import type { PolicyChangeInput } from "@/features/cycles/policy-input";
import { previewPolicy } from "@/features/cycles/preview-policy";
import { savePolicy } from "@/features/cycles/save-policy";
import type { CyclePolicy } from "@/rules/policy";
import { policyValues } from "@/rules/policy-fields";
import type { Actor } from "@/server/actor";
import type { OrderedWork } from "@/server/jobs";
import { NOW } from "./claims";
import { all, one, owner } from "./owner";

/** A policy as its form sends it, over the version that is in force. */
export async function typedPolicy(policy: CyclePolicy, cycleId: number): Promise<PolicyChangeInput> {
  const { version } = await one<{ version: number }>(
    "select max(version) as version from cycle_policies where cycle_id = $1",
    [cycleId],
  );
  return { cycleId, baseVersion: version, reason: "市教育局会议纪要", values: policyValues(policy) };
}

/** Takes the orders of a city off the queue and does them, as the worker would. */
export async function doWork(cityId: number): Promise<void> {
  for (const { payload } of await takeOrders(cityId))
    await TASKS[payload.kind].run(payload, new AbortController().signal);
}

/** Takes the orders of a city off the queue, undone. */
export async function takeOrders(cityId: number): Promise<{ payload: OrderedWork }[]> {
  const jobs = await all<{ id: number; payload: OrderedWork }>(
    `select id, payload from graphile_worker._private_jobs where (payload #>> '{actor,cityId}')::int = $1 order by id`,
    [cityId],
  );
  await (await owner()).query("delete from graphile_worker._private_jobs where id = any($1::bigint[])", [
    jobs.map(({ id }) => id),
  ]);
  return jobs;
}

/** A preview with its numbers counted. */
export async function aPreview(actor: Actor, policy: CyclePolicy, cycleId: number, now = NOW): Promise<string> {
  const preview = await previewPolicy(actor, await typedPolicy(policy, cycleId), now);
  if (!preview.ok) throw new Error(JSON.stringify(preview.violations));
  await doWork(actor.cityId);
  return preview.value;
}

/** Previewed, kept, and every balance written anew. */
export async function aKeptPolicy(actor: Actor, policy: CyclePolicy, cycleId: number, now = NOW): Promise<number> {
  const kept = await savePolicy(actor, { previewId: await aPreview(actor, policy, cycleId, now) }, now);
  if (!kept.ok) throw new Error(JSON.stringify(kept.violations));
  await doWork(actor.cityId);
  return kept.value.version;
}
