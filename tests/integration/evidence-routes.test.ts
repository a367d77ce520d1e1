import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { DELETE, POST } from "@/app/api/evidence/route";
import { GET } from "@/app/evidence/[id]/route";
import { messagesFor } from "@/messages";
import type { Actor } from "@/server/actor";
import { aDeclaredMooc } from "../factories/routes";
import { aWorld, type World } from "../factories/world";

/** Who asks, and from where; the cookie and the header that say so are seen by the browser tests. */
const asked = vi.hoisted(() => ({ by: null as Actor | null, fromOurPage: true }));
vi.mock("@/server/session", () => ({ currentActor: async () => asked.by, sameOrigin: async () => asked.fromOurPage }));
vi.mock("@/server/locale", () => ({ currentMessages: async () => messagesFor("zh-CN") }));

let world: World;
let picture: Buffer;
beforeAll(async () => {
  world = await aWorld();
  picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: "#fed" } })
    .png()
    .toBuffer();
});
beforeEach(() => {
  asked.by = world.teacher;
  asked.fromOurPage = true;
});

const ORIGIN = "http://localhost";
const BYTES_OF_MB = 1024 * 1024;

function send(body: BodyInit, fields: Record<string, string> = {}): Promise<Response> {
  const query = new URLSearchParams({ claim: randomUUID(), kind: "certificate", name: "证书.png", ...fields });
  return POST(new Request(`${ORIGIN}/api/evidence?${query}`, { method: "POST", body, duplex: "half" } as RequestInit));
}
const bytes = (buffer: Buffer) => new Uint8Array(buffer);
const look = (id: string, size = "full") =>
  GET(new Request(`${ORIGIN}/evidence/${id}?size=${size}`), { params: Promise.resolve({ id }) });
const remove = (id: string) => DELETE(new Request(`${ORIGIN}/api/evidence?id=${id}`, { method: "DELETE" }));

async function stored(fields: Record<string, string> = {}): Promise<string> {
  const answer = await send(bytes(picture), fields);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

test("what is no file for a claim is refused by its own status, in words", async () => {
  const refusals: [BodyInit, Record<string, string>, number, string][] = [
    [bytes(Buffer.alloc(11 * BYTES_OF_MB)), {}, 413, "file-too-large"],
    [bytes(Buffer.alloc(70 * BYTES_OF_MB)), {}, 413, "file-too-large"],
    ["just text", {}, 415, "file-type-not-accepted"],
    ["", {}, 422, "file-empty"],
    [bytes(picture.subarray(0, 60)), {}, 422, "file-broken"],
    [bytes(picture), { claim: await aDeclaredMooc(world.teacher) }, 409, "file-claim-closed"],
  ];
  for (const [body, fields, status, code] of refusals) {
    const answer = await send(body, fields);
    const said = (await answer.json()) as { code: string; text: string };
    expect([answer.status, said.code]).toEqual([status, code]);
    expect(said.text).toMatch(/。$/);
  }
});

test("who isn't signed in, comes from elsewhere, has no such right, or asks for nonsense gets nothing", async () => {
  expect((await send(bytes(picture), { claim: "1' or true--" })).status).toBe(400);
  expect((await send(bytes(picture), { kind: "passport" })).status).toBe(400);
  expect((await look("../../etc/passwd")).status).toBe(404);
  expect((await remove("1")).status).toBe(404);
  const claimId = randomUUID();
  const id = await stored({ claim: claimId });
  // The county may bring papers of its own trainings, and none to a teacher's claim.
  asked.by = world.countyOfficer;
  expect((await send(bytes(picture), { claim: claimId })).status).toBe(409);
  asked.by = { ...world.teacher, sessionVersion: 7 };
  expect([(await send(bytes(picture))).status, (await remove(id)).status, (await look(id)).status]).toEqual([
    401, 401, 404,
  ]);
  asked.by = world.teacher;
  asked.fromOurPage = false;
  expect([(await send(bytes(picture))).status, (await remove(id)).status]).toEqual([403, 403]);
  asked.by = null;
  expect([(await send(bytes(picture))).status, (await remove(id)).status, (await look(id)).status]).toEqual([
    401, 401, 404,
  ]);
});

test("an upload that breaks off is answered, not thrown", async () => {
  const broken = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes(picture));
      controller.error(new Error("the sender is gone"));
    },
  });
  expect((await send(broken)).status).toBe(400);
});

test("a scan is shown under its own type, to whoever may see it, kept by no cache, and its name splits no header", async () => {
  const id = await stored({ name: "证书 (1)'\"\r\nSet-Cookie: a=b.png" });
  for (const size of ["full", "thumbnail"]) {
    const answer = await look(id, size);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/webp",
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
      "content-disposition": `inline; filename*=UTF-8''${encodeURIComponent("证书 ")}%281%29%27%22Set-Cookie%3A%20a%3Db.png`,
    });
    expect(answer.headers.get("content-security-policy")).toMatch(
      /^default-src 'none';.*frame-ancestors 'self'; sandbox$/,
    );
    expect((await answer.arrayBuffer()).byteLength).toBe(Number(answer.headers.get("content-length")));
  }
  asked.by = world.colleague;
  expect([(await look(id)).status, (await remove(id)).status]).toEqual([404, 404]);
  asked.by = world.teacher;
  expect((await remove(id)).status).toBe(204);
  expect([(await look(id)).status, (await remove(id)).status]).toEqual([404, 404]);
});
