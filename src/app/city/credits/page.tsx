import { rolePage } from "@/app/_access/role-page";
import { entriesPage } from "@/app/_review/entries-page";

export default rolePage("city", "entries", (actor, { searchParams }) =>
  entriesPage(actor, "/city/credits", searchParams),
);
