import { rolePage } from "@/app/_access/role-page";
import { teachersPage } from "@/app/_review/teachers-page";

export default rolePage("school", "teachers", (actor, { searchParams }) =>
  teachersPage(actor, "/school/teachers", searchParams),
);
