/** 登记批次、期限和重新开放。 */
export const rounds = {};
