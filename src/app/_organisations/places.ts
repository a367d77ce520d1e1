import type { Role } from "@/rules/permissions";

/** The offices that keep organisations and accounts. */
export const DESK_ROLES = ["county", "city"] as const satisfies readonly Role[];

/** Where an office's pages of organisations are. */
export const deskBase = (role: Role): string => (role === "city" ? "/city/organisations" : "/county/organisations");
