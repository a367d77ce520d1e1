import type { Messages } from "../zh-CN";

/** Summary tables. */
export const summaries: Messages["summaries"] = {};
