import { countOldBalances, recomputeBalances } from "@/ledger/owner-balances";
import { withConnection } from "@/server/postgres/connection";

/** What follows the migrations: balances of before a balance kept the years of duty are written anew, missing ones opened. */
export async function renewOldBalances(url: string): Promise<void> {
  await withConnection(url, async (owner) => {
    const old = await countOldBalances(owner);
    if (old === 0) return;
    console.log(`${old} teachers have no balance yet, or one without their years of duty; all are written anew …`);
    const { opened, renewed } = await recomputeBalances(owner);
    console.log(`${opened} balances opened, ${renewed} renewed.`);
  });
}
