import "server-only";
import { cookies } from "next/headers";
import { LOCALES, type Locale, type Messages, messagesFor } from "@/messages";

export const LOCALE_COOKIE = "locale";

/** The language that the reader has chosen; Simplified Chinese until then. */
export async function currentLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  return LOCALES.find((locale) => locale === chosen) ?? "zh-CN";
}

/** Every word of the reader's language. */
export async function currentMessages(): Promise<Messages> {
  return messagesFor(await currentLocale());
}
