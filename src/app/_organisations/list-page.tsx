import { listHref } from "@/app/_review/list-href";
import {
  listCounties,
  listOrganisations,
  OrganisationQuery,
  type OrganisationRow,
} from "@/features/organisations/list-organisations";
import type { Messages } from "@/messages";
import { ORGANISATION_KINDS } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { currentMessages } from "@/server/locale";
import { LinkButton } from "@/ui/button";
import { type Column, DataTable } from "@/ui/data-table";
import { EmptyState } from "@/ui/empty-state";
import { PageTitle } from "@/ui/page-title";
import { Pagination } from "@/ui/pagination";
import { SearchForm, SearchSelect } from "@/ui/search-form";
import { Tag } from "@/ui/tag";
import { deskBase } from "./places";

/** The places that an office keeps; each leads to who acts for it. */
export async function organisationsPage(
  actor: Actor,
  searchParams: Promise<Record<string, string | string[] | undefined>>,
) {
  const base = deskBase(actor.role);
  const query = OrganisationQuery.parse(await searchParams);
  const isCity = actor.role === "city";
  const [messages, page, counties] = await Promise.all([
    currentMessages(),
    listOrganisations(actor, query),
    isCity ? listCounties(actor) : [],
  ]);
  const { organisations: words } = messages;
  const filters = { q: query.q, kind: query.kind, county: query.county?.toString() };
  return (
    <>
      <PageTitle
        title={words.title}
        lead={isCity ? words.leadCity : words.leadCounty}
        actions={
          <>
            <LinkButton href={`${base}/new?kind=school`}>{words.addSchool}</LinkButton>
            <LinkButton href={`${base}/new?kind=office`} tone="plain">
              {words.addOffice}
            </LinkButton>
          </>
        }
      />
      <SearchForm label={words.search} value={query.q} submitText={words.find}>
        <SearchSelect
          name="kind"
          label={words.kind}
          value={query.kind}
          all={words.everyKind}
          choices={ORGANISATION_KINDS.filter((kind) => isCity || kind !== "city").map((kind) => ({
            value: kind,
            label: words.kinds[kind],
          }))}
        />
        {isCity && (
          <SearchSelect
            name="county"
            label={words.superior}
            value={filters.county}
            all={words.everySuperior}
            choices={[
              { value: "direct", label: words.cityDirect },
              ...counties.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
        )}
      </SearchForm>
      <DataTable
        caption={words.title}
        columns={columns(base, isCity, messages)}
        rows={page.places}
        rowKey={({ id }) => id}
        count={words.count(page.count)}
        empty={
          <EmptyState text={words.none}>
            <a href={base}>{words.all}</a>
          </EmptyState>
        }
      />
      <Pagination
        firstHref={query.after ? listHref(base, filters) : null}
        nextHref={page.next ? listHref(base, { ...filters, after: String(page.next) }) : null}
        messages={messages}
      />
    </>
  );
}

function columns(base: string, superiors: boolean, messages: Messages): Column<OrganisationRow>[] {
  const { organisations: words } = messages;
  const { columns: names } = words;
  return [
    {
      key: "name",
      header: names.name,
      heading: true,
      cell: ({ id, name, oldName }) => (
        <>
          <a href={`${base}/${id}`}>{name}</a>
          {oldName && <span className="block text-soft text-sm">{words.oldName(oldName)}</span>}
        </>
      ),
    },
    { key: "kind", header: names.kind, cell: ({ kind }) => words.kinds[kind] },
    {
      key: "code",
      header: names.code,
      cell: ({ kind, code, oldCode }) => (
        <span className="whitespace-nowrap">
          {kind === "school" && code}
          {oldCode && <span className="block text-soft text-sm">{words.oldCode(oldCode)}</span>}
        </span>
      ),
    },
    ...(superiors
      ? [
          {
            key: "superior",
            header: names.superior,
            cell: ({ kind, countyName }: OrganisationRow) =>
              kind === "city" || kind === "county" ? null : (countyName ?? words.cityDirect),
          },
        ]
      : []),
    {
      key: "accounts",
      header: names.accounts,
      numeric: true,
      cell: ({ accounts, closedOn }) =>
        accounts === 0 && !closedOn ? <Tag tone="warn">{words.noAccount}</Tag> : accounts,
    },
    {
      key: "state",
      header: names.state,
      cell: ({ closedOn }) => (closedOn ? <Tag shape="ban">{words.closedOn(closedOn)}</Tag> : words.open),
    },
  ];
}
