import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { importPage } from "@/app/_projects/import-page";

export const generateMetadata = navTitle("projects");

export default rolePage("county", "projects", importPage);
