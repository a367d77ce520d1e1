import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { entryPage } from "@/app/_review/entry-page";
import { recall } from "./actions";

const PLACES = { entries: "/city/credits", teachers: "/city/teachers", recall };

export const generateMetadata = navTitle("entries");

export default rolePage("city", "entries", (actor, input) => entryPage(actor, PLACES, input));
