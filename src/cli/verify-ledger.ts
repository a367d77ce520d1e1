import { type LedgerFault, verifyAllChains } from "@/ledger/verify-chains";
import { withConnection } from "@/server/postgres/connection";
import { Refusal } from "@/server/postgres/refusal";
import { ownerUrl, runCommand } from "./answer";

// npm run verify-ledger: checks every posting against the chain of hashes, names what is changed, missing or cut off, and prints
// the digest of each city's ledger. -- --against DIGEST: is it still the ledger of a digest that was written down elsewhere?

const WORDS: Record<LedgerFault["fault"]["kind"], string> = {
  changed: "was changed after it was posted",
  missing: "is missing",
  relinked: "does not follow the posting before it",
  "cut-off": "was cut off the end",
  "beyond-head": "is not covered by the head that the balance holds",
  "head-differs": "is the last, but the head that the balance holds is another",
};

const [option, against] = process.argv.slice(2);

runCommand(async () => {
  if (option !== undefined && (option !== "--against" || !/^[0-9a-f]{64}$/i.test(against ?? "")))
    throw new Refusal("npm run verify-ledger [-- --against DIGEST]; a digest has 64 hexadecimal digits.");
  let faults = 0;
  const checked = await withConnection(ownerUrl(), (owner) =>
    verifyAllChains(owner, ({ cityId, teacherId, cycleId, fault }) => {
      faults += 1;
      console.log(`city ${cityId}, teacher ${teacherId}, cycle ${cycleId}: posting ${fault.seq} ${WORDS[fault.kind]}`);
    }),
  );
  const digests = [...checked.digests].map(([cityId, digest]) => ({ cityId, digest: digest.toString("hex") }));
  for (const { cityId, digest } of digests) console.log(`Digest of city ${cityId}: ${digest}`);
  if (faults > 0) throw new Refusal(`${faults} faults in ${checked.postings} postings of ${checked.chains} chains.`);
  if (against !== undefined && !digests.some(({ digest }) => digest === against.toLowerCase()))
    throw new Refusal(
      `No city's ledger is that of ${against}: something was posted since, or history was written anew.`,
    );
  console.log(`Whole: ${checked.postings} postings in ${checked.chains} chains.`);
});
