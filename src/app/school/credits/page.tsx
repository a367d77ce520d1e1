import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { entriesPage } from "@/app/_review/entries-page";

export const generateMetadata = navTitle("entries");

export default rolePage("school", "entries", (actor, { searchParams }) =>
  entriesPage(actor, "/school/credits", searchParams),
);
