import type { Messages } from "../zh-CN";

export const platform: Messages["platform"] = {
  title: "Online platform",
  lead: "The online training platform pushes its results into the credit bank with a token. Each is checked by the rules, and what holds is posted at once. A token is shown only once: please hand it to the platform with care.",
  tokens: "Tokens",
  tokenColumns: { name: "Name", made: "Made", lastUsed: "Last used", state: "State", action: "Action" },
  madeBy: (name, at) => `${at}, ${name}`,
  neverUsed: "Never",
  valid: "Valid",
  revokedAt: (at) => `Revoked ${at}`,
  noTokens: "There is no token yet.",
  noTokensHint: "Please make one below and hand it to the platform.",
  noPlatform:
    "This city has no account for the platform yet, so no token can be made. Please ask the administrator of the system to open one.",
  make: "Make a token",
  name: "Name",
  nameHint: "Whom it is for and what it does, e.g. “platform, production”. You will know it by this name.",
  shownOnce: "The new token (shown this once)",
  shownOnceHint:
    "Please copy it now and hand it to the platform in a safe way. It can't be shown again; if it is lost, revoke it and make another.",
  revoke: "Revoke",
  revokeNamed: (name) => `Revoke the token “${name}”`,
  revokeTitle: "Revoke a token",
  revokeLead: (name) =>
    `From then on a platform that uses “${name}” can push nothing more, and this can't be undone. Posted credits stay as they are.`,
  revokeSure: "Revoke it",
  keep: "Keep it and go back",
  revoked: "The token has been revoked.",
  batches: "The last batches",
  batchColumns: {
    at: "Received",
    token: "Token",
    rows: "Results",
    posted: "Posted",
    unchanged: "Unchanged",
    refused: "Refused",
    id: "Batch",
  },
  noBatches: "The platform has pushed nothing yet.",
  noBatchesHint: "What becomes of each batch will be shown here.",
  document: "For the platform's engineers",
  documentLead: "How to push, in full:",
  documentLink: "OpenAPI 3.1 document",
  example: "Pushing one result with curl",
  problems: {
    unauthorized: "The token is missing, wrong or revoked. Please send the city's token in the Authorization header.",
    "too-many-attempts": "Too many wrong tokens. Please wait for the seconds that Retry-After says.",
    "unsupported-media-type": "The body has to be uncompressed JSON in UTF-8 (Content-Type: application/json).",
    "bad-idempotency-key":
      "Please send a key of the batch's own in the Idempotency-Key header, 1 to 200 visible ASCII characters.",
    "body-too-large": "The body is larger than 5 MB. Please push several batches.",
    "body-cut-off": "The body broke off. Please push again with the same Idempotency-Key.",
    "malformed-json": "The body is no valid JSON, or it is nested too deeply.",
    "invalid-body":
      "The body isn't what the document describes, so nothing of it was taken; each place is in errors, 100 at most.",
    "key-used-for-another-body":
      "This Idempotency-Key was used for other content. Please use a new key for a new batch.",
    "not-found": "There is no such batch.",
    "try-again":
      "The system is busy, and nothing was taken. Please push again with the same Idempotency-Key a little later.",
    fault:
      "The system failed, and nothing was taken. Please push again with the same Idempotency-Key; if it goes on, tell the city's office the faultId.",
  },
  shapes: {
    type: (expected) => `Missing, or of another type; expected: ${expected}.`,
    "too-small": (bound) => `Too small, or too few; at least ${bound}.`,
    "too-big": (bound) => `Too large, too long or too many; at most ${bound}.`,
    format: () => "Not in the right form; please see the document.",
    precision: () => "At most one decimal.",
    "number-missing": () => "At least one of idNumber and teacherNumber is needed.",
    "identity-in-result-id": () => "A result's id must not contain an ID number.",
    "not-a-date": () => "Not a date that exists; YYYY-MM-DD is needed.",
  },
};
