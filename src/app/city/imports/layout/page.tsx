import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { layoutPage } from "@/app/_projects/layout-page";

export const generateMetadata = navTitle("projects");

export default rolePage("city", "projects", layoutPage);
