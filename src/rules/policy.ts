import { z } from "zod";
import { calendarDate, parseCalendarDate } from "./calendar";

const tenths = z.int().min(0).max(100_000);
const year = z.int().min(2000).max(2100);

const date = z.string().transform((text, context) => {
  const parsed = parseCalendarDate(text);
  if (parsed) return parsed;
  context.addIssue({ code: "custom", message: "not a calendar date" });
  return z.NEVER;
});

/**
 * The numbers of one cycle, as data: what the notice and its parent documents say, and where they are silent, what the
 * city decided. Rules are functions over it and hold no number of their own.
 */
export const CyclePolicySchema = z
  .strictObject({
    cycle: z.strictObject({ fromYear: year, toYear: year }),
    required: z.strictObject({
      totalTenths: tenths,
      onlineTenths: tenths,
      annualTotalTenths: tenths,
      annualOnlineTenths: tenths,
    }),
    /** Tenths of a credit for one class hour; 10: one class hour is one credit (S). */
    tenthsPerClassHour: z.int().min(1).max(1000),
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
    const { cycle, required, online, supportTeaching } = policy;
    const refuse = (path: string[], message: string) => context.addIssue({ code: "custom", path, message });
    const years = cycle.toYear - cycle.fromYear + 1;
    if (years < 1) refuse(["cycle", "toYear"], "ends before it begins");
    if (required.annualTotalTenths * years !== required.totalTenths)
      refuse(["required", "annualTotalTenths"], "years of duty do not add up to the cycle's total");
    if (required.annualOnlineTenths * years !== required.onlineTenths)
      refuse(["required", "annualOnlineTenths"], "years of duty do not add up to the cycle's online credits");
    if (required.onlineTenths > required.totalTenths)
      refuse(["required", "onlineTenths"], "more online credits than credits");
    // Were the cap lower, the duty could never be met; were it higher, one year could make up for another (N3.5).
    if (online.annualCapTenths !== required.annualOnlineTenths)
      refuse(["online", "annualCapTenths"], "the cap of a year is its duty");
    if (supportTeaching.halfTenths * 2 !== supportTeaching.annualTenths)
      refuse(["supportTeaching", "halfTenths"], "two halves are not a year");
    if (supportTeaching.onlineHalfTenths * 2 !== required.annualOnlineTenths)
      refuse(["supportTeaching", "onlineHalfTenths"], "two halves are not a year's online duty");
  });

export type CyclePolicy = z.output<typeof CyclePolicySchema>;

/** The policy of the cycle 2016-2020, as the notice has it. */
export const defaultPolicy2016: CyclePolicy = {
  cycle: { fromYear: 2016, toYear: 2020 },
  required: { totalTenths: 3600, onlineTenths: 800, annualTotalTenths: 720, annualOnlineTenths: 160 },
  tenthsPerClassHour: 10,
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

/** Credits for class hours, both in tenths; what is below a tenth is not given (S). */
export function creditsOfHours(policy: CyclePolicy, hoursTenths: number): number {
  return Math.floor((hoursTenths * policy.tenthsPerClassHour) / 10);
}
