import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { newTeacherPage } from "@/app/_teachers/new-page";

export const generateMetadata = navTitle("teachers");

export default rolePage("school", "teachers", newTeacherPage);
