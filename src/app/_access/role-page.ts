import type { ReactNode } from "react";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { atTheEdge, requireActor } from "./edge";

/** A page of one role: the session first, then what the page shows, for this actor. */
export function rolePage<Props>(role: Role, render: (actor: Actor, props: Props) => Promise<ReactNode>) {
  return async function Page(props: Props): Promise<ReactNode> {
    const actor = await requireActor(role);
    return render(actor, props).catch(atTheEdge);
  };
}
