import type { Messages } from "../zh-CN";

/** Exports and prints of summary tables. */
export const summaryPrint: Messages["summaryPrint"] = {};
