import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { reportPage } from "@/app/_reports/report-page";

export const generateMetadata = navTitle("reports");

export default rolePage("host", "reports", (actor, input) => reportPage(actor, "/host/reports", input));
