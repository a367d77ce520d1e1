import { randomUUID } from "node:crypto";
import { openEntries } from "@/ledger/open-entries";
import { postEntries } from "@/ledger/post-entries";
import { calendarDate } from "@/rules/calendar";
import type { CreditSource } from "@/rules/credit-entry";
import { ownerTx } from "../../prisma/seed/owner-tx";
import { NOW } from "./claims";
import { owner } from "./owner";
import type { Place, World } from "./world";

export interface SettledCredit {
  source: CreditSource;
  title?: string;
  endedOn: string;
  tenths: number;
  trainingKey?: string;
  halves?: 0 | 1 | 2 | 3;
}

let made = 0;

/** Credits that are through: in the ledger, or on record where the school ran them itself. Answers their ids, in their order. */
export async function settled(
  world: Pick<World, "cityId" | "cycleId" | "cityOfficer">,
  teacherId: number,
  school: Place,
  credits: readonly SettledCredit[],
  cycleId = world.cycleId,
): Promise<string[]> {
  const entries = credits.map(({ source, title, endedOn, tenths, trainingKey, halves = 0 }) => {
    made += 1;
    return {
      ...{ id: randomUUID(), cycleId, teacherId, schoolId: school.id, countyId: school.countyId, source, halves },
      title: title ?? `培训${made}`,
      year: Number(endedOn.slice(0, 4)),
      endedOn: calendarDate(endedOn),
      creditsTenths: tenths,
      trainingKey: trainingKey ?? `训练${made}`,
      certificateKey: null,
      project: null,
    };
  });
  const posted = entries.filter(({ source }) => source !== "self_run");
  const recorded = entries.filter(({ source }) => source === "self_run");
  const client = await owner();
  const tx = ownerTx(client);
  const { cityOfficer } = world;
  const open = (some: typeof entries, status: "posted" | "recorded") =>
    openEntries(tx, cityOfficer, some, { status, route: ["city"], holderId: null }, NOW);
  await client.query("begin");
  await client.query("select become($1, $2, 1, 'city', $3)", [
    world.cityId,
    cityOfficer.accountId,
    cityOfficer.organisationId,
  ]);
  await open(posted, "posted");
  await open(recorded, "recorded");
  await postEntries(
    tx,
    world.cityId,
    posted.map(({ id }) => id),
    NOW,
  );
  await client.query("commit");
  return entries.map(({ id }) => id);
}
