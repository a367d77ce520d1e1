import type { Messages } from "../zh-CN";

export const teacherRecords: Messages["teacherRecords"] = {
  title: "teacherRecords",
};
