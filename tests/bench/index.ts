import { mkdirSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { Refusal } from "@/server/postgres/refusal";
import { type Bench, NotMeasured, type Product } from "./bench";
import { CONNECTIONS, type Pace } from "./load-generator";
import { MEASURES } from "./measures";
import { line, memoryLine } from "./report";
import { startServer } from "./server";
import { closeOwnPool, fillDatabase, type Stage, settleOwnEnvironment, startBaseline, startProduct } from "./stage";
import { buildProduct, killAll, stopAll } from "./web";

const USAGE = `npm run bench -- [options]

  --quick        a tenth of the data and short windows: to see that it works
  --scale 10     also ten cities of the same size, for S7
  --fresh        fill the databases anew
  --only S1,S4   these rows only`;

const FULL = { teachers: 60_000, pace: { rounds: 5, windowSeconds: 5, warmUpSeconds: 4 } satisfies Pace };
const QUICK = { teachers: 6_000, pace: { rounds: 3, windowSeconds: 2, warmUpSeconds: 2 } satisfies Pace };

const { values: options } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    scale: { type: "string", default: "1" },
    fresh: { type: "boolean", default: false },
    only: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
const cities = Number(options.scale);
if (options.help || ![1, 10].includes(cities)) {
  console.log(USAGE);
  process.exit(options.help ? 0 : 1);
}

const { teachers, pace } = options.quick ? QUICK : FULL;
const wanted = options.only?.split(",");
const tell = (text: string) => console.log(text);

const folder = path.resolve(".data/bench");
mkdirSync(folder, { recursive: true });
const server = await startServer(folder);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => {
    killAll();
    server.kill();
    process.exit(1);
  });

try {
  const [cpu] = os.cpus();
  tell(
    `${os.availableParallelism()} cores (${cpu?.model.trim()}), Node ${process.versions.node}, ${CONNECTIONS} connections.`,
  );
  tell("Server, database and load generator share this machine: only the ratios within this run count.\n");
  await measureAll(await setUp({ server, folder, tell }));
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await closeOwnPool();
  await stopAll();
  await server.stop();
}

async function setUp(stage: Stage): Promise<Bench> {
  const name = options.quick ? "quick" : "city";
  const database = await fillDatabase(stage, name, { cities: 1, teachers }, options.fresh);
  const larger = cities > 1 && (await fillDatabase(stage, `${name}_${cities}`, { cities, teachers }, options.fresh));
  tell("Building the bare app and the product …\n");
  const baseline = await startBaseline(stage);
  await buildProduct();
  settleOwnEnvironment(folder, database);
  const product = await startProduct(folder, database);
  const tenfold: Product | undefined = larger ? await startProduct(folder, larger) : undefined;
  return { product, tenfold, baseline, pace };
}

async function measureAll(bench: Bench): Promise<void> {
  for (const { id, job, run } of MEASURES) {
    if (wanted && !wanted.includes(id)) continue;
    try {
      tell(line(id, job, await run(bench)));
    } catch (error) {
      tell(`${id}  ${job}: not measured, ${error instanceof Error ? error.message : error}`);
      if (!(error instanceof NotMeasured)) process.exitCode = 1;
    }
  }
  const { web } = bench.product;
  tell(memoryLine(web.pid));
}
