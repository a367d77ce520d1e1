import type { Messages } from "../zh-CN";

/** Messages and e-mail. */
export const inbox: Messages["inbox"] = {};
