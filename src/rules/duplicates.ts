import { superiorStep } from "./approval";
import type { Step } from "./credit-entry";
import type { Check, Violation } from "./verdict";

/** What two people brought alike, among live entries of the whole city (R16, section 5 of the domain). */
export interface SharedFacts {
  certificate: boolean;
  file: boolean;
  /** A superior has written down why it is right. */
  waived: boolean;
}

/** ✓ and ✗ for the reviewer, at every step. */
export function sharedChecks({ certificate, file }: SharedFacts): Check[] {
  return [
    { code: "certificate-unshared", ok: !certificate, rule: "R16", clause: "S" },
    { code: "file-unshared", ok: !file, rule: "R16", clause: "S" },
  ];
}

/** From the superior's step on, what two people bring alike can't be approved before it is explained. */
export function judgeShared(step: Step, route: readonly Step[], shared: SharedFacts): Violation[] {
  if (shared.waived || !mayWaive(step, route)) return [];
  const violations: Violation[] = [];
  if (shared.certificate) violations.push({ rule: "R16", clause: "S", code: "duplicate-certificate", field: "waiver" });
  if (shared.file) violations.push({ rule: "R16", clause: "S", code: "duplicate-file", field: "waiver" });
  return violations;
}

/** The superior explains, or the city after it; the school only sees the flag. */
export function mayWaive(step: Step, route: readonly Step[]): boolean {
  return step === superiorStep(route) || step === "city";
}
