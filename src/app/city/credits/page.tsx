import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { entriesPage } from "@/app/_review/entries-page";

export const generateMetadata = navTitle("entries");

export default rolePage("city", "entries", (actor, { searchParams }) =>
  entriesPage(actor, "/city/credits", searchParams),
);
