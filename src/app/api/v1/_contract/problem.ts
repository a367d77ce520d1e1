import { STATUS_CODES } from "node:http";
import { z } from "zod";
import { messagesFor } from "@/messages";

/** What a machine is told when a request can't be taken as a whole (RFC 9457). */

/** Each code with its status; the words are in messages. */
export const PROBLEMS = {
  unauthorized: 401,
  "too-many-attempts": 429,
  "unsupported-media-type": 415,
  "bad-idempotency-key": 400,
  "body-too-large": 413,
  "body-cut-off": 400,
  "malformed-json": 400,
  "invalid-body": 422,
  "key-used-for-another-body": 422,
  "not-found": 404,
  "try-again": 503,
  fault: 500,
} as const satisfies Record<keyof ReturnType<typeof words>["problems"], number>;
export type ProblemCode = keyof typeof PROBLEMS;

const SHAPE_CODES = [
  "type",
  "too-small",
  "too-big",
  "format",
  "precision",
  "number-missing",
  "identity-in-result-id",
  "not-a-date",
] as const satisfies readonly (keyof ReturnType<typeof words>["shapes"])[];
type ShapeCode = (typeof SHAPE_CODES)[number];

export const Problem = z
  .object({
    type: z.literal("about:blank"),
    title: z.string().meta({ description: "HTTP 状态的名称。" }),
    status: z.int(),
    code: z
      .enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]])
      .meta({ description: "给程序用，不会改变。" }),
    detail: z.string().meta({ description: "给人看的说明和办法。" }),
    faultId: z.string().optional().meta({ description: "系统日志中的编号，仅在系统出错时有。" }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: "请求体中的位置（RFC 6901）。" }),
          code: z.enum(SHAPE_CODES),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: "请求体与说明不符的各处，最多100处。" }),
  })
  .meta({ id: "Problem", description: "请求未受理的原因（RFC 9457）。" });
type Problem = z.output<typeof Problem>;

/** The platform's engineers read Chinese; codes are for their programs. */
export const words = () => messagesFor("zh-CN").platform;

/** An answer that refuses the request as a whole. */
export function problem(
  code: ProblemCode,
  more: Pick<Problem, "errors" | "faultId"> = {},
  headers: Record<string, string> = {},
): Response {
  const status = PROBLEMS[code];
  const body: Problem = {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "",
    status,
    code,
    detail: words().problems[code],
    ...more,
  };
  return Response.json(body, {
    status,
    headers: { "Content-Type": "application/problem+json; charset=utf-8", "Cache-Control": "no-store", ...headers },
  });
}

const MOST_SHOWN = 100;

/** Where a body isn't what the schema describes. Never what stood there: it may be an ID number. */
export function invalidBody(error: z.ZodError): Response {
  const { shapes } = words();
  const errors = error.issues.slice(0, MOST_SHOWN).map((issue) => {
    const [code, detail] = shapeOf(issue);
    return {
      pointer: issue.path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
      code,
      detail: shapes[code](detail),
    };
  });
  return problem("invalid-body", { errors });
}

function shapeOf(issue: z.core.$ZodIssue): [ShapeCode, string] {
  switch (issue.code) {
    case "invalid_type":
      return ["type", issue.expected];
    case "too_small":
      return ["too-small", String(issue.minimum)];
    case "too_big":
      return ["too-big", String(issue.maximum)];
    case "not_multiple_of":
      return ["precision", ""];
    case "custom":
      return [SHAPE_CODES.find((code) => code === issue.message) ?? "format", ""];
    default:
      return ["format", ""];
  }
}
