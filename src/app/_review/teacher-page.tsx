import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { CertificatesCard } from "@/app/_certificates/staff-card";
import { MergedNotice, RecordHistory } from "@/app/_corrections/record-history";
import { TeacherPassword } from "@/app/_organisations/teacher-password";
import { BalanceCard } from "@/app/_parts/balance-card";
import { CycleQuery } from "@/app/_parts/cycle-query";
import { CycleSwitch } from "@/app/_parts/cycle-switch";
import { CountedLines, EndedLines, OpenLines } from "@/app/_parts/entry-lines";
import { TeacherRecordCard } from "@/app/_teachers/record-card";
import { RecordDone, RecordQuery } from "@/app/_teachers/record-done";
import { listCertificates } from "@/features/certificates/list-certificates";
import { readBalance } from "@/features/credits/read-balance";
import { readTeacherRecord } from "@/features/people/read-teacher-record";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { NotFound } from "@/server/errors";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";

const TeacherId = z.coerce.number().int().positive().max(2_147_483_647);

/** One teacher as staff see them: the balance as the teacher sees it, and every entry behind it. */
export async function teacherPage(
  actor: Actor,
  { entries, teachers }: { entries: string; teachers: string },
  params: Promise<Record<string, string>>,
  searchParams: PageInput["searchParams"] = Promise.resolve({}),
) {
  const id = TeacherId.safeParse((await params).id);
  if (!id.success) notFound();
  const now = businessNow();
  const { done } = RecordQuery.parse(await searchParams);
  const [messages, all, record, certificates] = await Promise.all([
    currentMessages(),
    readBalance(actor, id.data, "all", now, CycleQuery.parse(await searchParams).cycle),
    readTeacherRecord(actor, id.data, now).catch(noneElsewhere),
    listCertificates(actor, id.data),
  ]);
  const { staff, shell, teacher: words } = messages;
  const href = (entryId: string) => `${entries}/${entryId}`;
  return (
    <>
      <PageTitle
        title={staff.teacherTitle(all.teacher.name)}
        lead={all.teacher.schoolName}
        crumbs={[{ href: teachers, text: shell.nav.teachers }]}
        crumbsLabel={shell.breadcrumbs}
        actions={
          <>
            <a href={`${teachers}/${all.teacher.id}/transcript.pdf?cycle=${all.cycle.id}`} className="py-2.5">
              {messages.transcripts.link}
            </a>
            {actor.role === "school" && (
              <LinkButton href={`${entries}/new?teacher=${all.teacher.id}`}>{staff.register}</LinkButton>
            )}
          </>
        }
      />
      {record && <RecordDone done={done} record={record} messages={messages} />}
      <CycleSwitch
        cycles={all.cycles}
        current={all.cycle.id}
        href={(cycle) => `${teachers}/${all.teacher.id}?cycle=${cycle.id}`}
        messages={messages}
      />
      <MergedNotice actor={actor} teacherId={all.teacher.id} messages={messages} />
      <div className="grid items-start gap-4 lg:grid-cols-[26rem_minmax(0,1fr)]">
        <div>
          <BalanceCard of={all} messages={messages} heading="h2" />
          {record && <TeacherRecordCard actor={actor} record={record} balance={all} messages={messages} />}
          <RecordHistory actor={actor} teacherId={all.teacher.id} messages={messages} />
          <CertificatesCard lines={certificates} role={actor.role} messages={messages} />
          <TeacherPassword actor={actor} teacherId={all.teacher.id} />
        </div>
        <div>
          {all.open.length > 0 && (
            <Card title={words.open(all.open.length)}>
              <OpenLines entries={all.open} href={href} messages={messages} now={now} />
            </Card>
          )}
          {all.settled.length > 0 ? (
            <Card title={words.settled(all.settledCount)}>
              <CountedLines entries={all.settled} lines={all.balance.lines} href={href} messages={messages} />
            </Card>
          ) : (
            <EmptyState text={words.none} />
          )}
          {all.ended.length > 0 && (
            <Card title={words.ended(all.ended.length)}>
              <EndedLines entries={all.ended} href={href} messages={messages} />
            </Card>
          )}
        </div>
      </div>
    </>
  );
}

/** Who has left for another school may still have credits to be decided here; the record is that school's. */
function noneElsewhere(error: unknown): null {
  if (error instanceof NotFound) return null;
  throw error;
}
