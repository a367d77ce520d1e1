import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { statisticsPage } from "@/app/_statistics/statistics-page";

export const generateMetadata = navTitle("statistics");

export default rolePage("county", "statistics", statisticsPage);
