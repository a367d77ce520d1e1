import { z } from "zod";
import { type OnlineBatch, OUTCOMES } from "@/features/online/online-batch";
import { messagesFor } from "@/messages";
import { CLAUSE_IDS, CLAUSES, type Clause, type RuleId } from "@/rules/clauses";

const Remark = z
  .object({
    code: z.string().meta({ description: "给程序用，不会改变。" }),
    field: z.string().nullable().meta({ description: "该条成绩中的位置（RFC 6901）；不针对某一处的为 null。" }),
    rule: z.string().nullable().meta({ description: "学分银行的规则编号。" }),
    clause: z.enum(CLAUSE_IDS).meta({ description: "所依据的通知条款；S 为系统规则。" }),
    clauseLabel: z.string(),
    message: z.string().meta({ description: "给人看的说明和办法，措辞可能改进。" }),
  })
  .meta({ id: "Remark", description: "一条理由或提示，注明依据。" });

const ResultAnswer = z
  .object({
    resultId: z.string(),
    outcome: z.enum(OUTCOMES).meta({
      description: "posted 已入账；unchanged 以前已入账且内容相同，未再入账；refused 未受理，理由见 violations。",
    }),
    credits: z.number().nullable().meta({ description: "已入账的学分，最多一位小数；未受理的为 null。" }),
    violations: z.array(Remark).meta({ description: "未受理的理由。" }),
    notes: z.array(Remark).meta({ description: "已入账而须留意之处，如超过年度上限的部分不计。" }),
  })
  .meta({ id: "ResultAnswer" });

export const BatchAnswer = z
  .object({
    batchId: z.uuid(),
    receivedAt: z.iso.datetime(),
    counts: z.object({ posted: z.int(), unchanged: z.int(), refused: z.int() }),
    results: z.array(ResultAnswer).meta({ description: "与请求中的顺序相同。" }),
  })
  .meta({ id: "BatchAnswer", description: "一批成绩逐条处理的结果。同一批再推送，答复逐字节相同。" });
type BatchAnswer = z.output<typeof BatchAnswer>;

/** Where the rules' fields stand in a result. */
const POINTERS: Readonly<Record<string, string>> = {
  resultId: "/resultId",
  identity: "/person/idNumber",
  teacherNumber: "/person/teacherNumber",
  name: "/person/name",
  studyYear: "/studyYear",
  hours: "/hours",
  finishedOn: "/finishedOn",
};

/** The answer to a batch, in words. Made of what is kept and nothing else, so that it is the same each time. */
export function batchAnswer({ id, receivedAt, counts, results }: OnlineBatch): BatchAnswer {
  const { violations: reasons, flags: hints, rules } = messagesFor("zh-CN");
  const ground = (rule: RuleId | null, clause: Clause) => ({
    rule,
    clause,
    clauseLabel: clause === "S" ? rules.systemGround : rules.ground(CLAUSES[clause].label),
  });
  return {
    batchId: id,
    receivedAt: receivedAt.toISOString(),
    counts: { posted: counts.posted, unchanged: counts.unchanged, refused: counts.refused },
    results: results.map(({ resultId, outcome, creditsTenths, violations, flags }) => ({
      resultId,
      outcome,
      credits: creditsTenths === null ? null : creditsTenths / 10,
      violations: violations.map(({ code, field, rule, clause, params }) => ({
        code,
        field: field === null ? null : (POINTERS[field] ?? null),
        ...ground(rule, clause),
        message: reasons[code](params ?? {}),
      })),
      notes: flags.map(({ code, params }) => ({
        code,
        field: POINTERS.hours ?? null,
        ...ground("R2", "N3.5"),
        message: hints[code](params ?? {}),
      })),
    })),
  };
}
