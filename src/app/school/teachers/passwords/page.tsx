import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { passwordsPage } from "@/app/_organisations/passwords-page";
import { currentMessages } from "@/server/locale";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, organisations } = await currentMessages();
  return { title: shell.titled(organisations.batchTitle) };
}

export default rolePage("school", "teachers", passwordsPage);
