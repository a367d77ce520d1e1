import type { TeacherBalance } from "@/features/credits/read-balance";
import type { EmploymentLine, TeacherRecord } from "@/features/people/read-teacher-record";
import type { Messages } from "@/messages";
import { yearOf } from "@/rules/calendar";
import { formatTenths } from "@/rules/credits";
import { ENDS } from "@/rules/employment";
import type { Actor } from "@/server/actor";
import { businessToday } from "@/server/clock";
import { ActionForm } from "@/ui/action-form";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { ClauseLink } from "@/ui/clause-link";
import { type Fact, Facts } from "@/ui/facts";
import { DateField, Hidden, RadioGroup, TextField } from "@/ui/fields";
import { SubmitButton } from "@/ui/submit-button";
import { change, end } from "./actions";

interface RecordProps {
  record: TeacherRecord;
  balance: TeacherBalance;
  messages: Messages;
}

/** Who a teacher is, as the school keeps it, and what a school does with its own: mends, ends, moves. */
export function TeacherRecordCard({ actor, ...props }: RecordProps & { actor: Actor }) {
  const { record, messages } = props;
  const { teacherRecords: words } = messages;
  return (
    <Card title={words.record}>
      <Facts facts={factsOf(props)} />
      <h3 className="mt-3 text-sm">{words.history}</h3>
      <ul className="list-disc pl-5">
        {record.employments.map((line) => (
          <li key={line.from}>
            {line.schoolName}
            {messages.forms.colon}
            {timeOf(line, messages)}
          </li>
        ))}
      </ul>
      {record.waiting && (
        <p className="mt-2">
          {words.waiting(record.waiting.schoolName, record.waiting.lastDay)}{" "}
          {actor.role === "school" && <a href="/school/transfers">{words.waitingGo}</a>}
        </p>
      )}
      {actor.role === "school" && <Steps {...props} />}
    </Card>
  );
}

function timeOf({ from, to, ended }: EmploymentLine, { teacherRecords: words }: Messages): string {
  return to === null || ended === null ? words.since(from) : words.until(from, to, words.ended[ended]);
}

function factsOf({ record, messages }: RecordProps): Fact[] {
  const { teacherRecords: words } = messages;
  const { facts } = words;
  return [
    { name: facts.number, value: record.teacherNumber },
    { name: facts.identity, value: words.identityTail(words.identityKinds[record.identityKind], record.identityTail) },
    {
      name: facts.certificate,
      value: record.certificateNumber ?? (
        <>
          {words.noCertificate} <ClauseLink clause="N1" rule="R0" messages={messages} />
        </>
      ),
    },
    { name: facts.subject, value: record.subject ?? words.noSubject },
    {
      name: facts.duty,
      value: (
        <>
          {words.years(record.dutyYears)} <ClauseLink clause="N3.10" rule="R4" messages={messages} />
        </>
      ),
    },
    { name: facts.account, value: words.accountStates[record.account] },
  ];
}

function Steps(props: RecordProps) {
  const { record, messages } = props;
  const { teacherRecords: words, forms } = messages;
  return (
    <div className="mt-3">
      <ActionForm action={change} words={forms} prefix="change" fold={{ summary: words.change }}>
        <Hidden name="teacherId" value={String(record.id)} />
        <TextField
          name="subject"
          label={words.fields.subject}
          defaultValue={record.subject ?? undefined}
          maxLength={30}
          optional
        />
        <TextField
          name="teacherCertificate"
          label={words.fields.teacherCertificate}
          hint={words.certificateHint}
          defaultValue={record.certificateNumber ?? undefined}
          inputMode="numeric"
          maxLength={30}
          optional
        />
        <p className="mb-3 text-sm text-soft">{words.changeHint}</p>
        <SubmitButton tone="plain">{words.changeButton}</SubmitButton>
      </ActionForm>
      {record.onPost && !record.waiting && (
        <>
          <End {...props} />
          <p className="mt-3">
            <LinkButton href={`/school/teachers/${record.id}/transfer`} tone="plain">
              {words.move}
            </LinkButton>
          </p>
        </>
      )}
    </div>
  );
}

/** What leaving means, in numbers, before it is done. */
function End({ record, balance: { balance }, messages }: RecordProps) {
  const { teacherRecords: words, forms } = messages;
  const today = businessToday();
  const lines = [
    words.endBalance(formatTenths(balance.totalTenths), formatTenths(balance.requiredTotalTenths)),
    words.endOpen(record.openEntries),
    words.endAccount,
    ...(record.administers ? [words.administers] : []),
    words.endUndo,
  ];
  return (
    <ActionForm action={end} words={forms} prefix="end" fold={{ summary: words.end, danger: true }}>
      <p>{words.endHint}</p>
      <ul className="mb-3 list-disc pl-5 text-sm">
        <li>
          {words.endLast(yearOf(today))} <ClauseLink clause="S" rule="R0" messages={messages} />
        </li>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Hidden name="teacherId" value={String(record.id)} />
      <RadioGroup
        name="how"
        label={words.fields.how}
        choices={ENDS.map((how) => ({ value: how, label: words.ends[how] }))}
      />
      <DateField name="leavingDay" label={words.fields.leavingDay} max={today} />
      <SubmitButton tone="danger">{words.endButton}</SubmitButton>
    </ActionForm>
  );
}
