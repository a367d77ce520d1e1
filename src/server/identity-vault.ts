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

/** Seals bytes that hold ID numbers: a version, a nonce, AES-256-GCM and its tag. Sealed twice they look different. */
export function sealBytes(bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key("encrypt"), nonce);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the sealed bytes were changed or belong to another key */
export function openBytes(sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== VERSION) throw new Error("sealed by another version");
  const decipher = createDecipheriv("aes-256-gcm", key("encrypt"), bytes.subarray(1, 1 + NONCE));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG));
  return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE, bytes.length - TAG)), decipher.final()]);
}

/** Seals a text: an ID number, a row of a table that somebody brought. */
export const sealText = (text: string): Buffer => sealBytes(Buffer.from(text, "utf8"));
/** @throws as openBytes */
export const openText = (sealed: Uint8Array): string => openBytes(sealed).toString("utf8");

/** By which a person is found without opening a number: keyed, so that a copy of the table tells nothing. */
export function identityHash(kind: string, number: string): Buffer {
  return createHmac("sha256", key("hash")).update(`${kind}:${number}`, "utf8").digest();
}
