/** 汇总表：各校填报、上级接收。 */
export const summaries = {};
