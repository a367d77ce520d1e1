import Link from "next/link";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { listOwnDeadlines } from "@/features/cycles/list-own-deadlines";
import { readSchool } from "@/features/people/read-school";
import { countOpenReports } from "@/features/projects/list-reports";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { Meter } from "@/ui/meter";
import { PageTitle } from "@/ui/page-title";
import { DeadlinesCard } from "./deadlines-card";

export const generateMetadata = navTitle("home");

/** A school's home: what waits for it, and how far its teachers are. */
export default rolePage("school", "home", async (actor) => {
  const now = businessNow();
  const year = yearOf(calendarDateInShanghai(now));
  const [messages, school, toAnswer, deadlines] = await Promise.all([
    currentMessages(),
    readSchool(actor, year),
    countOpenReports(actor),
    listOwnDeadlines(actor, now),
  ]);
  const { staff, reports } = messages;
  return (
    <>
      <PageTitle title={staff.home(actor.organisationName)} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card title={staff.waiting(String(school.waiting))}>
          {school.waiting > 0 ? (
            <LinkButton href="/school/queue">{staff.waitingGo}</LinkButton>
          ) : (
            <p className="text-soft">{staff.waitingNone}</p>
          )}
          {school.returned > 0 && (
            <p className="mt-3">
              <Link href="/school/credits?status=returned">{staff.returned(school.returned)}</Link>
            </p>
          )}
          {toAnswer > 0 && (
            <p className="mt-3">
              <Link href="/school/reports">{reports.openCount(toAnswer)}</Link>
            </p>
          )}
        </Card>
        <Card title={staff.completion(school.complete, school.teachers)}>
          <Meter
            counted={school.complete}
            required={school.teachers}
            label={staff.completionLabel(school.complete, school.teachers)}
          />
          <p className="mt-2 flex flex-wrap gap-x-6">
            <span>{staff.onlineBehind(school.onlineBehind)}</span>
            <Link href="/school/teachers?behind=1">{staff.seeBehind}</Link>
          </p>
        </Card>
      </div>
      <DeadlinesCard deadlines={deadlines} messages={messages} />
      <LinkButton href="/school/credits/new" tone="plain">
        {staff.registerTitle}
      </LinkButton>
    </>
  );
});
