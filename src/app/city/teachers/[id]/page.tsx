import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { teacherPage } from "@/app/_review/teacher-page";

const PLACES = { entries: "/city/credits", teachers: "/city/teachers" };

export const generateMetadata = navTitle("teachers");

export default rolePage("city", "teachers", (actor, { params, searchParams }) =>
  teacherPage(actor, PLACES, params, searchParams),
);
