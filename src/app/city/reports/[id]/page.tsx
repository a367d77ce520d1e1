import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { reportPage } from "@/app/_reports/report-page";

export const generateMetadata = navTitle("reports");

export default rolePage("city", "reports", (actor, input) => reportPage(actor, "/city/reports", input));
