import "server-only";
import { headers } from "next/headers";
import { environment } from "./env";

/**
 * Where a request comes from, as the last of our own proxies saw it; null when no proxy of ours stands in front. What a client
 * writes into X-Forwarded-For itself stands further left and is never believed.
 */
export async function clientAddress(): Promise<string | null> {
  const hops = environment().TRUSTED_PROXIES;
  if (hops === 0) return null;
  const seen = (await headers()).get("x-forwarded-for")?.split(",") ?? [];
  return seen.at(-hops)?.trim() || null;
}
