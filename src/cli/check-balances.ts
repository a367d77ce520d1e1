import pg from "pg";
import { checkBalances } from "@/ledger/check-balances";
import { Refusal } from "@/server/postgres/refusal";
import { ownerUrl, runCommand } from "./answer";

// npm run check-balances: is every balance that is kept what the rules say of the ledger?

runCommand(async () => {
  const owner = new pg.Client({ connectionString: ownerUrl() });
  await owner.connect();
  try {
    let different = 0;
    const checked = await checkBalances(owner, ({ cityId, teacherId, cycleId, kept, computed }) => {
      different += 1;
      console.log(
        `city ${cityId}, teacher ${teacherId}, cycle ${cycleId}: ${kept ? `kept ${kept}` : "no balance"}, by the rules ${computed}`,
      );
    });
    if (different > 0)
      throw new Refusal(
        `${different} of ${checked} balances differ from what the rules say, or are missing; npm run recompute-balances writes them anew.`,
      );
    console.log(`Right: ${checked} balances are what the rules say of the ledger.`);
  } finally {
    await owner.end();
  }
});
