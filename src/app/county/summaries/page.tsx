import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { reportedPage } from "@/app/_summaries/reported-page";

export const generateMetadata = navTitle("summaries");

export default rolePage("county", "summaries", (actor, input) => reportedPage(actor, input));
