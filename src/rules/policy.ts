import { z } from "zod";
import { calendarDate, parseCalendarDate } from "./calendar";
import { CREDIT_SOURCES, type CreditSource } from "./credit-entry";
import { invariant } from "./invariant";

const tenths = z.int().min(0).max(100_000);
const year = z.int().min(2000).max(2100);

const source = z.enum(CREDIT_SOURCES);

const date = z.string().transform((text, context) => {
  const parsed = parseCalendarDate(text);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: "not a calendar date" });
  return z.NEVER;
});

/**
 * The numbers of one cycle, as data: what the notice and its parent documents say, and where they are silent, what the
 * city decided. Rules are functions over it and hold no number of their own. A version that was kept before a key came in
 * is still one: the default is what held without it.
 */
export const CyclePolicySchema = z
  .strictObject({
    cycle: z.strictObject({ fromYear: year, toYear: year }),
    required: z.strictObject({
      totalTenths: tenths,
      onlineTenths: tenths,
      annualTotalTenths: tenths,
      annualOnlineTenths: tenths,
      /** What every year of duty has to reach by itself, beside the total. */
      annualMinimumTenths: tenths.default(0),
      /** The most that counts of one year over all kinds; null: no such limit. */
      annualMaximumTenths: tenths.nullable().default(null),
    }),
    /** Tenths of a credit for one class hour; 10: one class hour is one credit (S). */
    tenthsPerClassHour: z.int().min(1).max(1000),
    /** Of the kinds named here, how many class hours make one credit. */
    classHoursPerCredit: z.partialRecord(source, z.int().min(1).max(100)).default({}),
    /** Of the kinds named here, the most that counts in one year. */
    annualCaps: z.partialRecord(source, tenths).default({}),
    online: z.strictObject({ annualCapTenths: tenths, makeUp: z.boolean() }),
    degree: z.strictObject({ creditsTenths: tenths, coversOnline: z.boolean() }),
    supportTeaching: z.strictObject({
      annualTenths: tenths,
      halfTenths: tenths,
      onlineHalfTenths: tenths,
      coversOnline: z.boolean(),
    }),
    object: z.strictObject({ private: z.boolean() }),
    mooc: z.strictObject({
      platform: z.literal("icourse163"),
      passScoreTenths: z.int().min(0).max(1000),
      realNameRequiredFrom: date,
      /** A limit of sense, not of the notice: no single course has more class hours than this. */
      maxHoursTenths: z.int().min(1).max(100_000),
    }),
    documents: z.array(z.string().min(1).max(200)).min(1),
  })
  .superRefine((policy, context) => {
    for (const [path, message] of contradictions(policy))
      context.addIssue({ code: "custom", path: [...path], message });
  });

export type CyclePolicy = z.output<typeof CyclePolicySchema>;

type Contradiction = readonly [path: readonly string[], message: string];

/** Where the numbers of a policy don't fit together. */
function contradictions(policy: CyclePolicy): Contradiction[] {
  const { cycle, required, supportTeaching } = policy;
  const years = cycle.toYear - cycle.fromYear + 1;
  const checks: [boolean, ...Contradiction][] = [
    [years >= 1, ["cycle", "toYear"], "ends before it begins"],
    [
      required.annualTotalTenths * years === required.totalTenths,
      ["required", "annualTotalTenths"],
      "years of duty do not add up to the cycle's total",
    ],
    [
      required.annualOnlineTenths * years === required.onlineTenths,
      ["required", "annualOnlineTenths"],
      "years of duty do not add up to the cycle's online credits",
    ],
    [required.onlineTenths <= required.totalTenths, ["required", "onlineTenths"], "more online credits than credits"],
    [
      supportTeaching.halfTenths * 2 === supportTeaching.annualTenths,
      ["supportTeaching", "halfTenths"],
      "two halves are not a year",
    ],
    [
      supportTeaching.onlineHalfTenths * 2 === required.annualOnlineTenths,
      ["supportTeaching", "onlineHalfTenths"],
      "two halves are not a year's online duty",
    ],
    ...annualLimits(policy),
  ];
  return checks.flatMap(([holds, path, message]) => (holds ? [] : [[path, message] as const]));
}

/** A year's limits have to leave room for the duty, and each kind has one place for its own. */
function annualLimits({
  required,
  online,
  annualCaps,
  classHoursPerCredit,
}: CyclePolicy): [boolean, ...Contradiction][] {
  const { annualMinimumTenths, annualTotalTenths, annualMaximumTenths } = required;
  return [
    // Were the cap lower, the duty could never be met; were it higher, one year could make up for another (N3.5). Where no
    // online credits are owed there is nothing to meet, and the cap is a number like that of every other kind.
    [
      required.onlineTenths === 0 || online.annualCapTenths === required.annualOnlineTenths,
      ["online", "annualCapTenths"],
      "the cap of a year is its duty",
    ],
    [
      annualMinimumTenths <= annualTotalTenths,
      ["required", "annualMinimumTenths"],
      "the least of every year adds up to more than the cycle's total",
    ],
    [
      annualMaximumTenths === null || annualMaximumTenths >= annualTotalTenths,
      ["required", "annualMaximumTenths"],
      "the most of every year adds up to less than the cycle's total",
    ],
    [
      annualCaps.online === undefined,
      ["annualCaps", "online"],
      "online credits have their cap in online.annualCapTenths",
    ],
    [
      annualCaps.degree === undefined,
      ["annualCaps", "degree"],
      "a degree upgrade deems the cycle complete, whatever it counts",
    ],
    [annualCaps.self_run === undefined, ["annualCaps", "self_run"], "self-run training counts nothing"],
    [
      classHoursPerCredit.degree === undefined,
      ["classHoursPerCredit", "degree"],
      "a degree upgrade has no class hours",
    ],
    [
      classHoursPerCredit.support_teaching === undefined,
      ["classHoursPerCredit", "support_teaching"],
      "support teaching is worth its half years",
    ],
  ];
}

/** The policy of the cycle 2016-2020, as the notice has it. */
export const defaultPolicy2016: CyclePolicy = {
  cycle: { fromYear: 2016, toYear: 2020 },
  required: {
    totalTenths: 3600,
    onlineTenths: 800,
    annualTotalTenths: 720,
    annualOnlineTenths: 160,
    annualMinimumTenths: 0,
    annualMaximumTenths: null,
  },
  tenthsPerClassHour: 10,
  classHoursPerCredit: {},
  annualCaps: {},
  online: { annualCapTenths: 160, makeUp: true },
  degree: { creditsTenths: 3600, coversOnline: true },
  supportTeaching: { annualTenths: 720, halfTenths: 360, onlineHalfTenths: 80, coversOnline: true },
  object: { private: true },
  mooc: {
    platform: "icourse163",
    passScoreTenths: 600,
    realNameRequiredFrom: calendarDate("2020-01-01"),
    maxHoursTenths: 3000,
  },
  documents: [
    "《河南省中小学教师继续教育学时登记管理暂行意见》（教师〔2016〕724号）",
    "《新乡市中小学教师教育学分登记管理办法》（新教师〔2017〕74号）",
    "《关于做好2016-2019年中小学教师继续教育学分登记管理工作的通知》",
  ],
};

/** Of the documents that a policy rests on the last: the notice of its cycle, whose clauses are named beside its numbers. */
export function noticeOf({ documents }: CyclePolicy): string {
  const notice = documents.at(-1);
  invariant(notice !== undefined, "a policy names the documents that it rests on");
  return notice;
}

/** Throws a ZodError: a stored policy that isn't one is no person's mistake. */
export function parseCyclePolicy(json: unknown): CyclePolicy {
  return CyclePolicySchema.parse(json);
}

export function inCycle(policy: CyclePolicy, creditYear: number): boolean {
  return creditYear >= policy.cycle.fromYear && creditYear <= policy.cycle.toYear;
}

export function cycleYears(policy: CyclePolicy): number[] {
  const { fromYear, toYear } = policy.cycle;
  return Array.from({ length: toYear - fromYear + 1 }, (_, index) => fromYear + index);
}

/**
 * Credits for class hours of a kind of training, both in tenths; what is below a tenth is not given (S). In whole numbers
 * throughout, so that 8 hours at 6 for a credit are 1.3 and never a hair less.
 */
export function creditsOfHours(policy: CyclePolicy, source: CreditSource, hoursTenths: number): number {
  const hoursPerCredit = policy.classHoursPerCredit[source];
  return hoursPerCredit === undefined
    ? wholeQuotient(hoursTenths * policy.tenthsPerClassHour, 10)
    : wholeQuotient(hoursTenths, hoursPerCredit);
}

const wholeQuotient = (dividend: number, divisor: number): number => (dividend - (dividend % divisor)) / divisor;
