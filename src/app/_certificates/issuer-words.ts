import { messagesFor } from "@/messages";
import type { IssuerWords } from "@/server/credential/issuer";

/** The issuer's own name: the same for every reader, since it is signed. */
export function issuerWords(): IssuerWords {
  const { badge } = messagesFor("zh-CN").certificates;
  return { name: badge.issuer, description: badge.issuerDescription };
}
