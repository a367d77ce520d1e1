import "server-only";
import { createHash } from "node:crypto";
import jsonld from "jsonld";
import { base58btc } from "../multikey";
import { signBytes, signingKeys } from "../signing";
import { issuerId } from "./issuer";
import { loadVocabulary } from "./vocabularies";

export interface Unsigned {
  "@context": readonly string[];
  [term: string]: unknown;
}

/**
 * A document with its proof: Data Integrity, cryptosuite eddsa-rdfc-2022, by the key that signs now.
 * @param created when the proof is dated
 */
export async function signedCredential<Document extends Unsigned>(document: Document, created: Date) {
  const options = {
    type: "DataIntegrityProof",
    cryptosuite: "eddsa-rdfc-2022",
    created: secondsOf(created),
    verificationMethod: `${issuerId()}#${signingKeys()[0]}`,
    proofPurpose: "assertionMethod",
  };
  const hashes = await Promise.all([digest({ "@context": document["@context"], ...options }), digest(document)]);
  const { signature } = signBytes(Buffer.concat(hashes));
  return { ...document, proof: { ...options, proofValue: base58btc(signature) } };
}

/** An instant as credentials write it. */
export const secondsOf = (instant: Date): string => `${instant.toISOString().slice(0, 19)}Z`;

/** SHA-256 of what a document says, however it is written. @throws where it uses a word of no vocabulary */
async function digest(document: object): Promise<Buffer> {
  const statements = await jsonld.canonize(document, {
    algorithm: "RDFC-1.0",
    format: "application/n-quads",
    rdfDirection: "i18n-datatype",
    base: null,
    safe: true,
    documentLoader: loadVocabulary,
  });
  return createHash("sha256").update(statements).digest();
}
