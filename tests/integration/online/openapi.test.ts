import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { BatchAnswer } from "@/app/api/v1/_contract/batch-answer";
import { openApi } from "@/app/api/v1/_contract/openapi";
import { PROBLEMS, Problem } from "@/app/api/v1/_contract/problem";
import { GET } from "@/app/api/v1/openapi.json/route";
import { OnlineResults } from "@/features/online/online-results";
import { aPlatform, aResult, push } from "../../factories/platform";
import { aWorld } from "../../factories/world";

const document = openApi("http://localhost:3000");
const { post } = document.paths["/api/v1/online-training"];
const { get } = document.paths["/api/v1/online-training/{batchId}"];

/** A schema of the document alone, as somebody who has nothing but the document reads it. */
function described(name: string): z.ZodType {
  const defs = JSON.parse(JSON.stringify(document.components.schemas).replaceAll("#/components/schemas/", "#/$defs/"));
  return z.fromJSONSchema({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $ref: `#/$defs/${name}`,
    $defs: defs,
  });
}

/** An answer, as far as its problems are shown. */
interface Told {
  content: Record<string, { examples?: Record<string, { value: unknown }> }>;
}

/** Every reference in it. */
function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "$ref" && typeof inner === "string" ? [inner] : references(inner),
  );
}

describe("the OpenAPI document", () => {
  test("is served to anyone, as 3.1, and every reference in it leads somewhere", async () => {
    const response = GET();
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    const served = await response.json();
    expect(served).toEqual(JSON.parse(JSON.stringify(document)));
    expect(served.openapi).toBe("3.1.0");
    const names = Object.keys(document.components.schemas);
    const used = new Set(references(served));
    for (const reference of used) expect(names).toContain(reference.replace("#/components/schemas/", ""));
    expect([...used].map((reference) => reference.split("/").at(-1)).sort()).toEqual(names.sort());
    expect(document.security).toEqual([{ token: [] }]);
  });

  test("describes by the very schemas that validate: what the one takes, the other takes", async () => {
    const world = await aWorld();
    const good = await aResult(world.teacherId);
    const bodies: unknown[] = [
      { results: [good] },
      { results: [{ ...good, extra: 1 }], extra: 1 },
      { results: [] },
      {},
      [],
      { results: [{ ...good, hours: 13.5 }] },
      { results: [{ ...good, hours: 13.55 }] },
      { results: [{ ...good, hours: "16" }] },
      { results: [{ ...good, studyYear: 1999 }] },
      { results: [{ ...good, resultId: "空 格" }] },
      { results: [{ ...good, finishedOn: "2019-02-29" }] },
      { results: [{ ...good, person: { ...good.person, name: "王\u0000" } }] },
      { results: [{ ...good, person: { teacherNumber: "1" } }] },
    ];
    const taken = bodies.map((body) => OnlineResults.safeParse(body).success);
    expect(bodies.map((body) => described("OnlineResults").safeParse(body).success)).toEqual(taken);
    expect(taken.filter(Boolean)).toHaveLength(3);
    expect(document.components.schemas.ResultPerson).toMatchObject({
      anyOf: [{ required: ["idNumber"] }, { required: ["teacherNumber"] }],
    });
  });

  test("shows examples that hold by its own schemas and by ours", () => {
    const sent = post.requestBody.content["application/json"].example;
    for (const schema of [OnlineResults, described("OnlineResults")])
      expect(schema.safeParse(sent).error).toBeUndefined();
    const answer = post.responses[201].content["application/json"].example;
    for (const schema of [BatchAnswer, described("BatchAnswer")])
      expect(schema.safeParse(answer).error).toBeUndefined();
    const responses = { ...post.responses, ...get.responses } as Record<string, Told>;
    const shown = Object.entries(responses).flatMap(([status, { content }]) =>
      Object.values(content["application/problem+json"]?.examples ?? {}).map(
        ({ value }) => [Number(status), value] as const,
      ),
    );
    for (const [status, value] of shown) {
      expect(Problem.parse(value).status).toBe(status);
      expect(described("Problem").safeParse(value).error).toBeUndefined();
    }
    // Everything that is ever answered is told of.
    expect(new Set(shown.map(([, value]) => Problem.parse(value).code))).toEqual(new Set(Object.keys(PROBLEMS)));
  });

  describe("and the route", () => {
    let token: string;
    let world: Awaited<ReturnType<typeof aWorld>>;
    beforeAll(async () => {
      world = await aWorld();
      token = (await aPlatform(world)).token;
    });

    test("answers its example, and every other answer, as the document says", async () => {
      const ANSWERS: [Response, string][] = [
        [await push(token, post.requestBody.content["application/json"].example), "BatchAnswer"],
        [await push(token, { results: [await aResult(world.teacherId, { hours: 20 })] }), "BatchAnswer"],
        [await push(token, { results: [] }), "Problem"],
        [await push(token, "{"), "Problem"],
        [await push("xfyh_wrong", "{"), "Problem"],
        [await push(token, "{", { "Content-Type": null }), "Problem"],
        [await push(token, "{", { "Idempotency-Key": null }), "Problem"],
      ];
      for (const [response, name] of ANSWERS) {
        const told = Object.entries(post.responses).find(([status]) => Number(status) === response.status)?.[1];
        const type = response.headers.get("content-type")?.split(";")[0] ?? "";
        expect(told?.content, String(response.status)).toHaveProperty(
          [type, "schema", "$ref"],
          `#/components/schemas/${name}`,
        );
        expect(described(name).safeParse(await response.json()).error).toBeUndefined();
      }
    });
  });
});
