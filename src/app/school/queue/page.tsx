import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { queuePage } from "@/app/_review/queue-page";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { decide } from "./actions";

export const generateMetadata = navTitle("firstReview");

const PLACES = { base: "/school/queue", entries: "/school/credits", teachers: "/school/teachers", decide };

export default rolePage("school", "firstReview", async (actor, { searchParams }) =>
  queuePage(actor, PLACES, await searchParams, await currentMessages(), businessNow()),
);
