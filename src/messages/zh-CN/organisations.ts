/** 单位和账号。 */
export const organisations = {
  title: "单位和账号",
};
