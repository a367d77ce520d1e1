import { rolePage } from "@/app/_access/role-page";
import { teachersPage } from "@/app/_review/teachers-page";

export default rolePage("city", "teachers", (actor, { searchParams }) =>
  teachersPage(actor, "/city/teachers", searchParams),
);
