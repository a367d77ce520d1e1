import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { MOST_RESULTS, OnlineResults } from "@/features/online/online-results";
import { messagesFor } from "@/messages";
import type { ViolationCode } from "@/rules/verdict";
import { BatchAnswer } from "./batch-answer";
import { ANSWER_EXAMPLE, RESULTS_EXAMPLE } from "./examples";
import { PROBLEMS, Problem, type ProblemCode, words } from "./problem";
import { MOST_BYTES } from "./read-json";

/** What a result can be refused for, as the document lists it. */
const RESULT_CODES: readonly ViolationCode[] = [
  "person-unknown",
  "person-ambiguous",
  "name-does-not-match",
  "identity-format",
  "identity-checksum",
  "identity-birth-date",
  "no-teacher-certificate",
  "private-school-excluded",
  "not-on-duty-then",
  "ended-in-future",
  "outside-cycle",
  "online-finished-before-study-year",
  "online-hours-not-positive",
  "online-result-differs",
  "online-result-of-somebody-else",
  "online-result-revoked",
  "online-result-twice",
];

/** The OpenAPI 3.1 document of the feed: its schemas are those that validate what is pushed and describe what is answered. */
export function openApi(origin: string) {
  return {
    openapi: "3.1.0",
    info: { title: "新乡市教师教育学分银行 · 网络校本研修接口", version: "1.0.0", description: INTRODUCTION },
    servers: [{ url: origin }],
    security: [{ token: [] }],
    paths: {
      "/api/v1/online-training": {
        post: {
          operationId: "pushOnlineTraining",
          summary: "推送一批研修成绩",
          description: pushing(),
          parameters: [
            {
              name: "Idempotency-Key",
              in: "header",
              required: true,
              description: "本批的唯一编号。没有收到答复的，用同一编号、同一内容再推送即可，不会重复入账。",
              schema: { type: "string", minLength: 1, maxLength: 200, pattern: "^[\\x21-\\x7e]+$" },
            },
          ],
          requestBody: {
            required: true,
            content: { "application/json": { schema: reference("OnlineResults"), example: RESULTS_EXAMPLE } },
          },
          responses: {
            201: {
              ...answered("已逐条处理；再次推送同一批的答复与此相同。"),
              headers: { Location: { description: "以后查看本批答复的地址。", schema: { type: "string" } } },
            },
            ...refused(
              "unauthorized",
              "too-many-attempts",
              "bad-idempotency-key",
              "malformed-json",
              "body-cut-off",
              "body-too-large",
              "unsupported-media-type",
              "invalid-body",
              "key-used-for-another-body",
              "try-again",
              "fault",
            ),
          },
        },
      },
      "/api/v1/online-training/{batchId}": {
        get: {
          operationId: "readOnlineTraining",
          summary: "查看一批的答复",
          parameters: [{ name: "batchId", in: "path", required: true, schema: { type: "string", format: "uuid" } }],
          responses: {
            200: answered("与推送时的答复相同。"),
            ...refused("unauthorized", "too-many-attempts", "not-found", "try-again", "fault"),
          },
        },
      },
    },
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "市教育局教师教育科提供的令牌，以 xfyh_ 开头。" },
      },
      schemas: {
        ...schemasOf(OnlineResults, "input"),
        ...schemasOf(BatchAnswer, "output"),
        ...schemasOf(Problem, "output"),
      },
    },
  };
}

const INTRODUCTION =
  "网络校本研修平台把教师的研修成绩推送到学分银行，逐条按规则核对，符合的当即入账（通知三.5）。每年最多计16学分，超出部分照常入账而不计。只能新增成绩；需要更正或撤销已入账成绩的，请联系市教育局教师教育科。";

function pushing(): string {
  const { violations } = messagesFor("zh-CN");
  const listed = RESULT_CODES.map((code) => `- \`${code}\`：${violations[code]({})}`);
  const most = `每批1至${MOST_RESULTS}条，请求体不超过${MOST_BYTES / 1024 / 1024}MB。一条未受理不影响其他各条。`;
  return [most, "", "未受理的理由（`violations` 中的 `code`）：", "", ...listed].join("\n");
}

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });

const answered = (description: string) => ({
  description,
  content: { "application/json": { schema: reference("BatchAnswer"), example: ANSWER_EXAMPLE } },
});

/** The answers that refuse the request as a whole, by status. */
function refused(...codes: readonly ProblemCode[]) {
  const statuses = [...new Set(codes.map((code) => PROBLEMS[code]))];
  return Object.fromEntries(
    statuses.map((status) => {
      const examples = codes
        .filter((code) => PROBLEMS[code] === status)
        .map((code) => [code, { value: exampleOf(code) }]);
      const description = codes.filter((code) => PROBLEMS[code] === status).map((code) => words().problems[code]);
      return [
        status,
        {
          description: description.join(" "),
          ...(status === 401 && { headers: { "WWW-Authenticate": { schema: { type: "string" } } } }),
          ...((status === 429 || status === 503) && {
            headers: { "Retry-After": { description: "秒数", schema: { type: "integer" } } },
          }),
          content: {
            "application/problem+json": { schema: reference("Problem"), examples: Object.fromEntries(examples) },
          },
        },
      ];
    }),
  );
}

function exampleOf(code: ProblemCode): z.output<typeof Problem> {
  const status = PROBLEMS[code];
  const plain = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "",
    status,
    code,
    detail: words().problems[code],
  } as const;
  if (code !== "invalid-body") return plain;
  return { ...plain, errors: [{ pointer: "/results/3/hours", code: "precision", detail: words().shapes.precision() }] };
}

/** A schema and those that it is made of, by their ids, as components that refer to each other. */
function schemasOf(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const { $defs = {} } = z.toJSONSchema(schema, { io, target: "draft-2020-12" });
  return JSON.parse(JSON.stringify($defs).replaceAll('"#/$defs/', '"#/components/schemas/')) as Record<string, unknown>;
}
