/** 列表导出。 */
export const exports = {};
