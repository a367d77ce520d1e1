import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { summaryPage } from "@/app/_summaries/summary-page";

export const generateMetadata = navTitle("summaries");

export default rolePage("school", "summaries", summaryPage);
