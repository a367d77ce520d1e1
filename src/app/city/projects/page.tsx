import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { projectsPage } from "@/app/_projects/projects-page";

export const generateMetadata = navTitle("projects");

export default rolePage("city", "projects", projectsPage);
