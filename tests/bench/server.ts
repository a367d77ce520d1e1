import path from "node:path";
import { withConnection } from "@/server/postgres/connection";
import { type EmbeddedServer, startEmbedded } from "@/server/postgres/embedded";

/** As a bureau's server would be set up; nothing that a power cut could take is left out. The same for both sides. */
const SETTINGS: Record<string, string> = {
  shared_buffers: "512MB",
  effective_cache_size: "2GB",
  max_connections: "200",
  max_wal_size: "4GB",
  random_page_cost: "1.1",
  shared_preload_libraries: "pg_stat_statements",
  "pg_stat_statements.track_planning": "on",
};

/** PostgreSQL for the measurements alone, with its data kept in `folder`. */
export async function startServer(folder: string): Promise<EmbeddedServer> {
  const start = () => startEmbedded({ folder: path.join(folder, "postgres"), password: "bench", port: undefined });
  const server = await start();
  if (!(await settle(server))) return server;
  await server.stop();
  return start();
}

/** @returns whether the server has to start again for the settings to hold */
async function settle(server: EmbeddedServer): Promise<boolean> {
  return withConnection(server.url("postgres"), async (client) => {
    let changed = false;
    for (const [name, value] of Object.entries(SETTINGS)) {
      const { rows } = await client.query<{ value: string | null }>("select current_setting($1, true) as value", [
        name,
      ]);
      if (rows[0]?.value === value) continue;
      await client.query(`alter system set ${name} = ${client.escapeLiteral(value)}`);
      changed = true;
    }
    return changed;
  });
}
