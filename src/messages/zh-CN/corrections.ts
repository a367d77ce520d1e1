/** 信息更正。 */
export const corrections = {
  title: "信息更正",
};
