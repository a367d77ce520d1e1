/** 周期和政策。 */
export const policies = {
  title: "周期和政策",
};
