import { recomputeBalances } from "@/ledger/owner-balances";
import { withConnection } from "@/server/postgres/connection";
import { ownerUrl, runCommand } from "./answer";

// npm run recompute-balances: writes every balance anew by the rules, and opens those that are missing.

runCommand(async () => {
  const start = performance.now();
  const { checked, opened, renewed } = await withConnection(ownerUrl(), recomputeBalances);
  const perSecond = Math.round(checked / Math.max(0.001, (performance.now() - start) / 1000));
  console.log(`${checked} balances: ${opened} opened, ${renewed} renewed, the others were right (${perSecond}/s).`);
});
