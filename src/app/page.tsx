import { redirect } from "next/navigation";
import { currentSession } from "@/server/session";
import { HOME, SIGN_IN } from "./_access/edge";

export default async function Start(): Promise<never> {
  const session = await currentSession();
  redirect(session ? HOME[session.role] : SIGN_IN);
}
