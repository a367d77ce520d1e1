import "server-only";
import { environment } from "../env";
import { signingKeys } from "../signing";
import { CREDENTIALS, OPEN_BADGES } from "./vocabularies";

/** Who issues certificates is named by the address that tells their keys. */
export const issuerId = (): string => `${environment().PUBLIC_ORIGIN}/issuer`;

/** The bureau as an issuer, in words. */
export interface IssuerWords {
  name: string;
  description: string;
}

/** The issuer as a credential carries it. */
export const issuerProfile = ({ name }: Pick<IssuerWords, "name">) => ({
  id: issuerId(),
  type: ["Profile"],
  name,
  url: environment().PUBLIC_ORIGIN,
});

/** The controlled identifier document of the issuer: its profile, and the keys by which its credentials are checked. */
export function issuerDocument({ name, description }: IssuerWords) {
  const id = issuerId();
  const methods = signingKeys().map((multikey) => ({
    id: `${id}#${multikey}`,
    type: "Multikey",
    controller: id,
    publicKeyMultibase: multikey,
  }));
  return {
    "@context": ["https://www.w3.org/ns/cid/v1", CREDENTIALS, OPEN_BADGES],
    ...issuerProfile({ name }),
    description,
    verificationMethod: methods,
    assertionMethod: methods.map((method) => method.id),
  };
}
