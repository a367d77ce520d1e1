import { randomUUID } from "node:crypto";
import { notFound } from "next/navigation";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import { findReceivingSchools, ReceivingQuery, type ReceivingSchool } from "@/features/people/find-receiving-schools";
import { readTeacherRecord, type TeacherRecord } from "@/features/people/read-teacher-record";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessNow, businessToday } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Card } from "@/ui/card";
import { DateField, Hidden, RadioGroup } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SearchForm } from "@/ui/search-form";
import { SubmitButton } from "@/ui/submit-button";
import { ask } from "./actions";

const TeacherId = z.coerce.number().int().positive().max(2_147_483_647);
const Query = z.object({ q: ReceivingQuery });

/** Asks another school to take a teacher over: the school first, then the day, and what it means. */
export async function transferPage(actor: Actor, { params, searchParams }: PageInput) {
  const id = TeacherId.safeParse((await params).id);
  if (!id.success) notFound();
  const { q } = Query.parse(await searchParams);
  const [messages, record, schools] = await Promise.all([
    currentMessages(),
    readTeacherRecord(actor, id.data, businessNow()),
    findReceivingSchools(actor, q),
  ]);
  const { teacherRecords: words, shell } = messages;
  const back = `/school/teachers/${record.id}`;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={words.moveTitle(record.name)}
        lead={words.moveLead}
        crumbs={[
          { href: "/school/teachers", text: shell.nav.teachers },
          { href: back, text: record.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        <SearchForm label={words.moveFind} value={q || undefined} submitText={words.moveFindButton} />
        {q === "" && <p className="text-soft">{words.moveChoose}</p>}
        {q !== "" && schools.length === 0 && <p>{words.moveNone}</p>}
        {schools.length > 0 && <Ask record={record} schools={schools} messages={messages} />}
      </Card>
    </div>
  );
}

function Ask({
  record,
  schools,
  messages: { teacherRecords: words, forms },
}: {
  record: TeacherRecord;
  schools: readonly ReceivingSchool[];
  messages: Messages;
}) {
  const [only, another] = schools;
  return (
    <ActionForm action={ask} words={forms}>
      <Hidden name="transferId" value={randomUUID()} />
      <Hidden name="teacherId" value={String(record.id)} />
      <RadioGroup
        name="toSchool"
        label={words.fields.toSchool}
        defaultValue={only && !another ? String(only.id) : undefined}
        choices={schools.map(({ id, name, code, countyName }) => ({
          value: String(id),
          label: name,
          hint: `${code} · ${words.moveCounty(countyName)}`,
        }))}
      />
      <DateField name="leavingDay" label={words.fields.leavingDay} max={businessToday()} />
      <p>{words.moveEffect}</p>
      <ul className="mb-3 list-disc pl-5 text-sm">
        {words.moveEffects(record.openEntries).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {record.administers && <li>{words.administers}</li>}
      </ul>
      <SubmitButton>{words.moveButton}</SubmitButton>
    </ActionForm>
  );
}
