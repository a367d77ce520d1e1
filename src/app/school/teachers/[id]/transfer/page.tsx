import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { transferPage } from "@/app/_teachers/transfer-page";
import { currentMessages } from "@/server/locale";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, teacherRecords } = await currentMessages();
  return { title: shell.titled(teacherRecords.move) };
}

export default rolePage("school", "teachers", transferPage);
