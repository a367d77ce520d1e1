// node src/cli/run.mjs src/cli/demo.ts …: runs a command written in TypeScript, from a fresh clone too.
import path from "node:path";
import { pathToFileURL } from "node:url";
import { prepare } from "./prepare.mjs";

const [command] = process.argv.splice(2, 1);
await prepare();
const { register } = await import("tsx/esm/api");
register();
await import(pathToFileURL(path.resolve(command ?? "")).href);
