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

/** The same, and without a proxy the other end of the connection, as the web process saw it (src/cli/serve.mjs). */
export async function peerAddress(): Promise<string | null> {
  if (environment().TRUSTED_PROXIES > 0) return clientAddress();
  return (await headers()).get("x-peer") || null;
}
