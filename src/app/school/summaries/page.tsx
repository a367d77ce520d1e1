import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { summaryOverviewPage } from "@/app/_summaries/overview-page";

export const generateMetadata = navTitle("summaries");

export default rolePage("school", "summaries", summaryOverviewPage);
