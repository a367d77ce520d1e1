import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { INBOX_ROLES } from "@/app/_inbox/places";
import { mailSettingPage } from "@/app/_inbox/settings-page";
import { currentMessages } from "@/server/locale";

export async function generateMetadata(): Promise<Metadata> {
  const { inbox, shell } = await currentMessages();
  return { title: shell.titled(inbox.settingsTitle) };
}

export default rolePage(INBOX_ROLES, "messages", mailSettingPage);
