import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { entryPage } from "@/app/_review/entry-page";
import { recall, urge, withdraw } from "./actions";

const PLACES = { entries: "/school/credits", teachers: "/school/teachers", recall, urge, withdraw };

export const generateMetadata = navTitle("entries");

export default rolePage("school", "entries", (actor, input) => entryPage(actor, PLACES, input));
