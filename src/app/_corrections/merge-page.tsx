import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";
import type { PageInput } from "@/app/_access/role-page";
import type { MergeableRecord, MergeCase } from "@/features/people/merge-records";
import { type FoundRecord, findRecords, MergeQuery, MOST_FOUND, previewMerge } from "@/features/people/read-merges";
import { readTeacherName } from "@/features/people/read-teacher-name";
import type { Messages } from "@/messages";
import { formatTenths } from "@/rules/credits";
import type { Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { Facts } from "@/ui/facts";
import { CheckboxField, Hidden, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SearchForm } from "@/ui/search-form";
import { SubmitButton } from "@/ui/submit-button";
import { merge } from "./merge-actions";

const TeacherId = z.coerce.number().int().positive().max(2_147_483_647);

/** Merges a person's second record into this one: finds the other, shows both and what follows, and asks once more. */
export async function mergePage(actor: Actor, { params, searchParams }: PageInput) {
  const id = TeacherId.safeParse((await params).id);
  if (!id.success) notFound();
  const { q, with: other } = MergeQuery.parse(await searchParams);
  const [messages, name] = await Promise.all([currentMessages(), readTeacherName(actor, id.data)]);
  const { corrections: words, shell } = messages;
  const here = `/city/teachers/${id.data}`;
  return (
    <>
      <PageTitle
        title={words.mergeTitle(name)}
        lead={words.mergeLead}
        crumbs={[
          { href: "/city/teachers", text: shell.nav.teachers },
          { href: here, text: name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      {other ? (
        <Comparison of={await previewMerge(actor, id.data, other)} messages={messages} />
      ) : (
        <>
          <SearchForm label={words.findOther} value={q ?? name} submitText={words.find} />
          <Found records={await findRecords(actor, id.data, q ?? name)} here={here} messages={messages} />
        </>
      )}
    </>
  );
}

function Found({ records, here, messages }: { records: readonly FoundRecord[]; here: string; messages: Messages }) {
  const { corrections: words } = messages;
  const { facts } = words;
  return (
    <>
      <DataTable
        caption={words.merged}
        columns={[
          { key: "name", header: facts.name, heading: true, cell: (row) => row.name },
          { key: "number", header: facts.number, cell: (row) => row.teacherNumber },
          { key: "document", header: facts.document, cell: (row) => `…${row.identityTail}` },
          { key: "school", header: facts.school, cell: (row) => row.schoolName },
          {
            key: "pick",
            header: "",
            cell: (row) => (
              <a href={`${here}/merge?with=${row.id}`} aria-label={`${words.pick} ${row.name} ${row.teacherNumber}`}>
                {words.pick}
              </a>
            ),
          },
        ]}
        rows={records}
        rowKey={(row) => row.id}
        empty={<EmptyState text={words.foundNone} />}
      />
      {records.length === MOST_FOUND && <p className="mt-2 text-sm text-soft">{words.foundMost}</p>}
    </>
  );
}

function Comparison({ of, messages }: { of: MergeCase; messages: Messages }) {
  const { kept, merged, violations } = of;
  const { corrections: words } = messages;
  return (
    <>
      <p className="mb-3 flex flex-wrap gap-x-6">
        <a href={`/city/teachers/${merged.id}/merge?with=${kept.id}`}>{words.swap}</a>
        <a href={`/city/teachers/${kept.id}/merge`}>{words.otherOne}</a>
      </p>
      <div className="grid items-start gap-x-4 lg:grid-cols-2">
        <RecordFacts title={words.kept} record={kept} cycles={of.cycles} messages={messages} />
        <RecordFacts title={words.merged} record={merged} cycles={of.cycles} messages={messages} />
      </div>
      {violations.length > 0 ? (
        <Banner tone="bad" title={words.against}>
          <ul>
            {violations.map((violation) => (
              <li key={`${violation.code} ${violation.params?.title ?? ""}`}>{said(violation, messages)}</li>
            ))}
          </ul>
        </Banner>
      ) : (
        <>
          {kept.name !== merged.name && <Banner tone="warn">{words.namesDiffer}</Banner>}
          <Effects of={of} messages={messages} />
          <MergeForm keptId={kept.id} mergedId={merged.id} messages={messages} />
        </>
      )}
    </>
  );
}

const said = ({ code, params }: Violation, { violations }: Messages) => violations[code](params ?? {});

function RecordFacts({
  title,
  record,
  cycles,
  messages: { corrections: words },
}: {
  title: string;
  record: MergeableRecord;
  cycles: MergeCase["cycles"];
  messages: Messages;
}) {
  const { facts } = words;
  const { entries } = record;
  const lines = (nodes: readonly ReactNode[]) => (nodes.length === 0 ? words.none : nodes);
  const balances = cycles.flatMap(({ cycleId, cycleName }) => {
    const balance = record.balances.find((one) => one.cycleId === cycleId);
    if (!balance) return [];
    const value = words.balance(formatTenths(balance.totalTenths), formatTenths(balance.onlineTenths));
    return [{ name: facts.credits(cycleName), value }];
  });
  return (
    <Card title={title} aside={<a href={`/city/teachers/${record.id}`}>{record.teacherNumber}</a>}>
      <Facts
        facts={[
          { name: facts.name, value: record.name },
          { name: facts.number, value: record.teacherNumber },
          { name: facts.document, value: `${words.documents[record.document.kind]} ${record.document.masked}` },
          { name: facts.certificate, value: record.certificateNumber ?? words.none },
          { name: facts.school, value: record.schoolName },
          {
            name: facts.employments,
            value: lines(
              record.employments.map(({ schoolName, from, to }) => (
                <Employment key={from} school={schoolName} from={from} to={to} words={words} />
              )),
            ),
          },
          { name: facts.accounts, value: record.accounts.map(({ login }) => login).join(" ") || words.none },
          ...balances,
          { name: facts.entries, value: words.entries(entries.posted, entries.open, entries.ended) },
        ]}
      />
    </Card>
  );
}

/** Days stay in one piece where the line is short. */
function Employment({
  school,
  from,
  to,
  words,
}: {
  school: string;
  from: string;
  to: string | null;
  words: Messages["corrections"];
}) {
  return (
    <span className="block">
      {school} <span className="whitespace-nowrap text-soft">{words.time(from, to)}</span>
    </span>
  );
}

function Effects({ of, messages }: { of: MergeCase; messages: Messages }) {
  const { corrections: words } = messages;
  const { kept, merged, united, cycles } = of;
  const { posted, postedTenths, open, ended } = merged.entries;
  const names = new Map([...kept.employments, ...merged.employments].map((one) => [one.schoolId, one.schoolName]));
  const keeps = kept.accounts.some(({ kind }) => kind === "teacher");
  return (
    <Card title={words.effects}>
      <ul className="list-disc space-y-1 pl-5">
        {posted > 0 && <li>{words.effectPosted(posted, formatTenths(postedTenths))}</li>}
        {open + ended > 0 && <li>{words.effectOther(open + ended)}</li>}
        {cycles.map(({ cycleId, cycleName, joint }) => {
          const before = kept.balances.find((one) => one.cycleId === cycleId)?.totalTenths ?? 0;
          if (!joint || joint.totalTenths === before) return null;
          return (
            <li key={cycleId}>
              {words.effectBalance(cycleName, formatTenths(before), formatTenths(joint.totalTenths))}
            </li>
          );
        })}
        <li>
          {words.effectEmployments}
          {(united ?? []).map(({ schoolId, from, to }) => (
            <Employment key={from} school={names.get(schoolId) ?? ""} from={from} to={to} words={words} />
          ))}
        </li>
        {merged.accounts.map(({ login, kind, teachesOnly }) => (
          <li key={`${kind} ${login}`}>
            {keeps && kind === "teacher" && teachesOnly ? words.effectDisabled(login) : words.effectMoved(login)}
          </li>
        ))}
        {merged.validCertificates > 0 && <li>{words.effectCertificates(merged.validCertificates)}</li>}
      </ul>
    </Card>
  );
}

function MergeForm({ keptId, mergedId, messages }: { keptId: number; mergedId: number; messages: Messages }) {
  const { corrections: words, forms } = messages;
  return (
    <Card title={words.merge}>
      <ActionForm action={merge} words={forms}>
        <Hidden name="keptId" value={String(keptId)} />
        <Hidden name="mergedId" value={String(mergedId)} />
        <TextArea
          name="mergeReason"
          label={words.fields.mergeReason}
          hint={words.reasonLabelHint}
          maxLength={500}
          rows={2}
        />
        <CheckboxField name="sure" label={words.sureLabel} />
        <SubmitButton tone="danger">{words.doMerge}</SubmitButton>
      </ActionForm>
    </Card>
  );
}
