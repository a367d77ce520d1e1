/** 复核。 */
export const objections = {
  title: "复核",
};
