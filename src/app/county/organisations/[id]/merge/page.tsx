import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { mergePage } from "@/app/_organisations/merge-page";

export const generateMetadata = navTitle("organisations");

export default rolePage("county", "organisations", (actor, { params, searchParams }) =>
  mergePage(actor, params, searchParams),
);
