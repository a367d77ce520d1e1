import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { correctionPage } from "@/app/_corrections/correction-page";

export const generateMetadata = navTitle("corrections");

export default rolePage("county", "corrections", correctionPage);
