import { HOST_ROLES, placesOf } from "@/app/_projects/places";
import type { MessageTarget } from "@/features/inbox/messages";
import type { Role } from "@/rules/permissions";

/** Everybody who reads here has messages: the platform is a program. */
export const INBOX_ROLES = ["teacher", ...HOST_ROLES] as const;

export const INBOX = "/messages";
export const MAIL_SETTING = "/messages/settings";

const staffOnly = (role: Role, page: string) => (role === "teacher" ? null : page);
const only = (roles: readonly Role[], role: Role, page: string) => (roles.includes(role) ? `/${role}/${page}` : null);

/** The page to which a message leads in a role; null where that role has none. */
export function hrefOf(target: MessageTarget | null, role: Role): string | null {
  switch (target?.to) {
    case undefined:
      return null;
    case "entry":
      return role === "host" ? null : `/${role}/credits/${target.id}`;
    case "entries":
      return role === "host" ? null : `/${role}/credits`;
    case "report":
      return `/${role}/reports/${target.id}`;
    case "project":
      return role === "teacher" ? null : `${placesOf(role).projects}/${target.id}`;
    case "table":
      return staffOnly(role, `/${role}/summaries/${target.id}`);
    case "summaries":
      return staffOnly(role, `/${role}/summaries`);
    case "deputies":
      return "/deputies";
    case "objections":
      return only(["county", "city"], role, "objections");
    case "transfers":
      return only(["school"], role, "transfers");
    case "corrections":
      return only(["school", "county", "city"], role, "corrections");
    case "certificates":
      return only(["teacher"], role, "certificates");
    case "sample":
      return only(["city"], role, `sampling/${target.id}`);
    default:
      return target satisfies never;
  }
}
