import type { Violation } from "@/rules/verdict";

/** What a use case answers to a person: done, or each thing that has to be mended, with its clause. */
export type Result<T> = { ok: true; value: T } | { ok: false; violations: Violation[] };

export const done = <T>(value: T): Result<T> => ({ ok: true, value });
export const refused = (...violations: Violation[]): { ok: false; violations: Violation[] } => ({
  ok: false,
  violations,
});
