import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { citySummariesPage } from "@/app/_summaries/city-page";

export const generateMetadata = navTitle("summaries");

export default rolePage("city", "summaries", citySummariesPage);
