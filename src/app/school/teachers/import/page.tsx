import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { importsPage } from "@/app/_projects/imports-page";

export const generateMetadata = navTitle("teachers");

export default rolePage("school", "teachers", (actor, input) =>
  importsPage(actor, input, "teacherImportsTitle", ["teachers"]),
);
