import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { transfersPage } from "@/app/_teachers/transfers-page";

export const generateMetadata = navTitle("transfers");

export default rolePage("school", "transfers", transfersPage);
