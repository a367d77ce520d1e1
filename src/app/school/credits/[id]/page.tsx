import { rolePage } from "@/app/_access/role-page";
import { entryPage } from "@/app/_review/entry-page";
import { recall, withdraw } from "./actions";

const PLACES = { entries: "/school/credits", teachers: "/school/teachers", recall, withdraw };

export default rolePage("school", "entries", (actor, input) => entryPage(actor, PLACES, input));
