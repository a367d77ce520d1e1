import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { projectPage } from "@/app/_projects/project-page";

export const generateMetadata = navTitle("projects");

export default rolePage("school", "projects", projectPage);
