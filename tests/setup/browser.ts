import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Refusal } from "@/server/postgres/refusal";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ON_A_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/** A Chromium of this machine: CHROMIUM, else the usual names; undefined when only Playwright's own may be there. */
export function systemChromium(): string | undefined {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const candidates = [...NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))), ON_A_MAC];
  return candidates.find((file) => existsSync(file));
}

/**
 * Sees to a browser and to Chinese letters for it: what is there, else Debian's packages, else Playwright's download. Where
 * Debian's packages may be installed, pdftotext is, too; elsewhere the tests that read a PDF are skipped.
 * @throws Refusal that names the missing package
 */
export function ensureBrowser(): void {
  if (process.env.CHROMIUM && !existsSync(process.env.CHROMIUM))
    throw new Refusal(`CHROMIUM names ${process.env.CHROMIUM}, which is not there.`);
  const missing = [];
  if (!systemChromium()) missing.push("chromium");
  if (os.platform() === "linux" && !hasChineseFont()) missing.push("fonts-noto-cjk");
  if (spawnSync("pdftotext", ["-v"]).error) missing.push("poppler-utils");
  if (missing.length > 0 && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) installFromDebian(missing);
  if (!systemChromium() && !downloadedChromium() && !download())
    throw new Refusal("There is no browser: install the package chromium, or set CHROMIUM to one.");
  // Without it every Chinese character is an empty box, and a test that measures or compares pages says nothing.
  if (os.platform() === "linux" && !hasChineseFont())
    throw new Refusal("There is no Chinese font: install the package fonts-noto-cjk.");
}

function hasChineseFont(): boolean {
  const listed = spawnSync("fc-list", [":lang=zh-cn", "file"], { encoding: "utf8" });
  if (listed.error) return ["opentype", "truetype"].some((kind) => existsSync(`/usr/share/fonts/${kind}/noto`));
  return listed.stdout.trim() !== "";
}

function installFromDebian(packages: string[]): void {
  console.log(`Installing ${packages.join(" and ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [["update"], ["install", "-y", "--no-install-recommends", ...packages]])
    spawnSync("apt-get", ["-qq", ...args], { stdio: ["ignore", "ignore", "inherit"], env });
}

function downloadedChromium(): boolean {
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(os.homedir(), ".cache/ms-playwright");
  return existsSync(folder) && readdirSync(folder).some((name) => name.startsWith("chromium"));
}

function download(): boolean {
  console.log("Downloading a browser …");
  const answer = spawnSync(process.execPath, ["node_modules/playwright/cli.js", "install", "chromium"], {
    stdio: "inherit",
  });
  return answer.status === 0;
}
