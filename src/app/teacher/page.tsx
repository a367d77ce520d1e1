import Link from "next/link";
import { requireTeacherId } from "@/app/_access/edge";
import { rolePage } from "@/app/_access/role-page";
import { navTitle } from "@/app/_access/role-shell";
import { BalanceCard } from "@/app/_parts/balance-card";
import { CycleQuery } from "@/app/_parts/cycle-query";
import { CycleSwitch } from "@/app/_parts/cycle-switch";
import { CountedLines, OpenLines } from "@/app/_parts/entry-lines";
import { readBalance } from "@/features/credits/read-balance";
import type { Messages } from "@/messages";
import { calendarDate, calendarDateInShanghai, daysBetween, parseCalendarDate, yearOf } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import type { NextStep } from "@/rules/next-steps";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";

export const generateMetadata = navTitle("balance");

const hrefOf = (id: string) => `/teacher/credits/${id}`;

/** The teacher's home: what is missing, why, where each entry is held and by whom, and what to do next. */
export default rolePage("teacher", "balance", async (actor, { searchParams }) => {
  const now = businessNow();
  const { cycle } = CycleQuery.parse(await searchParams);
  const [messages, home] = await Promise.all([
    currentMessages(),
    readBalance(actor, requireTeacherId(actor), "newest", now, cycle),
  ]);
  const { teacher } = messages;
  const lostTenths = home.balance.lines.reduce((lost, line) => lost + (line.loss?.lostTenths ?? 0), 0);
  return (
    <div className="mx-auto max-w-xl">
      <p className="mb-3">
        <b>{teacher.greeting(home.teacher.name, home.teacher.schoolName)}</b>
        <span className="block text-sm text-soft">{cycleLine(home.cycle, messages, now)}</span>
      </p>
      <CycleSwitch
        cycles={home.cycles}
        current={home.cycle.id}
        href={({ id }) => `/teacher?cycle=${id}`}
        messages={messages}
      />
      <BalanceCard of={home} messages={messages} />
      <Card title={teacher.next}>
        <ul className="list-disc pl-5">
          {home.steps.map((step) => (
            <li key={`${step.code}${"year" in step ? step.year : ""}`}>{stepWords(step, messages)}</li>
          ))}
        </ul>
        {home.steps.some(({ code }) => code === "complete") && (
          <p className="mt-3">
            <LinkButton href="/teacher/certificates" tone="plain">
              {messages.certificates.toIssue}
            </LinkButton>
          </p>
        )}
      </Card>
      {home.open.length > 0 && (
        <Card title={teacher.open(home.open.length)}>
          <OpenLines entries={home.open} href={hrefOf} messages={messages} now={now} />
        </Card>
      )}
      {home.settled.length > 0 ? (
        <Card title={teacher.settled(home.settledCount)}>
          <CountedLines entries={home.settled} lines={home.balance.lines} href={hrefOf} messages={messages} />
          <p className="flex flex-wrap gap-x-6 pt-2">
            <Link href={cycle ? `/teacher/credits?cycle=${cycle}` : "/teacher/credits"} prefetch={false}>
              {teacher.all(home.settledCount)}
            </Link>
            {lostTenths > 0 && (
              <Link href={cycle ? `/teacher/credits?cycle=${cycle}` : "/teacher/credits"} prefetch={false}>
                {teacher.lost(formatTenths(lostTenths))}
              </Link>
            )}
          </p>
        </Card>
      ) : (
        <EmptyState text={teacher.none}>
          <p className="text-sm">{teacher.noneHint}</p>
        </EmptyState>
      )}
      <p className="mt-4 grid gap-3 sm:grid-cols-2">
        <LinkButton href="/teacher/credits/new">{teacher.declare}</LinkButton>
        <LinkButton href="/teacher/reports/new" tone="plain">
          {messages.reports.missing}
        </LinkButton>
      </p>
      <p className="mt-4 flex flex-wrap gap-x-6">
        <a href={`/teacher/transcript.pdf?cycle=${home.cycle.id}`} className="inline-block py-1.5">
          {messages.transcripts.link}
        </a>
        <Link href="/teacher/certificates" prefetch={false} className="inline-block py-1.5">
          {messages.certificates.title}
        </Link>
      </p>
    </div>
  );
});

function cycleLine(cycle: { name: string; toYear: number }, { teacher }: Messages, now: Date): string {
  const today = calendarDateInShanghai(now);
  const years = cycle.toYear - yearOf(today);
  // The same day of the last year, from which the days are counted; 29 February counts as the 28th.
  const anniversary = parseCalendarDate(`${cycle.toYear}${today.slice(4)}`) ?? calendarDate(`${cycle.toYear}-02-28`);
  const days = daysBetween(anniversary, calendarDate(`${cycle.toYear}-12-31`));
  return teacher.cycle(cycle.name, years < 0 ? teacher.cycleOver : teacher.yearsLeft(years, days));
}

function stepWords(step: NextStep, { credits: { nextSteps } }: Messages): string {
  switch (step.code) {
    case "do-online":
    case "online-cannot-be-made-up":
    case "earn-in-year":
    case "register-for-year":
      return nextSteps[step.code](step.year, formatTenths(step.tenths));
    case "earn-credits":
      return nextSteps["earn-credits"](formatTenths(step.tenths));
    case "complete":
    case "owes-nothing":
      return nextSteps[step.code]();
    default:
      return step satisfies never;
  }
}
