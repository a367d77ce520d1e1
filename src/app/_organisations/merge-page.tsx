import { notFound } from "next/navigation";
import { z } from "zod";
import { listOrganisations, type OrganisationRow } from "@/features/organisations/list-organisations";
import { type MergeFacts, readMerge } from "@/features/organisations/merge-school";
import { readOrganisation } from "@/features/organisations/read-organisation";
import type { Messages } from "@/messages";
import type { Actor } from "@/server/actor";
import { businessToday } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { ActionForm } from "@/ui/action-form";
import { Banner } from "@/ui/banner";
import { Card } from "@/ui/card";
import { Facts } from "@/ui/facts";
import { CheckboxField, DateField, Hidden, TextArea } from "@/ui/fields";
import { PageTitle } from "@/ui/page-title";
import { SearchForm } from "@/ui/search-form";
import { SubmitButton } from "@/ui/submit-button";
import { merge } from "./actions";
import { numberIn, optionalNumber } from "./place-number";
import { deskBase } from "./places";

const Query = z.object({ q: z.string().trim().max(60).optional().catch(undefined), into: optionalNumber });

/** Two schools become one: the other is looked for first, then it is said what moves and what is open. */
export async function mergePage(
  actor: Actor,
  params: Promise<Record<string, string>>,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const id = await numberIn(params);
  const { q, into } = Query.parse(await searchParams);
  const base = deskBase(actor.role);
  const [messages, { place, kept }, facts, found] = await Promise.all([
    currentMessages(),
    readOrganisation(actor, id),
    into === undefined ? null : readMerge(actor, id, into),
    q && into === undefined ? listOrganisations(actor, { q, kind: "school" }) : null,
  ]);
  if (!kept || place.kind !== "school" || place.closedOn || into === id || facts?.into.closedOn) notFound();
  const { organisations: words, shell } = messages;
  const here = `${base}/${id}/merge`;
  return (
    <div className="mx-auto max-w-2xl">
      <PageTitle
        title={facts ? words.mergeInto(place.name, facts.into.name) : words.mergeTitle(place.name)}
        lead={facts ? undefined : words.mergeLead}
        crumbs={[
          { href: base, text: words.title },
          { href: `${base}/${id}`, text: place.name },
        ]}
        crumbsLabel={shell.breadcrumbs}
      />
      <Card>
        {facts ? (
          <MergeForm facts={facts} here={here} messages={messages} />
        ) : (
          <>
            <SearchForm label={words.mergeSearch} value={q} submitText={words.find} />
            {found && (
              <Found
                schools={found.places.filter((one) => one.id !== id && one.closedOn === null)}
                here={here}
                messages={messages}
              />
            )}
          </>
        )}
      </Card>
    </div>
  );
}

function Found({
  schools,
  here,
  messages: { organisations: words },
}: {
  schools: readonly OrganisationRow[];
  here: string;
  messages: Messages;
}) {
  return (
    <>
      <p role="status">{schools.length > 0 ? words.mergeChoose : words.mergeNone}</p>
      <ul className="divide-y divide-line">
        {schools.map(({ id, name, code, countyName }) => (
          <li key={id}>
            <a href={`${here}?into=${id}`} className="block py-2.5">
              {name}
              <span className="block text-sm text-soft">
                {code} · {countyName ?? words.cityDirect}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}

function MergeForm({ facts, here, messages }: { facts: MergeFacts; here: string; messages: Messages }) {
  const { organisations: words, forms } = messages;
  const { mergeFacts: names } = words;
  const today = businessToday();
  return (
    <>
      <Facts
        facts={[
          { name: names.teachers, value: words.teachersCount(facts.teachers) },
          { name: names.openEntries, value: words.entriesCount(facts.openEntries) },
          { name: names.openTables, value: words.tablesCount(facts.openTables) },
          { name: names.accounts, value: words.accountsCount(facts.accounts) },
          { name: names.successors, value: words.accountsCount(facts.successors) },
        ]}
      />
      <p className="my-3">{words.mergeEffect(facts.school.name, facts.into.name)}</p>
      {facts.successors === 0 && <Banner tone="warn">{words.noSuccessors}</Banner>}
      <ActionForm action={merge} words={forms}>
        <Hidden name="placeId" value={String(facts.school.id)} />
        <Hidden name="into" value={String(facts.into.id)} />
        <DateField name="day" label={words.mergeDay} hint={words.mergeDayHint} defaultValue={today} max={today} />
        <TextArea name="why" label={words.fields.why} hint={words.whyHint} maxLength={500} rows={2} />
        <CheckboxField name="sure" label={words.mergeSure} />
        <SubmitButton tone="danger">{words.mergeSubmit}</SubmitButton>
      </ActionForm>
      <p className="mt-3">
        <a href={here}>{words.otherSchool}</a>
      </p>
    </>
  );
}
