/** 消息和邮件提醒。 */
export const inbox = {};
