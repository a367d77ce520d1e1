import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { teachersPage } from "@/app/_review/teachers-page";

export const generateMetadata = navTitle("teachers");

export default rolePage("county", "teachers", (actor, { searchParams }) =>
  teachersPage(actor, "/county/teachers", searchParams),
);
