import "server-only";
import pino from "pino";

/** Structured log. Never personal data: keys and ids only; what slips in under these names is cut. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  redact: ["password", "*.password", "identityNumber", "*.identityNumber", "authorization", "cookie"],
});
