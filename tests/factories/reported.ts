import type { Actor } from "@/server/actor";
import { one, owner } from "./owner";

/** A table that an administrator's school has reported, as it stands in the database. */
export async function aReportedTable(
  actor: Actor,
  source: "mooc" | "degree" = "mooc",
  status: "reported" | "returned" = "reported",
): Promise<void> {
  const { cityId, organisationId, accountId } = actor;
  const client = await owner();
  await client.query("begin");
  const { id } = await one<{ id: string }>(
    `insert into summary_tables
       (city_id, id, round_id, source, unit_id, county_id, number, status, version, closed_by_account_id, closed_at)
     select o.city_id, gen_random_uuid(), r.id, $3::credit_source, o.id, o.county_id, 1, $5::summary_status, $6, $4, now()
     from organisations o join registration_rounds r on r.city_id = o.city_id and r.from_year = 2016
     where o.city_id = $1 and o.id = $2 returning id`,
    [cityId, organisationId, source, accountId, status, status === "reported" ? 1 : 2],
  );
  await client.query(
    `insert into summary_copies (city_id, table_id, seq, sealed, hash, lines, credits_tenths)
     values ($1, $2, 1, '\\x00', decode(repeat('00', 32), 'hex'), 1, 240)`,
    [cityId, id],
  );
  const tell = (seq: number, action: string, toStatus: string) =>
    client.query(
      `insert into summary_events (city_id, table_id, seq, action, to_status, account_id, role, organisation_id, at)
       values ($1, $2, $3, $4::summary_action, $5::summary_status, $6, 'school', $7, now())`,
      [cityId, id, seq, action, toStatus, accountId, organisationId],
    );
  await tell(1, "close", "reported");
  if (status === "returned") await tell(2, "take_back", "returned");
  await client.query("commit");
}
