import { z } from "zod";
import { parseCalendarDate } from "@/rules/calendar";
import { foldNumber } from "@/rules/matching";

/** The one description of what the platform pushes: it validates, and the OpenAPI document is made of it. */

export const MOST_RESULTS = 10_000;

// No letters of Unicode's own classes here: not every reader of the document knows them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to keep them out
const NO_CONTROL_SIGNS = /^[^\u0000-\u001f\u007f-\u009f]+$/;
/** Half of a sign, which no database keeps. */
const BROKEN_SIGN = /\p{Cs}/u;
const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(NO_CONTROL_SIGNS)
    .refine((typed) => !BROKEN_SIGN.test(typed), "format");

const ResultPerson = z
  .object({
    idNumber: text(40)
      .optional()
      .meta({ description: "证件号码（居民身份证、护照等）。与 teacherNumber 至少提供一项；两项都有时以此为准。" }),
    teacherNumber: text(40).optional().meta({ description: "教师编号。" }),
    name: text(100).meta({ description: "姓名，须与学分银行登记的一致。" }),
  })
  .refine(({ idNumber = "", teacherNumber = "" }) => (idNumber + teacherNumber).trim() !== "", "number-missing")
  .meta({
    id: "ResultPerson",
    description: "学习者。只凭姓名不能确定是谁，不予受理。",
    anyOf: [{ required: ["idNumber"] }, { required: ["teacherNumber"] }],
  });

export const OnlineResult = z
  .object({
    resultId: z
      .string()
      .regex(/^[\x21-\x7e]{1,100}$/)
      .meta({ description: "平台自己的成绩编号，每条成绩一个，永不改变；不得包含证件号码。" }),
    person: ResultPerson,
    studyYear: z.int().min(2000).max(2100).meta({ description: "研修年度，学分计入这一年。" }),
    hours: z
      .number()
      .min(-1000)
      .max(1000)
      .multipleOf(0.1)
      .meta({ description: "学时，最多一位小数。全年超过上限的照常入账，超出部分不计。" }),
    finishedOn: z.iso
      .date({ abort: true })
      .refine((text) => parseCalendarDate(text) !== null, "not-a-date")
      .meta({ description: "完成日期，北京时间。" }),
  })
  // It is answered, kept and shown, and an ID number must not be, in whatever width or spaces it was sent beside it.
  .refine(
    ({ resultId, person: { idNumber = "" } }) =>
      foldNumber(idNumber) === "" || !foldNumber(resultId).includes(foldNumber(idNumber)),
    { error: "identity-in-result-id", path: ["resultId"] },
  )
  .meta({ id: "OnlineResult", description: "一人一条网络校本研修成绩。" });
export type OnlineResult = z.output<typeof OnlineResult>;

export const OnlineResults = z
  .object({ results: z.array(OnlineResult).min(1).max(MOST_RESULTS) })
  .meta({ id: "OnlineResults", description: "一批成绩。未列出的字段不予理会。" });
export type OnlineResults = z.output<typeof OnlineResults>;
