import type { ClientBase } from "pg";
import type { Staff } from "./accounts";
import { CITY, type Places } from "./places";
import { insert } from "./write";

/** What was before: a school that got another type, and with it another code; and one that has become a part of another. */

const GROWN = { name: "原阳县祝楼乡中学", before: "原阳县祝楼乡中心学校", code: "2141001019", until: "2017-08-31" };
const MERGED = { name: "原阳县西街小学", code: "2141001035", into: "原阳县实验小学", on: "2018-08-31" };

export async function tellPasts(client: ClientBase, { schools, offices }: Places, team: Staff): Promise<void> {
  const named = (name: string) => {
    const found = schools.find((school) => school.name === name);
    if (!found) throw new Error(`there is no ${name}`);
    return found;
  };
  const grown = named(GROWN.name);
  const into = named(MERGED.into);
  const last = Math.max(
    ...[...Object.values(offices), ...schools].flatMap((place) => ("id" in place ? [place.id] : [])),
  );
  const merged = {
    city_id: CITY.id,
    id: last + 1,
    kind: "school",
    code: MERGED.code,
    name: MERGED.name,
    stage: "primary",
    is_private: false,
    county_id: into.county_id,
    closed_on: MERGED.on,
    merged_into_id: into.id,
  };
  await insert(client, "organisations", [merged]);
  const of = { city_id: CITY.id, county_id: into.county_id, stage: "primary", account_id: team.city[0] };
  await insert(client, "organisation_pasts", [
    {
      ...of,
      id: 1,
      organisation_id: grown.id,
      code: GROWN.code,
      name: GROWN.before,
      until: GROWN.until,
      reason: "由九年一贯制学校改为初级中学，小学部划出",
      at: "2017-09-01T01:30:00Z",
    },
    {
      ...of,
      id: 2,
      organisation_id: merged.id,
      code: MERGED.code,
      name: MERGED.name,
      until: MERGED.on,
      reason: "城区学校布局调整",
      at: "2018-09-03T02:10:00Z",
    },
  ]);
  await client.query("select setval(pg_get_serial_sequence('organisation_pasts', 'id'), 2)");
}
