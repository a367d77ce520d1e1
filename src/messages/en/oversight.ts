import type { Messages } from "../zh-CN";

export const oversight: Messages["oversight"] = {
  title: "oversight",
};
