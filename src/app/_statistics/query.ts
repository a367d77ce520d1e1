import { z } from "zod";
import { listHref } from "@/app/_review/list-href";
import { SHORTAGE_KINDS, type ShortageKind } from "@/rules/shortage";

/** Which year, and all requirements or the online part, as they stand in the URL. */
export const StatisticsQuery = z.object({
  year: z.coerce.number().int().min(2000).max(2100).nullable().catch(null),
  kind: z.enum(SHORTAGE_KINDS).catch("total"),
});
export type StatisticsQuery = z.output<typeof StatisticsQuery>;

export const statisticsHref = (base: string, query: StatisticsQuery, change: Partial<StatisticsQuery>): string => {
  const { year, kind } = { ...query, ...change };
  return listHref(base, { year: year?.toString(), kind: kind === "total" ? undefined : kind });
};

type Filters = Readonly<Record<string, string | undefined>>;

/** The list of teachers of a group who lack something of that kind, those who lack most first. */
export const behindHref = (teachers: string, kind: ShortageKind, year: number, group: Filters = {}): string =>
  listHref(teachers, {
    ...group,
    duty: String(year),
    ...(kind === "total" ? { behind: "1" } : { online: "1" }),
    sort: "missing",
  });

/** The list of those in a class of a shortage. */
export const bucketHref = (
  teachers: string,
  kind: ShortageKind,
  bucket: number,
  year: number,
  group: Filters = {},
): string => listHref(teachers, { ...group, duty: String(year), missing: `${kind}.${bucket}` });

/** The list of those on duty in a year who did not reach its credits. */
export const shortHref = (teachers: string, kind: ShortageKind, year: number): string =>
  listHref(teachers, { short: `${year}.${kind}` });
