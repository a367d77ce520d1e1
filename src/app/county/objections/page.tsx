import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { objectionsPage } from "@/app/_objections/objections-page";

export const generateMetadata = navTitle("objections");

export default rolePage("county", "objections", (actor, { searchParams }) =>
  objectionsPage(actor, "/county/objections", "/county/credits", searchParams),
);
