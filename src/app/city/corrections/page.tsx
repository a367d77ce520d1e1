import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { correctionsPage } from "@/app/_corrections/corrections-page";

export const generateMetadata = navTitle("corrections");

export default rolePage("city", "corrections", (actor, { searchParams }) => correctionsPage(actor, searchParams));
