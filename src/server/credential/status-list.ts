import "server-only";
import { gzipSync } from "node:zlib";
import { issuerId } from "./issuer";
import { secondsOf, signedCredential } from "./proof";
import { STATUS_PLACES } from "./status-places";
import { CREDENTIALS } from "./vocabularies";

const listId = () => `${issuerId()}/status`;

/** Where a credential's revocation is to be seen. */
export const statusEntry = (index: number) => ({
  id: `${listId()}#${index}`,
  type: "BitstringStatusListEntry",
  statusPurpose: "revocation",
  statusListIndex: String(index),
  statusListCredential: listId(),
});

/**
 * The published list of revocations (Bitstring Status List 1.0), signed: one bit for each place, and no name.
 * @param revoked the places whose certificates are revoked
 */
export function statusListCredential(revoked: readonly number[], now: Date) {
  const bits = Buffer.alloc(STATUS_PLACES / 8);
  // The first place is the leftmost bit.
  for (const index of revoked) bits.writeUInt8(bits.readUInt8(index >> 3) | (0x80 >> (index & 7)), index >> 3);
  return signedCredential(
    {
      "@context": [CREDENTIALS],
      id: listId(),
      type: ["VerifiableCredential", "BitstringStatusListCredential"],
      issuer: issuerId(),
      validFrom: secondsOf(now),
      credentialSubject: {
        id: `${listId()}#list`,
        type: "BitstringStatusList",
        statusPurpose: "revocation",
        encodedList: `u${gzipSync(bits).toString("base64url")}`,
      },
    },
    now,
  );
}
