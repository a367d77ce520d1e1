// The verifier that isn't ours comes without types; these are what the tests use of it.

declare module "@digitalbazaar/vc" {
  export interface Verdict {
    verified: boolean;
    error?: { message: string; errors?: Error[] };
  }
  export class CredentialIssuancePurpose {
    constructor(options: { controller: object });
  }
  export function verifyCredential(options: object): Promise<Verdict>;
}

declare module "@digitalbazaar/data-integrity" {
  export class DataIntegrityProof {
    constructor(options: { cryptosuite: object });
  }
}

declare module "@digitalbazaar/eddsa-rdfc-2022-cryptosuite" {
  export const cryptosuite: object;
}

declare module "@digitalbazaar/ed25519-multikey" {
  export function generate(): Promise<{ publicKeyMultibase: string }>;
}

declare module "@digitalbazaar/vc-bitstring-status-list" {
  export function checkStatus(options: object): Promise<{
    verified: boolean;
    error?: Error;
    results?: { status: boolean }[];
  }>;
}
