import { listRevokedPlaces } from "@/features/certificates/verify-certificate";
import { businessNow } from "@/server/clock";
import { statusListCredential } from "@/server/credential/status-list";

let signed: { of: string; credential: Promise<object> } | undefined;

/** Which certificates are revoked, as places in a signed list; anew as soon as another one is. */
export async function GET(): Promise<Response> {
  const places = await listRevokedPlaces();
  const of = places.join();
  if (signed?.of !== of) signed = { of, credential: statusListCredential(places, businessNow()) };
  return Response.json(await signed.credential, {
    headers: { "Content-Type": "application/vc", "Cache-Control": "no-cache" },
  });
}
