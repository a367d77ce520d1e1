// What is known of an error: whether it passes by itself, and what of it may be written into the log.

const CONNECTION_CODES = ["ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "EPIPE", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH"];
/** PostgreSQL's classes 08 (connection) and 53 (resources), two that were in each other's way, and a server that ends or begins. */
const PASSING_STATES = /^(08...|53...|40001|40P01|57P0.)$/;
/** What the driver says without a code. */
const CONNECTION_WORDS =
  /connection terminated|not queryable|timeout exceeded when trying to connect|timeout expired|query read timeout/i;

/** May the same, tried again a little later, end well? */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (CONNECTION_CODES.includes(code) || PASSING_STATES.test(code) || CONNECTION_WORDS.test(error.message)) return true;
  if (error instanceof AggregateError) return error.errors.some(isTransient);
  return isTransient(error.cause);
}

/**
 * An error for the log. A message quotes what it stumbled over, and a database's detail names the row: both may be about
 * a person, so quotations are cut and details left out.
 */
export function forLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const { name, message, stack = "" } = error;
  const place = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const known = ["code", "table", "constraint", "routine"].flatMap((key) =>
    key in error ? [[key, (error as unknown as Record<string, unknown>)[key]]] : [],
  );
  return {
    type: name,
    message: message.replace(/"[^"]*"|'[^']*'|«[^»]*»/g, "«…»"),
    ...Object.fromEntries(known),
    stack: place.join("\n"),
  };
}
