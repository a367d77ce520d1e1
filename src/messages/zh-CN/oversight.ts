/** 抽查和审计。 */
export const oversight = {
  title: "抽查和审计",
};
