import type { ClientBase } from "pg";
import { tellEntry } from "@/ledger/tell-entries";
import type { Story } from "./entries";
import { ownerTx } from "./owner-tx";
import { CITY } from "./places";

/** What people were told of their own claims in the weeks before the demo's date; what is older was read. */

const SINCE = "2019-12-01";
const READ_UNTIL = "2019-12-12T00:00:00+08:00";

export async function tellStories(client: ClientBase, claims: readonly Story[]): Promise<void> {
  const tx = ownerTx(client);
  // Whom to tell is asked as somebody of the city.
  await client.query("select set_config('app.city', $1, true)", [String(CITY.id)]);
  for (const story of claims) {
    const { id, person, school, title, source, tenths, steps } = story;
    const [first] = steps;
    if (!first) continue;
    for (const [place, { action, to: toStatus, reason = null, account, at }] of steps.entries()) {
      const status = steps[place - 1]?.to;
      if (at < SINCE || !status) continue;
      const entry = {
        cityId: CITY.id,
        id,
        teacherId: person.id,
        schoolId: school.id,
        title,
        source,
        creditsTenths: tenths,
        projectId: null,
        status,
      };
      const registrant = { registeredByRole: first.role, registeredByAccountId: first.account };
      await tellEntry(
        tx,
        { accountId: account },
        { ...entry, ...registrant },
        { action, toStatus, reason },
        new Date(at),
      );
    }
  }
  await client.query("update inbox_messages set read_at = at + interval '5 hours' where at < $1", [READ_UNTIL]);
}
