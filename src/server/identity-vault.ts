import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { environment } from "./env";

const VERSION = 1;
const NONCE = 12;
const TAG = 16;

const keys = new Map<string, Buffer>();

function key(purpose: "encrypt" | "hash"): Buffer {
  let derived = keys.get(purpose);
  if (!derived) {
    const secret = Buffer.from(environment().DATA_KEY, "base64");
    derived = Buffer.from(hkdfSync("sha256", secret, "", `credit-bank identity ${purpose}`, 32));
    keys.set(purpose, derived);
  }
  return derived;
}

/** Seals an ID number: a version, a nonce, AES-256-GCM and its tag. The same number sealed twice looks different. */
export function encryptIdentity(number: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key("encrypt"), nonce);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(number, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the sealed bytes were changed or belong to another key */
export function decryptIdentity(sealed: Uint8Array): string {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION) throw new Error("an ID number sealed by another version");
  const decipher = createDecipheriv("aes-256-gcm", key("encrypt"), bytes.subarray(1, 1 + NONCE));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  return decipher.update(bytes.subarray(1 + NONCE, bytes.length - TAG), undefined, "utf8") + decipher.final("utf8");
}

/** By which a person is found without opening a number: keyed, so that a copy of the table tells nothing. */
export function identityHash(kind: string, number: string): Buffer {
  return createHmac("sha256", key("hash")).update(`${kind}:${number}`, "utf8").digest();
}
