/**
 * What other places have published, as a city would keep it: JSON and nothing else. The numbers that a document gives are
 * named with it; what it doesn't speak of, or what we haven't read of it, is as in `UNSPOKEN` or chosen, and then said so.
 */

/** None of the documents below is asked about these; they are as the notice of 2016-2020 has them, scaled to a year's credits. */
const UNSPOKEN = {
  object: { private: true },
  mooc: {
    platform: "icourse163",
    passScoreTenths: 600,
    realNameRequiredFrom: "2020-01-01",
    maxHoursTenths: 3000,
  },
} as const;

/**
 * Shandong: 《山东省中小学教师继续教育学分管理办法》（鲁教师发〔2015〕3号）, as a city of it passes it on: 360 credits in
 * five years and at least 48 in each. That no more than 144 of a year count is told beside it; no credits have to be online.
 */
export const BETWEEN_48_AND_144: unknown = {
  ...UNSPOKEN,
  cycle: { fromYear: 2016, toYear: 2020 },
  required: {
    totalTenths: 3600,
    onlineTenths: 0,
    annualTotalTenths: 720,
    annualOnlineTenths: 0,
    annualMinimumTenths: 480,
    annualMaximumTenths: 1440,
  },
  tenthsPerClassHour: 10,
  online: { annualCapTenths: 100_000, makeUp: true },
  degree: { creditsTenths: 3600, coversOnline: true },
  supportTeaching: { annualTenths: 720, halfTenths: 360, onlineHalfTenths: 0, coversOnline: false },
  documents: ["《山东省中小学教师继续教育学分管理办法》（鲁教师发〔2015〕3号）"],
};

/**
 * 《中小学教师继续教育学时学分登记及折算标准》, passed on without its place: 6 class hours of training in one place make a
 * credit, 8 of any other. Chosen are the 60 credits of a cycle (360 class hours at 6), of which 10 online, and the caps.
 */
export const SIX_OR_EIGHT_HOURS: unknown = {
  ...UNSPOKEN,
  cycle: { fromYear: 2016, toYear: 2020 },
  required: {
    totalTenths: 600,
    onlineTenths: 100,
    annualTotalTenths: 120,
    annualOnlineTenths: 20,
    annualMinimumTenths: 60,
  },
  tenthsPerClassHour: 10,
  classHoursPerCredit: { project: 6, commissioned: 6, authorised: 6, lecture: 6, opening: 6, mooc: 8, online: 8 },
  annualCaps: { mooc: 40, lecture: 30, commissioned: 50 },
  online: { annualCapTenths: 20, makeUp: false },
  degree: { creditsTenths: 600, coversOnline: false },
  supportTeaching: { annualTenths: 120, halfTenths: 60, onlineHalfTenths: 10, coversOnline: true },
  documents: ["《中小学教师继续教育学时学分登记及折算标准》"],
};

/**
 * 《北京市“十三五”时期中小学教师培训学分管理办法》: 36 credits in five years; 10 class hours of training make one, 20 of
 * online study and the like. What teachers do in their own school is no kind that can be told here, so the parts by which
 * the 36 are divided there are left out.
 */
export const TEN_OR_TWENTY_HOURS: unknown = {
  ...UNSPOKEN,
  cycle: { fromYear: 2016, toYear: 2020 },
  required: { totalTenths: 360, onlineTenths: 0, annualTotalTenths: 72, annualOnlineTenths: 0 },
  tenthsPerClassHour: 1,
  classHoursPerCredit: { mooc: 20, online: 20, lecture: 20 },
  online: { annualCapTenths: 100_000, makeUp: true },
  degree: { creditsTenths: 360, coversOnline: true },
  supportTeaching: { annualTenths: 72, halfTenths: 36, onlineHalfTenths: 0, coversOnline: false },
  documents: ["《北京市“十三五”时期中小学教师培训学分管理办法》"],
};
