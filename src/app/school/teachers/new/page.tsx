import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { newTeacherPage } from "@/app/_teachers/new-page";
import { currentMessages } from "@/server/locale";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, teacherRecords } = await currentMessages();
  return { title: shell.titled(teacherRecords.addTitle) };
}

export default rolePage("school", "teachers", newTeacherPage);
