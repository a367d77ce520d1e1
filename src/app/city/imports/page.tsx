import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { importsPage } from "@/app/_projects/imports-page";

export const generateMetadata = navTitle("projects");

export default rolePage("city", "projects", (actor, input) =>
  importsPage(actor, input, "importsTitle", ["provincial", "opening"]),
);
