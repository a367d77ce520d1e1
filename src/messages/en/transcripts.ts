import type { Messages } from "../zh-CN";

export const transcripts: Messages["transcripts"] = {
  title: "transcripts",
};
