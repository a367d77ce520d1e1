import { z } from "zod";
import { listCounties } from "@/features/organisations/list-organisations";
import { type OrganisationView, type PlaceAccount, readOrganisation } from "@/features/organisations/read-organisation";
import type { Messages } from "@/messages";
import { ROLE_AT } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { businessNow } from "@/server/clock";
import { currentMessages } from "@/server/locale";
import { Banner } from "@/ui/banner";
import { LinkButton } from "@/ui/button";
import { Card } from "@/ui/card";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { type Fact, Facts } from "@/ui/facts";
import { PageTitle } from "@/ui/page-title";
import { AccountState } from "./account-state";
import { ChangeForm, CloseForm, GiveForm } from "./organisation-forms";
import { PastCard } from "./past-card";
import { numberIn } from "./place-number";
import { deskBase } from "./places";

const Query = z.object({
  done: z.enum(["added", "changed", "closed", "merged", "given", "ended"]).optional().catch(undefined),
});

/** One place: what it is, who acts for it, what it was. */
export async function organisationPage(
  actor: Actor,
  params: Promise<Record<string, string>>,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const id = await numberIn(params);
  const { done } = Query.parse(await searchParams);
  const base = deskBase(actor.role);
  const now = businessNow();
  const [messages, view, counties] = await Promise.all([
    currentMessages(),
    readOrganisation(actor, id),
    actor.role === "city" ? listCounties(actor) : null,
  ]);
  const { organisations: words, shell } = messages;
  const { place, kept, accounts } = view;
  const isOpen = place.closedOn === null;
  return (
    <>
      <PageTitle
        title={place.name}
        crumbs={[{ href: base, text: words.title }]}
        crumbsLabel={shell.breadcrumbs}
        actions={isOpen && <LinkButton href={`${base}/${id}/account`}>{words.addAccount}</LinkButton>}
      />
      {done && <Banner tone="good">{words.done[done]}</Banner>}
      {/* On a phone, who acts for the place comes before what can be changed of it. */}
      <div className="grid grid-cols-1 items-start gap-x-4 lg:grid-cols-[26rem_minmax(0,1fr)] lg:grid-rows-[auto_1fr]">
        <Card title={words.about}>
          <Facts facts={factsOf(view, base, messages)} />
        </Card>
        <div className="lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <Card title={words.accounts}>
            <DataTable
              caption={words.accounts}
              columns={accountColumns(base, now, messages)}
              rows={accounts}
              rowKey={(account) => account.id}
              empty={<EmptyState text={words.noAccounts}>{isOpen && words.noAccountsHint}</EmptyState>}
            />
            {isOpen && <GiveForm place={place} role={words.roles[ROLE_AT[place.kind]]} messages={messages} />}
          </Card>
          <PastCard view={view} messages={messages} />
        </div>
        {kept && isOpen && (
          <div>
            <ChangeForm place={place} counties={counties} messages={messages} />
            {place.kind === "school" && (
              <p className="mt-2 rounded-md border border-line bg-paper px-3 py-2">
                <a href={`${base}/${id}/merge`}>{words.merge}</a>
              </p>
            )}
            {(place.kind === "school" || place.kind === "office") && (
              <CloseForm
                place={place}
                teachers={view.teachers}
                accounts={view.accounts.filter(({ disabledAt }) => disabledAt === null).length}
                messages={messages}
              />
            )}
          </div>
        )}
      </div>
    </>
  );
}

function factsOf({ place, teachers, parts }: OrganisationView, base: string, messages: Messages): Fact[] {
  const { organisations: words, statistics, projects } = messages;
  const { facts: names } = words;
  const isSchool = place.kind === "school";
  const facts: (Fact | false)[] = [
    { name: names.kind, value: words.kinds[place.kind] },
    isSchool && { name: names.code, value: place.code },
    place.stage !== null && { name: names.stage, value: statistics.stages[place.stage] },
    place.office !== null && { name: names.duty, value: projects.officeDuties[place.office] },
    (isSchool || place.kind === "office") && { name: names.superior, value: place.countyName ?? words.cityDirect },
    isSchool && { name: names.isPrivate, value: place.isPrivate ? words.private : words.public },
    isSchool && { name: names.teachers, value: words.teachersCount(teachers) },
    { name: names.state, value: stateOf(place, base, messages) },
    parts.length > 0 && {
      name: names.parts,
      value: parts.map(({ id, name, closedOn }) => (
        <span key={id} className="block">
          <a href={`${base}/${id}`}>{name}</a> {closedOn}
        </span>
      )),
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function stateOf(
  { closedOn, mergedInto }: OrganisationView["place"],
  base: string,
  { organisations: words }: Messages,
) {
  if (!closedOn) return words.open;
  if (!mergedInto) return words.closedOn(closedOn);
  return <a href={`${base}/${mergedInto.id}`}>{words.mergedInto(mergedInto.name, closedOn)}</a>;
}

function accountColumns(base: string, now: Date, messages: Messages): Column<PlaceAccount>[] {
  const { accountColumns: names } = messages.organisations;
  return [
    {
      key: "name",
      header: names.name,
      heading: true,
      cell: ({ id, name }) => <a href={`${base}/accounts/${id}`}>{name}</a>,
    },
    { key: "login", header: names.login, cell: ({ loginName }) => <span className="break-all">{loginName}</span> },
    {
      key: "state",
      header: names.state,
      cell: (account) => <AccountState account={account} now={now} messages={messages} />,
    },
  ];
}
