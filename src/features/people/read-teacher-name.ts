import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { NotFound } from "@/server/errors";
import { sql } from "@/server/sql";

/**
 * The name of a teacher whom the actor may see.
 * @throws NotFound
 */
export async function readTeacherName(actor: Actor, teacherId: number): Promise<string> {
  authorize(actor, "teacher:read");
  const found = await transaction(actor, (tx) =>
    tx.first<{ name: string }>(sql`select name from teachers where city_id = ${actor.cityId} and id = ${teacherId}`),
  );
  if (!found) throw new NotFound();
  return found.name;
}
