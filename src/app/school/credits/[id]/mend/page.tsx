import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { mendPage } from "@/app/_parts/mend-page";
import { mend } from "../actions";

export const generateMetadata = navTitle("entries");

export default rolePage("school", "entries", (actor, { params }) =>
  mendPage(actor, { entries: "/school/credits", mend }, params),
);
