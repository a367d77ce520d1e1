import type { ReactNode } from "react";
import type { Role } from "@/rules/permissions";
import type { Actor } from "@/server/actor";
import { atTheEdge, requireActor } from "./edge";
import { type NavKey, RoleShell } from "./role-shell";

/** What Next hands to a page; both come from the address, so neither is believed unparsed. */
export interface PageInput {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/**
 * A page of one role, or of several: the session first, then what the page shows, for this actor, inside the role's shell.
 * @param current which link of the menu the page belongs to
 */
export function rolePage(
  role: Role | readonly Role[],
  current: NavKey | null,
  render: (actor: Actor, input: PageInput) => Promise<ReactNode>,
) {
  return async function Page(input: PageInput): Promise<ReactNode> {
    const session = await requireActor(role);
    // Awaited here and not inside the shell: what it throws decides the status of the whole page.
    const content = await render(session, input).catch(atTheEdge);
    return (
      <RoleShell session={session} current={current}>
        {content}
      </RoleShell>
    );
  };
}
