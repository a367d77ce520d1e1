import type { Messages } from "../zh-CN";

export const objections: Messages["objections"] = {
  title: "objections",
};
