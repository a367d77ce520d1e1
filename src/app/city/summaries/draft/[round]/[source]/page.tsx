import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { summaryDraftPage } from "@/app/_summaries/draft-page";

export const generateMetadata = navTitle("summaries");

export default rolePage("city", "summaries", summaryDraftPage);
