import { writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { defaultPolicy2016 } from "@/rules/policy";
import { type Staff, staff } from "./accounts";
import { Claims } from "./claims";
import { accountsText, DEMO_TEACHERS } from "./demo-accounts";
import { Desks, ownClaim } from "./desk";
import type { Story } from "./entries";
import { Histories } from "./histories";
import { listedHistory } from "./listed";
import { employmentRows, type Person, people, teacherRows } from "./people";
import { CITY, type Places, places } from "./places";
import { Chance } from "./random";
import { balanceRows, degreeRows, entryRows, eventRows, moocRows, noteRows, postingRows } from "./rows";
import { evidenceRows } from "./scans";
import { insert, restartSequences } from "./write";

// The demo city: real places and codes, invented people, the same every time. Fills an empty database, in one transaction.

const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
await client.connect();
try {
  if ((await client.query("select 1 from cities limit 1")).rowCount) console.log("The demo city is there already.");
  else await fill();
  writeFileSync(path.join(process.env.DATA_DIR ?? ".", "demo-accounts.txt"), accountsText());
} finally {
  await client.end();
}

async function fill(): Promise<void> {
  const chance = new Chance(4107);
  const all = places();
  const persons = people(chance, all.counties, all.schools);
  const team = await staff(chance, persons, all);

  const histories = new Histories(chance, team, all);
  const listed = new Set<string>(Object.values(DEMO_TEACHERS).map((demo) => demo.teacherNumber));
  for (const person of persons) {
    if (listed.has(person.teacherNumber)) listedHistory(histories, person);
    else histories.ordinary(person);
  }
  const claims = new Claims(chance, team, all.bureau);
  new Desks(chance, claims, persons, team.soleAdministrators).fill();
  for (const person of team.soleAdministrators) ownClaim(claims, person);
  const stories = [...histories.stories, ...claims.stories];
  await client.query("begin");
  // Drawn while the database is busy.
  const [evidence] = await Promise.all([evidenceRows(chance, claims.stories), write(all, persons, team, stories)]);
  await insert(client, "evidence_files", evidence);
  await restartSequences(client);
  await client.query("commit");
  await client.query("analyze");
  const { length: schools } = all.schools;
  console.log(
    `${CITY.name}: ${schools} schools, ${persons.length} teachers, ${stories.length} entries, ${evidence.length} scans.`,
  );
}

async function write(
  { bureau, counties, schools, offices }: Places,
  persons: readonly Person[],
  team: Staff,
  stories: readonly Story[],
): Promise<void> {
  await insert(client, "cities", [CITY]);
  const { research, technology, personnel, ofCounty } = offices;
  const departments = [...ofCounty.values(), research, technology, personnel];
  await insert(client, "organisations", [bureau, ...counties, ...schools, ...departments]);
  await insert(client, "teachers", teacherRows(persons));
  await insert(client, "employments", employmentRows(persons));
  await insert(client, "accounts", team.accounts);
  await insert(client, "account_roles", team.roles);
  await insert(client, "cycles", [{ city_id: CITY.id, id: 1, name: "2016–2020 周期", from_year: 2016, to_year: 2020 }]);
  const policy = {
    city_id: CITY.id,
    cycle_id: 1,
    version: 1,
    policy: defaultPolicy2016,
    reason: "通知",
    created_at: "2016-01-01T00:00:00Z",
  };
  await insert(client, "cycle_policies", [policy]);
  await insert(client, "registration_rounds", [
    { city_id: CITY.id, cycle_id: 1, id: 1, from_year: 2016, to_year: 2019 },
  ]);
  await insert(client, "round_deadlines", [
    { city_id: CITY.id, round_id: 1, source: "degree", last_day: "2020-01-10" },
    { city_id: CITY.id, round_id: 1, source: "mooc", last_day: "2020-01-15" },
  ]);
  await insert(client, "credit_entries", entryRows(stories, bureau));
  await insert(client, "mooc_claims", moocRows(stories));
  await insert(client, "degree_claims", degreeRows(stories));
  await insert(client, "entry_events", eventRows(stories));
  await insert(client, "entry_event_notes", noteRows(stories));
  await insert(client, "balances", balanceRows(persons, stories));
  // The ledger's trigger plans its look-ups once: with statistics of a few rows it knows that its indexes pay.
  const postings = postingRows(stories);
  await insert(client, "ledger_postings", postings.slice(0, 1000));
  await client.query("analyze balances, ledger_postings");
  await insert(client, "ledger_postings", postings.slice(1000));
}
