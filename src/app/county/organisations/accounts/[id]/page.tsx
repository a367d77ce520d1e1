import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { accountPage } from "@/app/_organisations/account-page";

export const generateMetadata = navTitle("organisations");

export default rolePage("county", "organisations", (actor, { params, searchParams }) =>
  accountPage(actor, params, searchParams),
);
