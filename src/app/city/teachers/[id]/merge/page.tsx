import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { mergePage } from "@/app/_corrections/merge-page";

export const generateMetadata = navTitle("teachers");

export default rolePage("city", "teachers", mergePage);
