import { rolePage } from "@/app/_access/role-page";
import { teacherPage } from "@/app/_review/teacher-page";

const PLACES = { entries: "/school/credits", teachers: "/school/teachers" };

export default rolePage("school", "teachers", (actor, { params }) => teacherPage(actor, PLACES, params));
