import { rolePage } from "@/app/_access/role-page";
import { mendPage } from "@/app/_parts/mend-page";
import { mend } from "../actions";

export default rolePage("school", "entries", (actor, { params }) =>
  mendPage(actor, { entries: "/school/credits", mend }, params),
);
