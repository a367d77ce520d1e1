import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Problem } from "@/app/api/v1/_contract/problem";
import { revokeToken } from "@/features/online/revoke-token";
import { NOW } from "../../factories/claims";
import { all, one } from "../../factories/owner";
import { aPlatform, aResult, push } from "../../factories/platform";
import { aWorld, type World } from "../../factories/world";

/** As a proxy of ours would vouch for it. */
const from = vi.hoisted(() => ({ address: null as string | null }));
vi.mock("@/server/client-address", () => ({ clientAddress: async () => from.address }));

let world: World;
let token: string;
beforeAll(async () => {
  world = await aWorld();
  token = (await aPlatform(world)).token;
});
beforeEach(() => {
  from.address = null;
});

async function problemOf(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json; charset=utf-8");
  const told = Problem.parse(await response.json());
  expect(told.status).toBe(response.status);
  expect(told.detail).toMatch(/。$/);
  return told;
}

const entries = async () =>
  (await one<{ n: number }>("select count(*)::int as n from credit_entries where city_id = $1", [world.cityId])).n;

describe("a request that can't be taken", () => {
  const MB = 1024 * 1024;
  const nested = (levels: number) => `{"results":${"[".repeat(levels)}${"]".repeat(levels)}}`;

  test.each<[string, BodyInit, Record<string, string | null>, number, string]>([
    ["no type", "{}", { "Content-Type": "text/plain" }, 415, "unsupported-media-type"],
    ["another charset", "{}", { "Content-Type": "application/json; charset=gbk" }, 415, "unsupported-media-type"],
    ["packed", "{}", { "Content-Encoding": "gzip" }, 415, "unsupported-media-type"],
    ["no key", "{}", { "Idempotency-Key": null }, 400, "bad-idempotency-key"],
    ["an empty key", "{}", { "Idempotency-Key": "" }, 400, "bad-idempotency-key"],
    ["too long a key", "{}", { "Idempotency-Key": "k".repeat(201) }, 400, "bad-idempotency-key"],
    ["no body", "", {}, 400, "malformed-json"],
    ["half a body", '{"results": [', {}, 400, "malformed-json"],
    ["not JSON", "<results/>", {}, 400, "malformed-json"],
    ["no UTF-8", new Uint8Array([0x7b, 0xff, 0x7d]), {}, 400, "malformed-json"],
    ["nested deeply", nested(21), {}, 400, "malformed-json"],
    ["nested a million times", nested(1_000_000), {}, 400, "malformed-json"],
    ["too large", " ".repeat(5 * MB + 1), {}, 413, "body-too-large"],
    ["far too large", new Uint8Array(40 * MB), {}, 413, "body-too-large"],
    ["a list", "[]", {}, 422, "invalid-body"],
    ["null", "null", {}, 422, "invalid-body"],
    ["no results", '{"results": []}', {}, 422, "invalid-body"],
    ["one too many", JSON.stringify({ results: Array(10_001).fill(0) }), {}, 422, "invalid-body"],
  ])("%s", async (_, body, headers, status, code) => {
    const response = await push(token, body, headers);
    expect([response.status, (await problemOf(response)).code]).toEqual([status, code]);
  });

  test("brackets inside of a text are no nesting", async () => {
    const result = await aResult(world.teacherId, {
      person: { name: '"[[{{\\'.repeat(10), teacherNumber: "[[[[[[[[[" },
    });
    expect((await push(token, { results: [result] })).status).toBe(201);
  });

  test("each place that isn't as described is named by its pointer, without what stood there; nothing of it is taken", async () => {
    const good = await aResult(world.teacherId);
    const before = await entries();
    const wrong: [object, string, string][] = [
      [{ ...good, resultId: undefined }, "/results/1/resultId", "type"],
      [{ ...good, resultId: "有空 格" }, "/results/1/resultId", "format"],
      [{ ...good, person: { name: "王建国" } }, "/results/1/person", "number-missing"],
      [{ ...good, person: { name: "王建国", idNumber: " " } }, "/results/1/person", "number-missing"],
      [{ ...good, person: { name: "王\u0000", teacherNumber: "1" } }, "/results/1/person/name", "format"],
      [{ ...good, person: { name: "王\ud800", teacherNumber: "1" } }, "/results/1/person/name", "format"],
      [{ ...good, hours: "16" }, "/results/1/hours", "type"],
      [{ ...good, hours: 13.55 }, "/results/1/hours", "precision"],
      [{ ...good, hours: 1001 }, "/results/1/hours", "too-big"],
      [{ ...good, studyYear: 2019.5 }, "/results/1/studyYear", "type"],
      [{ ...good, studyYear: 1999 }, "/results/1/studyYear", "too-small"],
      [{ ...good, finishedOn: "2019-02-29" }, "/results/1/finishedOn", "format"],
      [{ ...good, finishedOn: "2019/11/20" }, "/results/1/finishedOn", "format"],
      [
        { ...good, resultId: "2019-11010519491231002x", person: { name: "王", idNumber: "11010519491231002X" } },
        "/results/1/resultId",
        "identity-in-result-id",
      ],
      [
        {
          ...good,
          resultId: "11010519491231002x-2019",
          person: { name: "王", idNumber: "１１０１０５ 19491231 002X" },
        },
        "/results/1/resultId",
        "identity-in-result-id",
      ],
    ];
    for (const [result, pointer, code] of wrong) {
      const response = await push(token, { results: [good, result] });
      const text = await response.clone().text();
      const { errors } = await problemOf(response);
      expect(errors?.map((error) => [error.pointer, error.code])).toEqual([[pointer, code]]);
      expect(text).not.toContain("11010519491231002");
    }
    const many = await problemOf(await push(token, { results: Array(10_000).fill({}) }));
    expect(many.errors).toHaveLength(100);
    expect(await entries()).toBe(before);
  });

  test("a body that breaks off is answered, not thrown", async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"results"'));
        controller.error(new Error("the sender is gone"));
      },
    });
    const { POST } = await import("@/app/api/v1/online-training/route");
    const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "Idempotency-Key": "1" };
    const request = new Request("http://localhost/", {
      method: "POST",
      body: broken,
      headers,
      duplex: "half",
    } as RequestInit);
    expect((await problemOf(await POST(request))).code).toBe("body-cut-off");
  });
});

describe("a token", () => {
  test.each([
    ["none", null],
    ["an empty one", ""],
    ["another scheme", "Basic eHg6eHg="],
    ["one that never was", `Bearer xfyh_${"A".repeat(43)}`],
    ["one that is cut", `Bearer xfyh_${"A".repeat(42)}`],
    ["SQL", "Bearer xfyh_' or true--"],
  ])("%s opens nothing", async (_, Authorization) => {
    const response = await push("", { results: [await aResult(world.teacherId)] }, { Authorization });
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, 'Bearer realm="credit-bank"']);
    expect((await problemOf(response)).code).toBe("unauthorized");
  });

  test("opens until it is revoked, or the platform's account is disabled", async () => {
    const other = await aWorld();
    const { actor, token: own } = await aPlatform(other);
    const results = [await aResult(other.teacherId)];
    expect((await push(own, { results })).status).toBe(201);
    const { id } = await one<{ id: number }>("select id from platform_tokens where city_id = $1", [other.cityId]);
    await revokeToken(other.cityOfficer, { id }, NOW);
    expect((await push(own, { results })).status).toBe(401);
    await all("update platform_tokens set revoked_at = null where id = $1", [id]);
    expect((await push(own, { results })).status).toBe(201);
    await all("update accounts set disabled_at = now() where city_id = $1 and id = $2", [
      actor.cityId,
      actor.accountId,
    ]);
    expect((await push(own, { results })).status).toBe(401);
  });

  test("wrong ones are counted for the address they come from: after twenty it has to wait, others don't", async () => {
    const results = [await aResult(world.teacherId)];
    from.address = "203.0.113.7";
    expect((await push(token, { results })).status).toBe(201);
    const statuses = new Set<number>();
    for (let tries = 0; tries < 20; tries += 1) statuses.add((await push("xfyh_wrong", { results })).status);
    expect([...statuses]).toEqual([401]);
    for (const bearer of ["xfyh_wrong", token]) {
      const response = await push(bearer, { results });
      expect(response.status).toBe(429);
      expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await problemOf(response)).code).toBe("too-many-attempts");
    }
    from.address = "203.0.113.8";
    expect((await push(token, { results })).status).toBe(201);
    const keys = await all<{ key: string }>("select key from sign_in_attempts");
    expect(keys.filter(({ key }) => key.includes("203.0.113"))).toEqual([]);
  });
});
