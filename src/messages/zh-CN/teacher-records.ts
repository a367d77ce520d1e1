/** 教师档案。 */
export const teacherRecords = {
  title: "教师档案",
};
