import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { reportsPage } from "@/app/_reports/reports-page";

export const generateMetadata = navTitle("reports");

export default rolePage("county", "reports", (actor, { searchParams }) =>
  reportsPage(actor, "/county/reports", searchParams),
);
