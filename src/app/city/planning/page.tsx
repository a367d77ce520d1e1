import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { planningPage } from "@/app/_statistics/planning-page";

export const generateMetadata = navTitle("planning");

export default rolePage("city", "statistics", planningPage);
