import "server-only";
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { environment } from "./env";
import { multikeyOf, publicKeyOf } from "./multikey";

/** What stands before the 32 bytes of a raw Ed25519 key in PKCS#8 and in SPKI (RFC 8410). */
const PRIVATE = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC = Buffer.from("302a300506032b6570032100", "hex");

interface Keys {
  id: string;
  secret: KeyObject;
  /** By its multikey, the current one first. */
  known: Map<string, KeyObject>;
}

let read: Keys | undefined;

function keys(): Keys {
  if (!read) {
    const { SIGNING_KEY, SIGNING_KEYS_BEFORE } = environment();
    const seed = Buffer.from(SIGNING_KEY, "base64");
    const secret = createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: "der", type: "pkcs8" });
    const current = createPublicKey(secret);
    const id = multikeyOf(current.export({ format: "der", type: "spki" }).subarray(PUBLIC.length));
    const before = SIGNING_KEYS_BEFORE.filter((multikey) => multikey !== id);
    read = { id, secret, known: new Map([[id, current], ...before.map(opened)]) };
  }
  return read;
}

function opened(multikey: string): [string, KeyObject] {
  const raw = publicKeyOf(multikey);
  if (!raw) throw new Error("SIGNING_KEYS_BEFORE holds what is no public key");
  return [multikey, createPublicKey({ key: Buffer.concat([PUBLIC, raw]), format: "der", type: "spki" })];
}

/** The public keys whose signatures stand, as multikeys: the one that signs now, then those before it. */
export const signingKeys = (): string[] => [...keys().known.keys()];

/** Signs with the city's key. @returns 64 bytes, and the multikey by which they are checked */
export function signBytes(bytes: Uint8Array): { keyId: string; signature: Buffer } {
  const { id, secret } = keys();
  return { keyId: id, signature: sign(null, bytes, secret) };
}

/** Did this key sign these bytes? A key that isn't the city's signed nothing. */
export function isSigned(bytes: Uint8Array, { keyId, signature }: { keyId: string; signature: Uint8Array }): boolean {
  const key = keys().known.get(keyId);
  return key !== undefined && verify(null, bytes, key, signature);
}
