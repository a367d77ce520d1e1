import type { Messages } from "../zh-CN";

/** Urging and deputies. */
export const desk: Messages["desk"] = {};
