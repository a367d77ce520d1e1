import { isMet, type Result } from "./bench";
import { peakMemory } from "./web";

/** One row: what was measured against what, the ratio, the target and whether it is met. */
export function line(id: string, job: string, result: Result): string {
  const { measured, baseline, ratio, target, note } = result;
  const limit = "atLeast" in target ? `>= ${figure(target.atLeast)}` : `<= ${figure(target.atMost)}`;
  const verdict = isMet(result) ? "met" : "MISSED";
  const detail = `      ${measured}, against ${baseline}`;
  return [
    `${id}  ${job}: ${figure(ratio)} (target ${limit}) ${verdict}`,
    detail,
    ...(note ? [`      ${note}`] : []),
  ].join("\n");
}

const figure = (ratio: number) => ratio.toFixed(2);

const MEMORY_LIMIT = 300;

/** S10, as far as it comes for nothing. */
export function memoryLine(pid: number): string {
  const peak = peakMemory(pid);
  if (peak === undefined) return "S10 memory of the web process: not measured, this system doesn't tell";
  const verdict = peak <= MEMORY_LIMIT ? "met" : "MISSED";
  return `S10 memory of the web process, at most: ${peak.toFixed(0)} MB (target <= ${MEMORY_LIMIT} MB) ${verdict}`;
}
