import type { Messages } from "../zh-CN";

export const policies: Messages["policies"] = {
  title: "policies",
};
