import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { rowPage } from "@/app/_projects/row-page";

export const generateMetadata = navTitle("projects");

export default rolePage("city", "projects", rowPage);
