import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { reportsPage } from "@/app/_reports/reports-page";

export const generateMetadata = navTitle("reports");

export default rolePage("host", "reports", (actor, { searchParams }) =>
  reportsPage(actor, "/host/reports", searchParams),
);
