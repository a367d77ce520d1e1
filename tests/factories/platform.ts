import { randomUUID } from "node:crypto";
import { POST } from "@/app/api/v1/online-training/route";
import { makeToken } from "@/features/online/make-token";
import type { OnlineResult } from "@/features/online/online-results";
import type { Actor } from "@/server/actor";
import { identityHash } from "@/server/identity-vault";
import { NOW } from "./claims";
import { one, owner } from "./owner";
import { anActor, type World } from "./world";

/** The platform of a city, with a token that opens. */
export async function aPlatform(world: World): Promise<{ actor: Actor; token: string }> {
  const actor = await anActor(world.cityId, "platform", world.bureau);
  const made = await makeToken(world.cityOfficer, { tokenName: "研修平台" }, NOW);
  if (!made.ok) throw new Error(JSON.stringify(made.violations));
  return { actor, token: made.value };
}

/** Gives a teacher an ID number, as the bank keeps it: by its hash. */
export async function withIdNumber(teacherId: number, idNumber: string): Promise<void> {
  const hash = identityHash("resident_id", idNumber);
  await (await owner()).query("update teachers set identity_hash = $1 where id = $2", [hash, teacherId]);
}

/** A result of a teacher that is in order; each call another one. */
export async function aResult(teacherId: number, overrides: Partial<OnlineResult> = {}): Promise<OnlineResult> {
  const person = await one<{ teacherNumber: string; name: string }>(
    `select teacher_number as "teacherNumber", name from teachers where id = $1`,
    [teacherId],
  );
  return {
    resultId: `r-${randomUUID()}`,
    person,
    studyYear: 2019,
    hours: 16,
    finishedOn: "2019-11-20",
    ...overrides,
  };
}

/** Sends a body as the platform's program does; a header that is null is left out. */
export function push(
  token: string,
  body: BodyInit | { results: unknown[] },
  headers: Record<string, string | null> = {},
): Promise<Response> {
  const all = {
    Authorization: `Bearer ${token}`,
    "Content-Type": "application/json",
    "Idempotency-Key": randomUUID(),
    ...headers,
  };
  const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null);
  const raw = typeof body === "object" && "results" in body ? JSON.stringify(body) : body;
  return POST(new Request("http://localhost/api/v1/online-training", { method: "POST", body: raw, headers: sent }));
}
