const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/** Ed25519 public keys begin so in a multikey: the multicodec 0xed as a varint. */
const ED25519 = Buffer.of(0xed, 0x01);
const KEY_LENGTH = 32;

/** Multibase base58btc: «z», then the bytes as a number of base 58, each leading zero byte as a 1. */
export function base58btc(bytes: Uint8Array): string {
  let number = BigInt(`0x0${Buffer.from(bytes).toString("hex")}`);
  let text = "";
  for (; number > 0n; number /= 58n) text = BASE58.charAt(Number(number % 58n)) + text;
  const zeros = bytes.findIndex((byte) => byte !== 0);
  return `z${"1".repeat(zeros < 0 ? bytes.length : zeros)}${text}`;
}

/** The bytes of a multibase base58btc text; null where it is none. */
function fromBase58btc(text: string): Buffer | null {
  if (!/^z[1-9A-HJ-NP-Za-km-z]+$/.test(text)) return null;
  const digits = text.slice(1);
  let number = 0n;
  for (const digit of digits) number = number * 58n + BigInt(BASE58.indexOf(digit));
  const hex = number === 0n ? "" : number.toString(16);
  const zeros = digits.length - digits.replace(/^1+/, "").length;
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex")]);
}

/** A public Ed25519 key of 32 bytes as W3C Controlled Identifiers writes it: z6Mk… */
export const multikeyOf = (publicKey: Uint8Array): string => base58btc(Buffer.concat([ED25519, publicKey]));

/** The 32 bytes of a public Ed25519 key; null where the text is no such key. */
export function publicKeyOf(multikey: string): Buffer | null {
  const bytes = multikey.length > 60 ? null : fromBase58btc(multikey);
  const fits = bytes?.length === ED25519.length + KEY_LENGTH && bytes.subarray(0, ED25519.length).equals(ED25519);
  return fits ? bytes.subarray(ED25519.length) : null;
}
