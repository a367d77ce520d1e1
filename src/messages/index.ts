import { en } from "./en";
import { type Messages as ChineseMessages, zhCN } from "./zh-CN";

export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export type Messages = ChineseMessages;

const MESSAGES: Record<Locale, Messages> = { "zh-CN": zhCN, en };

/** Every word of one language. For the server: a client component is handed the few that it needs. */
export function messagesFor(locale: Locale): Messages {
  return MESSAGES[locale];
}
