import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { organisationPage } from "@/app/_organisations/organisation-page";

export const generateMetadata = navTitle("organisations");

export default rolePage("city", "organisations", (actor, { params, searchParams }) =>
  organisationPage(actor, params, searchParams),
);
