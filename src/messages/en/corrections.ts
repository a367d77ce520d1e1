import type { Messages } from "../zh-CN";

export const corrections: Messages["corrections"] = {
  title: "corrections",
};
