import { readBody } from "@/server/request-body";
import { problem } from "./problem";

export const MOST_BYTES = 5 * 1024 * 1024;
/** What is asked for is four deep. */
const MOST_DEPTH = 20;
const JSON_TYPE = /^application\/json\s*(;\s*charset\s*=\s*"?utf-8"?\s*)?$/i;

/** The JSON of a request's body, or the answer that it gets instead. */
export async function readJson(request: Request): Promise<{ value: unknown } | Response> {
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (!JSON_TYPE.test(request.headers.get("content-type") ?? "") || encoding.toLowerCase() !== "identity")
    return problem("unsupported-media-type");
  const bytes = await readBody(request, MOST_BYTES);
  if (bytes === "too-large") return problem("body-too-large");
  if (bytes === "cut-off") return problem("body-cut-off");
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return nestsTooDeep(text) ? problem("malformed-json") : { value: JSON.parse(text) };
  } catch {
    return problem("malformed-json");
  }
}

/** Looked at before parsing: five megabytes of brackets would become two million objects first. */
function nestsTooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (quoted) {
      if (sign === "\\") at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{" || sign === "[") {
      depth += 1;
      if (depth > MOST_DEPTH) return true;
    } else if (sign === "}" || sign === "]") depth -= 1;
  }
  return false;
}
