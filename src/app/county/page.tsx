import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { queuePage } from "@/app/_review/queue-page";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { decide } from "./actions";

export const generateMetadata = navTitle("queue");

const PLACES = { base: "/county", entries: "/county/credits", teachers: "/county/teachers", decide };

export default rolePage("county", "queue", async (actor, { searchParams }) =>
  queuePage(actor, PLACES, await searchParams, await currentMessages(), businessNow()),
);
