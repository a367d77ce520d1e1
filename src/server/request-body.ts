/** Beyond so many times what may be kept the answer no longer waits for the end of what is sent. */
const READ_ON = 6;

/**
 * Keeps no more of a request's body than may be kept, whatever Content-Length says. What is above it is read and dropped: who
 * is answered while still sending reports a lost connection, and would not learn that it is too large.
 */
export async function readBody(request: Request, mostBytes: number): Promise<Buffer | "too-large" | "cut-off"> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      length += chunk.length;
      if (length > READ_ON * mostBytes) break;
      if (length <= mostBytes) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch {
    // The sender went away in the middle.
    return "cut-off";
  }
  return length > mostBytes ? "too-large" : Buffer.concat(chunks);
}
