import type { Metadata } from "next";
import { rolePage } from "@/app/_access/role-page";
import { importsPage } from "@/app/_projects/imports-page";
import { currentMessages } from "@/server/locale";

export async function generateMetadata(): Promise<Metadata> {
  const { shell, importPages } = await currentMessages();
  return { title: shell.titled(importPages.teacherImportsTitle) };
}

export default rolePage("school", "teachers", (actor, input) =>
  importsPage(actor, input, "teacherImportsTitle", ["teachers"]),
);
