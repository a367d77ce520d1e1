import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Refusal } from "@/server/postgres/refusal";
import { type Child, startNode } from "./children";

const NEXT = "node_modules/next/dist/bin/next";
const STAMP = ".next/sources-digest";
const SOURCES = [
  "src",
  "public",
  "prisma/schema",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
];
// Derived, or never part of the pages.
const OUTSIDE = ["src/generated", "src/cli"];

/** Builds the pages if their sources have changed since the last build in this folder. */
export async function buildIfChanged(): Promise<void> {
  if (isBuiltFrom(sourcesDigest())) return;
  console.log("Building the pages (about a minute) …");
  await build();
}

export function isBuilt(): boolean {
  return existsSync(".next/BUILD_ID");
}

function isBuiltFrom(digest: string): boolean {
  return isBuilt() && existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest;
}

/** Builds the pages; if another build is at work in this folder, after that one. */
export async function build(): Promise<void> {
  const MINUTES = 10;
  const until = Date.now() + MINUTES * 60_000;
  for (let waited = false; ; waited = true) {
    const digest = sourcesDigest();
    if (waited && isBuiltFrom(digest)) return;
    const child = startNode([NEXT, "build"], { quiet: true, env: { NODE_ENV: "production" } });
    const code = await child.ended;
    if (code === 0) {
      writeFileSync(STAMP, digest);
      return;
    }
    const occupied = /Another .*next build.* process is already running/.test(child.output());
    if (!occupied || Date.now() > until) throw new Refusal(`${child.output().trim()}\n\nThe pages could not be built.`);
    if (!waited) console.log("Another build is at work in this folder; waiting for its end …");
    await new Promise((resolve) => setTimeout(resolve, 2_000));
  }
}

/** Serves the built pages, or in development the sources. */
export function serve(mode: "start" | "dev", host: string, port: number, env: Record<string, string>): Child {
  return startNode(["src/cli/serve.mjs"], {
    env: { ...env, HOST: host, PORT: String(port), NODE_ENV: mode === "dev" ? "development" : "production" },
  });
}

function sourcesDigest(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) for (const file of filesIn(source)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

function filesIn(place: string): string[] {
  if (!existsSync(place) || OUTSIDE.includes(place)) return [];
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesIn(path.posix.join(place, name)));
}
