import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { rosterPage } from "@/app/_projects/roster-page";

export const generateMetadata = navTitle("projects");

export default rolePage("city", "projects", rosterPage);
