import { chmodSync, mkdtempSync, readdirSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { clearEmbedded, type EmbeddedServer, isAlive, startEmbedded } from "./embedded";
import { clearPlace } from "./placement";

const PREFIX = "credit-bank-throwaway-";

export type ThrowawayServer = {
  server: EmbeddedServer;
  /** for whatever else is to go with it */
  folder: string;
  discard(): Promise<void>;
};

/**
 * A server with empty data in a temporary folder, on a free port, gone without a trace afterwards. If its process is
 * killed before that, the next one clears it away: the folder's name tells whose it was.
 */
export async function startThrowawayServer(): Promise<ThrowawayServer> {
  await clearAbandoned();
  const folder = mkdtempSync(path.join(os.tmpdir(), `${PREFIX}${process.pid}-`));
  const ENTER = 0o711;
  chmodSync(folder, ENTER);
  const server = await startEmbedded({ folder, password: "throwaway", port: undefined, throwaway: true });
  const abandon = () => server.kill();
  process.once("exit", abandon);
  return {
    server,
    folder,
    discard: async () => {
      await server.stop();
      process.removeListener("exit", abandon);
      clearPlace(folder);
    },
  };
}

export async function withThrowawayServer<T>(work: (server: EmbeddedServer) => Promise<T>): Promise<T> {
  const { server, discard } = await startThrowawayServer();
  try {
    return await work(server);
  } finally {
    await discard();
  }
}

async function clearAbandoned(): Promise<void> {
  for (const name of readdirSync(os.tmpdir())) {
    const folder = path.join(os.tmpdir(), name);
    const owner = Number(name.slice(PREFIX.length).split("-")[0]);
    // Anybody may write to this folder: what another user put there is not ours to touch.
    if (name.startsWith(PREFIX) && !isAlive(owner) && statSync(folder).uid === process.getuid?.())
      await clearEmbedded(folder);
  }
}
