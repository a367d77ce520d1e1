import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { admitApplication } from "@/server/postgres/application-role";
import { clearEmbedded, type EmbeddedServer, PortTaken, startEmbedded } from "@/server/postgres/embedded";
import { Refusal } from "@/server/postgres/refusal";
import { reasonOf } from "./answer";
import { keepWorking } from "./background";
import { killChildren, stopChildren, whenParentEnds } from "./children";
import { demoCityIn, demoCityOn, seed } from "./demo-city";
import { type Claim, claimFolder } from "./only-one";
import { secretsIn } from "./secrets";
import { buildIfChanged, serve } from "./site";

// npm run demo [-- --fresh] | npm run dev: everything that a newcomer needs, in one process that ends as a whole.

/** The day of the demo city; another one, or the last minute before a deadline, can be set. */
const BUSINESS_DATE = process.env.BUSINESS_DATE || "2019-12-20";
const DEFAULT_PG_PORT = 55510;

const development = process.argv.includes("--dev");
const fresh = process.argv.includes("--fresh");
const folder = path.resolve(process.env.DATA_DIR || ".data");
const port = portFrom("PORT") ?? 3000;
const host = process.env.HOST || "localhost";
const origin = process.env.PUBLIC_ORIGIN || `http://localhost:${port}`;

let claim: Claim | undefined;
let starting: Promise<EmbeddedServer> | undefined;
let server: EmbeddedServer | undefined;
let stopping: Promise<never> | undefined;

// A terminal that is closed takes our output with it; that must not keep us from ending the rest.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop(0));
whenParentEnds(() => void stop(0));
process.on("exit", () => {
  killChildren();
  server?.kill();
});

try {
  await main();
} catch (error) {
  // What fails because we are ending is no news.
  if (!stopping) {
    console.error(reasonOf(error));
    await stop(1);
  }
}

async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  claim = claimFolder(folder, `the demo on ${origin}`);
  await assertPortFree(claim.abandoned);
  if (fresh) await startOver();
  const secrets = secretsIn(folder);
  const env = {
    AUTH_SECRET: secrets["auth-secret"],
    DATA_KEY: secrets["data-key"],
    SIGNING_KEY: secrets["signing-key"],
    DATA_DIR: folder,
    PUBLIC_ORIGIN: origin,
    BUSINESS_DATE,
    DEMO: "1",
  };
  const fill = async (ownerUrl: string) =>
    seed({
      ...env,
      DATABASE_URL: ownerUrl,
      APP_DATABASE_URL: await admitApplication(ownerUrl, secrets["application-password"]),
    });
  const ownerUrl = await database(secrets["owner-password"], fill);
  const applicationUrl = await admitApplication(ownerUrl, secrets["application-password"]);
  if (!development) await buildIfChanged();
  // An empty owner's address, not none: Next would otherwise take one from an .env file into the web process.
  const ours = { ...env, APP_DATABASE_URL: applicationUrl, DATABASE_URL: "" };
  const site = serve(development ? "dev" : "start", host, port, ours);
  void site.ended.then((code) => stopping ?? failed(code));
  void keepWorking(ours, () => stopping !== undefined);
  await firstAnswer();
  welcome();
}

async function database(password: string, fill: (ownerUrl: string) => Promise<void>): Promise<string> {
  const theirs = process.env.DATABASE_URL;
  if (theirs) {
    await demoCityIn(theirs, fill);
    return theirs;
  }
  starting = startOnSomePort(password);
  server = await starting;
  keepServing(password);
  return demoCityOn(server, fill);
}

/** A database that was killed is started again, where the web process looks for it. */
function keepServing(password: string): void {
  const look = setInterval(() => {
    if (stopping || !server || server.isRunning()) return;
    clearInterval(look);
    console.error("PostgreSQL ended by itself; starting it again.");
    starting = startEmbedded({ folder: path.join(folder, "postgres"), password, port: server.port });
    starting.then(
      (again) => {
        server = again;
        keepServing(password);
      },
      (error) => {
        console.error(reasonOf(error));
        void stop(1);
      },
    );
  }, 500);
  look.unref();
}

/** On PG_PORT where that is set; else on the usual port, or, where another program has that, on any. */
async function startOnSomePort(password: string): Promise<EmbeddedServer> {
  const options = { folder: path.join(folder, "postgres"), password };
  const wanted = portFrom("PG_PORT");
  try {
    return await startEmbedded({ ...options, port: wanted ?? DEFAULT_PG_PORT });
  } catch (error) {
    if (!(error instanceof PortTaken) || wanted !== undefined) throw error;
    return startEmbedded({ ...options, port: undefined });
  }
}

async function startOver(): Promise<void> {
  await clearEmbedded(path.join(folder, "postgres"));
  for (const name of ["evidence", "demo-accounts.txt"])
    rmSync(path.join(folder, name), { recursive: true, force: true });
}

function portFrom(name: "PORT" | "PG_PORT"): number | undefined {
  const text = process.env[name];
  if (!text) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0 && number < 65_536) return number;
  console.error(`${name} is «${text}», which is no port; give a number from 1 to 65535.`);
  process.exit(1);
}

/** @param patiently the web process of a demo that was killed needs a moment to notice and end */
async function assertPortFree(patiently: boolean): Promise<void> {
  for (let tries = patiently ? 20 : 1; tries > 0; tries--) {
    const fault = await listenFault();
    if (fault === undefined) return;
    if (fault !== "EADDRINUSE")
      throw new Refusal(`Nothing can listen on port ${port} of ${host} (${fault}); set PORT or HOST.`);
    if (tries > 1) await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new Refusal(`Port ${port} is taken by another program; end that, or start with PORT=${port + 1} npm run demo.`);
}

function listenFault(): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    probe.listen(port, host, () => probe.close(() => resolve(undefined)));
  });
}

async function firstAnswer(): Promise<void> {
  const local = `http://${host === "0.0.0.0" || host === "::" ? "localhost" : host}:${port}/`;
  while (!stopping) {
    const answered = await fetch(local, { redirect: "manual" }).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function welcome(): void {
  if (stopping) return;
  const accounts = path.join(folder, "demo-accounts.txt");
  console.log(`\nThe credit bank is open: ${origin}  (business date ${BUSINESS_DATE}; Ctrl-C ends it)`);
  if (existsSync(accounts)) console.log(`\n${readFileSync(accounts, "utf8").trim()}`);
}

async function failed(code: number): Promise<never> {
  console.error(`The web process ended by itself (exit code ${code}).`);
  return stop(1);
}

/** Ends the web process first, then the database that it uses. A second call makes the first one hurry. */
function stop(code: number): Promise<never> {
  if (stopping) {
    killChildren();
    return stopping;
  }
  stopping = (async () => {
    const PATIENCE = 5_000;
    await stopChildren(PATIENCE);
    // Also one that is just about to start: it would go on without us.
    await starting?.then(
      (started) => started.stop(),
      () => {},
    );
    claim?.release();
    process.exit(code);
  })();
  return stopping;
}
