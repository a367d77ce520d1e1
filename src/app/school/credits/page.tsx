import { rolePage } from "@/app/_access/role-page";
import { entriesPage } from "@/app/_review/entries-page";

export default rolePage("school", "entries", (actor, { searchParams }) =>
  entriesPage(actor, "/school/credits", searchParams),
);
