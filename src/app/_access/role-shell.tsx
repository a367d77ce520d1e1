import type { Metadata } from "next";
import type { ReactNode } from "react";
import { type NextDeadline, readNextDeadline } from "@/features/cycles/next-deadline";
import { countUnread, MOST_COUNTED } from "@/features/inbox/count-unread";
import { listOwnRoles } from "@/features/people/switch-role";
import { type Messages, messagesFor } from "@/messages";
import { allowed, type Role } from "@/rules/permissions";
import { businessNow, shownBusinessDate } from "@/server/clock";
import { currentLocale, currentMessages } from "@/server/locale";
import type { Session } from "@/server/session";
import { type OtherRole, Shell } from "@/ui/shell";
import { signOutAction, switchRoleAction } from "./account-actions";
import { HOME } from "./edge";
import { switchLocale } from "./locale-actions";

export type NavKey = keyof Messages["shell"]["nav"];

/** Where each role can go from everywhere. */
const NAV: Record<Role, readonly [NavKey, string][]> = {
  teacher: [
    ["balance", "/teacher"],
    ["entries", "/teacher/credits"],
    ["trainings", "/teacher/trainings"],
    ["declare", "/teacher/credits/new"],
  ],
  school: [
    ["home", "/school"],
    ["firstReview", "/school/queue"],
    ["entries", "/school/credits"],
    ["teachers", "/school/teachers"],
    ["register", "/school/credits/new"],
    ["bulkMoocs", "/school/imports"],
    ["projects", "/school/projects"],
    ["reports", "/school/reports"],
    ["summaries", "/school/summaries"],
    ["statistics", "/school/statistics"],
  ],
  county: [
    ["queue", "/county"],
    ["projectQueue", "/county/projects/queue"],
    ["projects", "/county/projects"],
    ["reports", "/county/reports"],
    ["entries", "/county/credits"],
    ["teachers", "/county/teachers"],
    ["summaries", "/county/summaries"],
    ["statistics", "/county/statistics"],
  ],
  city: [
    ["verify", "/city"],
    ["projectQueue", "/city/projects/queue"],
    ["projects", "/city/projects"],
    ["reports", "/city/reports"],
    ["entries", "/city/credits"],
    ["teachers", "/city/teachers"],
    ["summaries", "/city/summaries"],
    ["statistics", "/city/statistics"],
  ],
  host: [
    ["projects", "/host"],
    ["reports", "/host/reports"],
  ],
  platform: [],
};

/** What is seldom needed, behind one word of the menu: what an office keeps in order beside its daily queue. */
const DESK: Partial<Record<Role, readonly [NavKey, string][]>> = {
  school: [
    ["transfers", "/school/transfers"],
    ["corrections", "/school/corrections"],
  ],
  county: [
    ["objections", "/county/objections"],
    ["corrections", "/county/corrections"],
    ["organisations", "/county/organisations"],
  ],
  city: [
    ["objections", "/city/objections"],
    ["corrections", "/city/corrections"],
    ["organisations", "/city/organisations"],
    ["cycles", "/city/cycles"],
    ["rounds", "/city/rounds"],
    ["sampling", "/city/sampling"],
    ["audit", "/city/audit"],
    ["platform", "/city/platform"],
  ],
};

/** The title of a page, as the menu names it. */
export const navTitle = (key: NavKey) => async (): Promise<Metadata> => {
  const { shell } = await currentMessages();
  return { title: shell.titled(shell.nav[key]) };
};

/** What is around every page of a role. */
export async function RoleShell({
  session,
  current,
  children,
}: {
  session: Session;
  current: NavKey | null;
  children: ReactNode;
}) {
  const [locale, deadline, unread, otherRoles] = await Promise.all([
    currentLocale(),
    readNextDeadline(session, businessNow()),
    countUnread(session),
    session.severalRoles ? otherRolesOf(session) : [],
  ]);
  const messages = messagesFor(locale);
  const link = ([key, href]: readonly [NavKey, string]) => ({
    href,
    text: messages.shell.nav[key],
    current: key === current,
  });
  return (
    <Shell
      messages={messages}
      locale={locale}
      home={HOME[session.role]}
      nav={NAV[session.role].map(link)}
      desk={DESK[session.role]?.map(link) ?? []}
      businessDate={shownBusinessDate()}
      deadline={deadline && deadlineWords(deadline, messages)}
      account={{
        name: session.name,
        organisationName: session.organisationName,
        otherRoles,
        inbox: { unread, most: MOST_COUNTED, current: current === "messages" },
        namesDeputy: allowed(session.role, "deputy:name"),
        signOut: signOutAction,
        switchRole: switchRoleAction,
      }}
      switchLocale={switchLocale}
    >
      {children}
    </Shell>
  );
}

const deadlineWords = ({ source, lastDay, daysLeft }: NextDeadline, { shell, credits }: Messages) =>
  `${shell.deadline(credits.sources[source], lastDay)} · ${shell.daysLeft(daysLeft)}`;

async function otherRolesOf(session: Session): Promise<OtherRole[]> {
  const roles = await listOwnRoles(session);
  return roles.filter(({ role, organisationId }) => role !== session.role || organisationId !== session.organisationId);
}
