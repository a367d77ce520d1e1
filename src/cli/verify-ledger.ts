import pg from "pg";
import { type LedgerFault, verifyChains } from "@/ledger/verify-chains";
import { Refusal } from "@/server/postgres/refusal";
import { ownerUrl, runCommand } from "./answer";

// npm run verify-ledger: checks every posting against the chain of hashes, names what is changed, missing or cut off.

const WORDS: Record<LedgerFault["fault"]["kind"], string> = {
  changed: "was changed after it was posted",
  missing: "is missing",
  relinked: "does not follow the posting before it",
  "cut-off": "was cut off the end",
  "beyond-head": "is not covered by the head that the balance holds",
  "head-differs": "is the last, but the head that the balance holds is another",
};

runCommand(async () => {
  const owner = new pg.Client({ connectionString: ownerUrl() });
  await owner.connect();
  try {
    let faults = 0;
    const checked = await verifyChains(owner, ({ cityId, teacherId, cycleId, fault }) => {
      faults += 1;
      console.log(`city ${cityId}, teacher ${teacherId}, cycle ${cycleId}: posting ${fault.seq} ${WORDS[fault.kind]}`);
    });
    if (faults > 0) throw new Refusal(`${faults} faults in ${checked.postings} postings of ${checked.chains} chains.`);
    console.log(`Whole: ${checked.postings} postings in ${checked.chains} chains.`);
  } finally {
    await owner.end();
  }
});
