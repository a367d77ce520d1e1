import type { ViolationCode } from "./verdict";

export type ParsedTenths =
  | { ok: true; tenths: number }
  | { ok: false; code: Extract<ViolationCode, "not-a-number" | "too-precise"> };

/**
 * Reads a number of credits, class hours or points as a person types it, exact to a tenth: «13.5», also in full-width
 * digits. «13.55» is refused rather than rounded.
 * @returns tenths, >= 0
 */
export function parseTenths(typed: string): ParsedTenths {
  // NFKC turns full-width digits and points into plain ones and leaves the rest as it is.
  const text = typed.normalize("NFKC").trim();
  const parts = /^(\d{1,6})(?:[.。](\d+))?$/.exec(text);
  if (!parts) return { ok: false, code: "not-a-number" };
  const fraction = (parts[2] ?? "").replace(/0+$/, "");
  if (fraction.length > 1) return { ok: false, code: "too-precise" };
  return { ok: true, tenths: Number(parts[1]) * 10 + Number(fraction || "0") };
}

/** 135 is «13.5», 240 is «24». */
export function formatTenths(tenths: number): string {
  const sign = tenths < 0 ? "-" : "";
  const size = Math.abs(tenths);
  return size % 10 === 0 ? `${sign}${size / 10}` : `${sign}${Math.floor(size / 10)}.${size % 10}`;
}
