import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { mendPage } from "@/app/_parts/mend-page";
import { mendAction } from "../actions";

export const generateMetadata = navTitle("entries");

export default rolePage("teacher", "entries", (actor, { params }) =>
  mendPage(actor, { entries: "/teacher/credits", mend: mendAction }, params),
);
