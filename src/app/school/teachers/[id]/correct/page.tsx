import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { correctPage } from "@/app/_corrections/correct-page";

export const generateMetadata = navTitle("corrections");

export default rolePage("school", "teachers", correctPage);
