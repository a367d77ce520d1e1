import type { TestProject } from "vitest/node";
import { admitApplication } from "@/server/postgres/application-role";
import { ensureDatabase } from "@/server/postgres/embedded";
import { deployMigrations } from "@/server/postgres/migrations";
import { startThrowawayServer } from "@/server/postgres/throwaway";

declare module "vitest" {
  export interface ProvidedContext {
    /** the migrated database that each test file clones, as its owner and as the application */
    template: { ownerUrl: string; applicationUrl: string };
    /** goes with the server, however the run ends */
    temporaryFolder: string;
  }
}

/** One server for the run; migrated once, cloned by each test file, thrown away as a whole. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { server, folder, discard } = await startThrowawayServer();
  try {
    await ensureDatabase(server, "template_bank");
    const ownerUrl = server.url("template_bank");
    await deployMigrations(ownerUrl);
    const applicationUrl = await admitApplication(ownerUrl, "application");
    project.provide("template", { ownerUrl, applicationUrl });
    project.provide("temporaryFolder", folder);
    return discard;
  } catch (error) {
    await discard();
    throw error;
  }
}
