import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { teacherPage } from "@/app/_review/teacher-page";

const PLACES = { entries: "/county/credits", teachers: "/county/teachers" };

export const generateMetadata = navTitle("teachers");

export default rolePage("county", "teachers", (actor, { params, searchParams }) =>
  teacherPage(actor, PLACES, params, searchParams),
);
