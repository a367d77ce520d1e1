import type { Messages } from "../zh-CN";

export const organisations: Messages["organisations"] = {
  title: "organisations",
};
