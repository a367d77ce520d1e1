import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { passwordsPage } from "@/app/_organisations/passwords-page";

export const generateMetadata = navTitle("teachers");

export default rolePage("school", "teachers", passwordsPage);
