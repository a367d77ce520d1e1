import { formatTenths } from "@/rules/credits";
import type { VerdictParams } from "@/rules/verdict";

/** What a code says, with the numbers and names that the rule gave along. */
export type Words = (params: VerdictParams) => string;

export const tenths = (value: string | number | undefined) => formatTenths(Number(value ?? 0));
