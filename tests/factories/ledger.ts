import { checkBalances } from "@/ledger/check-balances";
import { verifyAllChains } from "@/ledger/verify-chains";
import { all, one, owner } from "./owner";

/** Tenths of a credit that count, as the teacher's balance keeps them. */
export const totalOf = async (teacherId: number): Promise<number> =>
  (
    await one<{ total: number }>(
      "select coalesce(sum(total_tenths), 0)::int as total from balances where teacher_id = $1",
      [teacherId],
    )
  ).total;

/** What is wrong in the whole ledger: balances that the rules contradict, chains that are not whole. */
export async function ledgerFaults(): Promise<unknown[]> {
  const faults: unknown[] = [];
  const client = await owner();
  await checkBalances(client, (difference) => faults.push(difference));
  await verifyAllChains(client, (fault) => faults.push(fault));
  return faults;
}

export interface RosterLine {
  id: string;
  teacherId: number;
  role: string;
  status: string;
  tenths: number;
  withRoster: boolean;
}

/** Every credit that a project has brought, in the order in which they were registered. */
export const rosterOf = (projectId: string): Promise<RosterLine[]> =>
  all<RosterLine>(
    `select id, teacher_id as "teacherId", participant_role as role, status, credits_tenths as tenths, with_roster as "withRoster"
     from credit_entries where project_id = $1 order by registered_at, teacher_id, participant_role, id`,
    [projectId],
  );

/** What the ledger has of a project's credits: tenths, one after the other, the reversals negative. */
export const postingsOf = async (projectId: string, teacherId: number): Promise<number[]> =>
  (
    await all<{ tenths: number }>(
      `select p.credits_tenths as tenths from ledger_postings p join credit_entries e on e.city_id = p.city_id and e.id = p.entry_id
       where e.project_id = $1 and p.teacher_id = $2 order by p.seq`,
      [projectId, teacherId],
    )
  ).map(({ tenths }) => tenths);

/** The steps of a credit, from its first. */
export const stepsOf = async (entryId: string): Promise<string[]> =>
  (await all<{ action: string }>("select action from entry_events where entry_id = $1 order by seq", [entryId])).map(
    ({ action }) => action,
  );
