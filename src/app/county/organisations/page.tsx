import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { organisationsPage } from "@/app/_organisations/list-page";

export const generateMetadata = navTitle("organisations");

export default rolePage("county", "organisations", (actor, { searchParams }) => organisationsPage(actor, searchParams));
