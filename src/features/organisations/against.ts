import type { Violation, ViolationCode } from "@/rules/verdict";

/** What stands against a change of the desk; no clause of the notice speaks of it. */
export const against = (code: ViolationCode, field: string | null = null): Violation => ({
  rule: null,
  clause: "S",
  code,
  field,
});
