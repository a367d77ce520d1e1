import type { Messages } from "../zh-CN";

/** Exports of lists. */
export const exports: Messages["exports"] = {};
