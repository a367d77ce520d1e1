import type { CreditSource } from "@/rules/credit-entry";
import type { MessageKind } from "@/rules/message-kinds";
import type { Role } from "@/rules/permissions";
import type { ReasonCode } from "@/rules/reasons";
import type { Actor } from "@/server/actor";
import { sql } from "@/server/sql";

/** What a message is told of beside its title: codes and numbers of which its words are made. Credits in tenths. */
export interface MessageDetails {
  source?: CreditSource;
  creditsTenths?: number;
  /** How many credits it is about, where they are several. */
  entries?: number;
  participants?: number;
  projectId?: string;
  /** What was done, where one kind of message has several causes. */
  action?: string;
  reason?: ReasonCode;
  /** A decision was taken back, or what it was worth has changed. */
  turn?: "recalled" | "corrected";
  /** How long something has waited, or how long is left. */
  days?: number;
  daysLeft?: number;
  lastDay?: string;
  waiting?: number;
  /** Of a table, 1 unless it is a supplementary one, and the years of its round. */
  number?: number;
  fromYear?: number;
  toYear?: number;
  /** Of an absence. */
  fromDay?: string;
  toDay?: string;
}

export interface Message {
  id: number;
  kind: MessageKind;
  subjectId: string | null;
  title: string;
  details: MessageDetails;
  at: Date;
  readAt: Date | null;
}

export const messageColumns = sql`m.id, m.kind, m.subject_id as "subjectId", m.title, m.details, m.at, m.read_at as "readAt"`;

/** An account's messages in its present role: in another role it has others. The policies ask for the account, too. */
export const ownMessages = ({ cityId, accountId, role }: Actor) =>
  sql`m.city_id = ${cityId} and m.account_id = ${accountId} and m.role = ${role}::role`;

/** What a message leads to: one thing, a list, or nothing. */
export type MessageTarget =
  | { to: "entry" | "project" | "report" | "table" | "sample"; id: string }
  | { to: "entries" | "summaries" | "deputies" | "objections" | "transfers" | "corrections" | "certificates" };

/** Where a message leads in this role: who hosts a training looks at the training, whoever it was refused to at the credit. */
export function targetOf({ kind, subjectId, details }: Message, role: Role): MessageTarget | null {
  switch (kind) {
    case "entry_returned":
    case "entry_refused":
    case "entry_posted":
    case "entry_revoked":
    case "entry_urged":
    case "objection_decided":
    case "fraud_reported":
      if (role !== "teacher" && details.projectId) return { to: "project", id: details.projectId };
      return subjectId ? { to: "entry", id: subjectId } : { to: "entries" };
    case "project_returned":
    case "project_refused":
    case "project_posted":
    case "project_filed":
      return subjectId ? { to: "project", id: subjectId } : null;
    case "report_arrived":
    case "report_answered":
      return subjectId ? { to: "report", id: subjectId } : null;
    case "table_reported":
    case "table_returned":
    case "table_accepted":
      return subjectId ? { to: "table", id: subjectId } : { to: "summaries" };
    case "deadline_near":
    case "school_reopened":
      return { to: "summaries" };
    case "deputy_named":
      return { to: "deputies" };
    case "objection_raised":
      return { to: "objections" };
    case "transfer_asked":
    case "transfer_answered":
      return { to: "transfers" };
    case "correction_asked":
    case "correction_answered":
      return { to: "corrections" };
    case "certificate_revoked":
      return { to: "certificates" };
    case "sample_assigned":
      return subjectId ? { to: "sample", id: subjectId } : null;
    default:
      return kind satisfies never;
  }
}
