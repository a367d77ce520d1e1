import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaContainer, SchemaEngine } from "@prisma/schema-engine-wasm";
import * as wasmBindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { MigrationAdapterFactory } from "./migration-adapter";

// Prisma's own schema engine, as WebAssembly from npm: the `prisma migrate` command would download a binary first.

export const MIGRATIONS_FOLDER = path.resolve("prisma/migrations");
const SCHEMA_FOLDER = path.resolve("prisma/schema");

type Bindings = { SchemaEngine: typeof SchemaEngine; __wbg_set_wasm(exports: WebAssembly.Exports): void };

let engineClass: typeof SchemaEngine | undefined;

function loadEngine(): typeof SchemaEngine {
  if (engineClass) return engineClass;
  // Without this global a panic of the engine shows as «unreachable», its message lost.
  Object.assign(globalThis, {
    PRISMA_WASM_PANIC_REGISTRY: { set_message: (text: string) => console.error(`Schema engine: ${text}`) },
  });
  const bindings = wasmBindings as unknown as Bindings;
  const file = createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg");
  const module = new WebAssembly.Module(readFileSync(file.replace(/\.js$/, ".wasm")));
  const instance = new WebAssembly.Instance(module, { "./schema_engine_bg.js": wasmBindings as never });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as (() => void) | undefined)?.();
  engineClass = bindings.SchemaEngine;
  return engineClass;
}

/** Opens the engine on the database of `url`, which must be its owner's, for the time of `work`. */
export async function withEngine<T>(url: string, work: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  const datamodels = schemaFiles().map((file): [string, string] => [file.path, file.content]);
  const connections = new MigrationAdapterFactory(url);
  const adapter = bindMigrationAwareSqlAdapterFactory(connections);
  try {
    const engine = await loadEngine().new({ datamodels }, () => {}, adapter);
    return await work(engine).finally(() => engine.free());
  } finally {
    await connections.close();
  }
}

/** Every .prisma file of the schema, in a fixed order. */
export function schemaFiles(folder = SCHEMA_FOLDER): SchemaContainer[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => path.join(folder, name))
    .map((file) => ({ path: file, content: readFileSync(file, "utf8") }));
}

/** The history as it lies on disk, oldest first. */
export function migrationList(folder = MIGRATIONS_FOLDER): MigrationList {
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: migrationScripts(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

/** Name and SQL of each migration, oldest first. */
export function migrationScripts(folder = MIGRATIONS_FOLDER): { name: string; sql: string }[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(path.join(folder, name, "migration.sql"), "utf8") }));
}
