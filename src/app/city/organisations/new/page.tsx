import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { newOrganisationPage } from "@/app/_organisations/new-page";

export const generateMetadata = navTitle("organisations");

export default rolePage("city", "organisations", (actor, { searchParams }) => newOrganisationPage(actor, searchParams));
