import { z } from "zod";
import type { CalendarDate } from "@/rules/calendar";
import { ORGANISATION_KINDS, type OrganisationKind } from "@/rules/organisation-desk";
import type { Actor } from "@/server/actor";
import { authorize } from "@/server/authorize";
import { transaction } from "@/server/db";
import { sql } from "@/server/sql";

const id = z.coerce.number().int().positive().max(2_147_483_647);

/** Search, filter and place of a page of the list, as they stand in the URL; what makes no sense there is ignored. */
export const OrganisationQuery = z.object({
  /** A name or a code, of now or of before. */
  q: z.string().trim().max(60).optional().catch(undefined),
  kind: z.enum(ORGANISATION_KINDS).optional().catch(undefined),
  /** «direct»: under the city itself. */
  county: z
    .union([z.literal("direct"), id])
    .optional()
    .catch(undefined),
  /** Behind this one. */
  after: id.optional().catch(undefined),
});
export type OrganisationQuery = z.output<typeof OrganisationQuery>;

export interface OrganisationRow {
  id: number;
  kind: OrganisationKind;
  name: string;
  code: string | null;
  /** By which it was found, where the present code isn't it. */
  oldCode: string | null;
  /** The same of the name. */
  oldName: string | null;
  countyName: string | null;
  closedOn: CalendarDate | null;
  /** Who can act for it. */
  accounts: number;
}

const PAGE = 50;
const LIKE_SIGNS = /[\\%_]/g;

/** The places of the actor's desk, by kind and name; a county's own office first. */
export async function listOrganisations(
  actor: Actor,
  query: OrganisationQuery,
): Promise<{ places: OrganisationRow[]; count: number; next: number | null }> {
  authorize(actor, "organisation:manage");
  const { cityId, organisationId } = actor;
  const word = (query.q ?? "").normalize("NFKC").replace(/\s+/g, "").replace(LIKE_SIGNS, "\\$&");
  const { kind, county, after } = query;
  const within = actor.role === "city" ? sql`true` : sql`(o.county_id = ${organisationId} or o.id = ${organisationId})`;
  const found = sql`
    from organisations o
    left join lateral (
      select p.code, p.name from organisation_pasts p where p.city_id = o.city_id and p.organisation_id = o.id
        and (p.code like ${`${word}%`} or p.name ilike ${`%${word}%`}) order by p.until desc, p.id desc limit 1
    ) past on ${word !== ""}
    where o.city_id = ${cityId} and ${within}
      ${word === "" ? sql`` : sql`and (o.name ilike ${`%${word}%`} or o.code like ${`${word}%`} or past.name is not null)`}
      ${kind === undefined ? sql`` : sql`and o.kind = ${kind}::organisation_kind`}
      ${county === undefined ? sql`` : county === "direct" ? sql`and o.county_id is null` : sql`and o.county_id = ${county}`}`;
  return transaction(actor, async (tx) => {
    const [places, counted] = await Promise.all([
      tx.rows<OrganisationRow>(sql`
        select f.*, c.name as "countyName", (select count(distinct a.id)::int from account_roles r
            join accounts a on a.city_id = r.city_id and a.id = r.account_id and a.disabled_at is null
            where r.city_id = ${cityId} and r.organisation_id = f.id and r.role not in ('teacher', 'platform')) as accounts
        from (
          select o.id, o.kind, o.name, o.code, o.county_id, o.closed_on as "closedOn", nullif(past.code, o.code) as "oldCode",
            nullif(past.name, o.name) as "oldName"
          ${found}
          ${after === undefined ? sql`` : sql`and (o.kind, o.name, o.id) > (select l.kind, l.name, l.id from organisations l where l.city_id = ${cityId} and l.id = ${after})`}
          order by o.kind, o.name, o.id limit ${PAGE + 1}
        ) f left join organisations c on c.city_id = ${cityId} and c.id = f.county_id
        order by f.kind, f.name, f.id`),
      tx.first<{ count: number }>(sql`select count(*)::int as count ${found}`),
    ]);
    const shown = places.slice(0, PAGE);
    return {
      places: shown,
      count: counted?.count ?? 0,
      next: places.length > PAGE ? (shown.at(-1)?.id ?? null) : null,
    };
  });
}

/** The counties of the city, for whoever chooses a superior. */
export function listCounties(actor: Actor): Promise<{ id: number; name: string }[]> {
  authorize(actor, "organisation:manage");
  return transaction(actor, (tx) =>
    tx.rows(
      sql`select id, name from organisations where city_id = ${actor.cityId} and kind = 'county' and closed_on is null order by code, id`,
    ),
  );
}
