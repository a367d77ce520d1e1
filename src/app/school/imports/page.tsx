import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { importsPage } from "@/app/_projects/imports-page";

export const generateMetadata = navTitle("bulkMoocs");

export default rolePage("school", "bulkMoocs", (actor, input) =>
  importsPage(actor, input, "moocImportsTitle", ["mooc"]),
);
