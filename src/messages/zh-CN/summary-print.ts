/** 汇总表的导出和打印。 */
export const summaryPrint = {};
