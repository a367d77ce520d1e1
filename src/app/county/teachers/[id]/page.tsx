import { rolePage } from "@/app/_access/role-page";
import { teacherPage } from "@/app/_review/teacher-page";

const PLACES = { entries: "/county/credits", teachers: "/county/teachers" };

export default rolePage("county", "teachers", (actor, { params }) => teacherPage(actor, PLACES, params));
