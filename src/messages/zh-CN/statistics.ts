/** 统计和培训规划。 */
export const statistics = {};
