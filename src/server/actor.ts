import type { Role } from "@/rules/permissions";

/**
 * Who acts: one account in one of its roles, as the session says. Claims only: `become()` in the database checks them at
 * the start of every transaction, so a session that has ended opens nothing.
 */
export interface Actor {
  cityId: number;
  accountId: number;
  /** Null for work that was ordered in a session and is done by the worker after it: the account and its role are asked, still. */
  sessionVersion: number | null;
  role: Role;
  /** The place where the role is held: a teacher's or administrator's school, a county's office, the city's bureau. */
  organisationId: number;
  organisationName: string;
  /** The credited person behind the account; an administrator may be one too. */
  teacherId: number | null;
  name: string;
}
