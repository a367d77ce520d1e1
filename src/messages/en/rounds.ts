import type { Messages } from "../zh-CN";

/** Registration rounds, deadlines, reopenings. */
export const rounds: Messages["rounds"] = {};
