import { rolePage } from "@/app/_access/role-page";
import { entriesPage } from "@/app/_review/entries-page";

export default rolePage("county", "entries", (actor, { searchParams }) =>
  entriesPage(actor, "/county/credits", searchParams),
);
