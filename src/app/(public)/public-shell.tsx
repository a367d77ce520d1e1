import type { ReactNode } from "react";
import { switchLocale } from "@/app/_access/locale-actions";
import { messagesFor } from "@/messages";
import { shownBusinessDate } from "@/server/clock";
import { currentLocale } from "@/server/locale";
import { Shell } from "@/ui/shell";

/** What is around a page that asks for no role. */
export async function PublicShell({ children }: { children: ReactNode }) {
  const locale = await currentLocale();
  return (
    <Shell
      messages={messagesFor(locale)}
      locale={locale}
      home="/"
      nav={[]}
      businessDate={shownBusinessDate()}
      deadline={null}
      account={null}
      switchLocale={switchLocale}
    >
      {children}
    </Shell>
  );
}
