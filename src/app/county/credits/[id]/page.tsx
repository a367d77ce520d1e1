import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { entryPage } from "@/app/_review/entry-page";
import { recall, urge } from "./actions";

const PLACES = { entries: "/county/credits", teachers: "/county/teachers", recall, urge };

export const generateMetadata = navTitle("entries");

export default rolePage("county", "entries", (actor, input) => entryPage(actor, PLACES, input));
