import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { projectQueuePage } from "@/app/_projects/queue-page";

export const generateMetadata = navTitle("projectQueue");

export default rolePage("county", "projectQueue", projectQueuePage);
