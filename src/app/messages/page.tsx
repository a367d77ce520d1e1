import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { messagesPage } from "@/app/_inbox/messages-page";
import { INBOX_ROLES } from "@/app/_inbox/places";

export const generateMetadata = navTitle("messages");

export default rolePage(INBOX_ROLES, "messages", messagesPage);
