import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { transferPage } from "@/app/_teachers/transfer-page";

export const generateMetadata = navTitle("teachers");

export default rolePage("school", "teachers", transferPage);
