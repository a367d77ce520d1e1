import { rolePage } from "@/app/_access/role-page";
import { entryPage } from "@/app/_review/entry-page";
import { recall } from "./actions";

const PLACES = { entries: "/city/credits", teachers: "/city/teachers", recall };

export default rolePage("city", "entries", (actor, input) => entryPage(actor, PLACES, input));
