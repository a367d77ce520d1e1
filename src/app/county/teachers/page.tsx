import { rolePage } from "@/app/_access/role-page";
import { teachersPage } from "@/app/_review/teachers-page";

export default rolePage("county", "teachers", (actor, { searchParams }) =>
  teachersPage(actor, "/county/teachers", searchParams),
);
