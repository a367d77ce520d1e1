import { issuerWords } from "@/app/_certificates/issuer-words";
import { issuerDocument } from "@/server/credential/issuer";

/** Who issues certificates, and by which keys they are checked: for software, anywhere. */
export function GET(): Response {
  return Response.json(issuerDocument(issuerWords()), { headers: { "Cache-Control": "public, max-age=300" } });
}
