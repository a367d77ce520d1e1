import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive, startOf } from "@/server/postgres/embedded";
import { Refusal } from "@/server/postgres/refusal";

export type Claim = {
  /** Did the one before end without giving the folder back, because it was killed? */
  abandoned: boolean;
  release(): void;
};

/**
 * Takes a data folder for this process alone.
 * @param purpose what the folder is used for, for whoever comes second: «the demo on http://localhost:3000»
 * @throws Refusal when a living process has it
 */
export function claimFolder(folder: string, purpose: string): Claim {
  const file = path.join(folder, "running");
  const abandoned = existsSync(file);
  if (abandoned) {
    const [pid = "", started = "", ...what] = readFileSync(file, "utf8").trim().split(" ");
    if (isAlive(Number(pid)) && startOf(Number(pid)) === started)
      throw new Refusal(`${folder} is in use by ${what.join(" ")} (process ${pid}); end that first, or set DATA_DIR.`);
    rmSync(file);
  }
  writeFileSync(file, `${process.pid} ${startOf(process.pid)} ${purpose}\n`, { flag: "wx" });
  return { abandoned, release: () => rmSync(file, { force: true }) };
}
