import { HOST_ROLES, placesOf } from "@/app/_projects/places";
import type { MessageTarget } from "@/features/inbox/messages";
import type { Role } from "@/rules/permissions";

/** Everybody who reads here has messages: the platform is a program. */
export const INBOX_ROLES = ["teacher", ...HOST_ROLES] as const;

export const INBOX = "/messages";
export const MAIL_SETTING = "/messages/settings";

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
      return role === "teacher" ? null : `/${role}/summaries/${target.id}`;
    case "summaries":
      return role === "teacher" ? null : `/${role}/summaries`;
    case "deputies":
      return "/deputies";
    case "objections":
      return role === "county" || role === "city" ? `/${role}/objections` : null;
    case "transfers":
      return role === "school" ? "/school/transfers" : null;
    case "corrections":
      return role === "teacher" || role === "host" ? null : `/${role}/corrections`;
    case "certificates":
      return role === "teacher" ? "/teacher/certificates" : null;
    case "sample":
      return role === "city" ? `/city/sampling/${target.id}` : null;
    default:
      return target satisfies never;
  }
}
