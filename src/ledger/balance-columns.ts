import { sql } from "@/server/sql";

// What a balance row `b` lacks, as columns: `shortageOf` (rules/shortage.ts) for a query that asks sixty thousand rows. Here and
// nowhere else; a test counts every teacher by the rule and finds the same.

export const MISSING_TOTAL = sql`case when b.complete then 0 else greatest(0, b.required_total_tenths - b.total_tenths) end`;
export const MISSING_ONLINE = sql`case when b.complete then 0 else greatest(0, b.required_online_tenths - b.online_met_tenths) end`;
