import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { editProjectPage } from "@/app/_projects/edit-project-page";

export const generateMetadata = navTitle("projects");

export default rolePage("host", "projects", editProjectPage);
