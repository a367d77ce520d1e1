import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { newProjectPage } from "@/app/_projects/new-project-page";

export const generateMetadata = navTitle("projects");

export default rolePage("host", "projects", newProjectPage);
