import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { newAccountPage } from "@/app/_organisations/new-account-page";

export const generateMetadata = navTitle("organisations");

export default rolePage("county", "organisations", (actor, { params }) => newAccountPage(actor, params));
