import type { Messages } from "../zh-CN";

/** Statistics and planning. */
export const statistics: Messages["statistics"] = {};
