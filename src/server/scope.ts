import type { Actor } from "./actor";
import { type Statement, sql } from "./sql";

/** The columns by which a row belongs to a person and a place. */
export interface PlaceColumns {
  teacher: Statement;
  school: Statement;
  county: Statement;
}

/**
 * The rows of the actor's own place, as a condition: the first wall of every list (the policies in the database are the
 * second), and what lets an index find them.
 */
export function inScope(actor: Actor, columns: PlaceColumns): Statement {
  switch (actor.role) {
    case "teacher":
      return sql`${columns.teacher} = ${actor.teacherId}`;
    case "school":
      return sql`${columns.school} = ${actor.organisationId}`;
    case "county":
      return sql`${columns.county} = ${actor.organisationId}`;
    case "city":
      return sql`true`;
    case "host":
    case "platform":
      return sql`false`;
    default:
      return actor.role satisfies never;
  }
}
