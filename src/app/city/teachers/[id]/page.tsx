import { rolePage } from "@/app/_access/role-page";
import { teacherPage } from "@/app/_review/teacher-page";

const PLACES = { entries: "/city/credits", teachers: "/city/teachers" };

export default rolePage("city", "teachers", (actor, { params }) => teacherPage(actor, PLACES, params));
