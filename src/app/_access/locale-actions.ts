"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { LOCALES } from "@/messages";
import { environment } from "@/server/env";
import { LOCALE_COOKIE } from "@/server/locale";
import { sameOrigin } from "@/server/session";

const YEAR_SECONDS = 365 * 86_400;

/** Sets the reader's language and returns to the page that was being read. Anyone may; nothing else changes. */
export async function switchLocale(form: FormData): Promise<void> {
  const chosen = (await sameOrigin()) ? LOCALES.find((locale) => locale === form.get("locale")) : undefined;
  const { PUBLIC_ORIGIN } = environment();
  if (chosen) {
    (await cookies()).set(LOCALE_COOKIE, chosen, {
      maxAge: YEAR_SECONDS,
      path: "/",
      sameSite: "lax",
      httpOnly: true,
      secure: PUBLIC_ORIGIN.startsWith("https://"),
    });
  }
  redirect(sitePath((await headers()).get("referer"), PUBLIC_ORIGIN));
}

/** The path of an address of ours; any other address leads home, so that nobody is sent to a foreign site. */
function sitePath(address: string | null, origin: string): string {
  if (!address || !URL.canParse(address)) return "/";
  const url = new URL(address);
  return url.origin === origin && !url.pathname.startsWith("//") ? url.pathname + url.search : "/";
}
