import { writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { defaultPolicy2016 } from "@/rules/policy";
import { type City, tellCity } from "./city";
import { tellCorrection } from "./corrections";
import { accountsText } from "./demo-accounts";
import { tellObjections } from "./objections";
import { paperRows } from "./papers";
import { tellPasts } from "./pasts";
import { employmentRows, teacherRows } from "./people";
import { CITY } from "./places";
import { invoiceRows, projectEventRows, projectNoteRows, projectRows, supportRows } from "./project-rows";
import { Chance } from "./random";
import { balanceRows, degreeRows, entryRows, eventRows, moocRows, noteRows, postingRows } from "./rows";
import { drawSamples } from "./samples";
import { evidenceRows } from "./scans";
import { reportTables } from "./summaries";
import { tellStories } from "./told";
import { tellTransfers } from "./transfers";
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
  const city = await tellCity(chance);
  await client.query("begin");
  // Drawn while the database is busy.
  const [scans, papers] = await Promise.all([
    evidenceRows(chance, city.claims),
    paperRows(chance, city.projects),
    write(city),
  ]);
  await insert(client, "evidence_files", scans);
  await insert(client, "evidence_files", papers);
  await tellStories(client, city.claims);
  const objections = await tellObjections(client);
  const transfers = await tellTransfers(client);
  const corrections = await tellCorrection(client);
  const sampled = await drawSamples(client);
  const reported = await reportTables(client);
  await restartSequences(client);
  await client.query("commit");
  await client.query("analyze");
  const told = [
    `${city.places.schools.length} schools`,
    `${city.persons.length} teachers`,
    `${city.projects.length} projects`,
    `${city.stories.length} entries`,
    `${scans.length + papers.length} scans`,
    `${reported} summary tables`,
    `${sampled} credits in a sample`,
    `${objections} objections`,
    `${transfers} transfers`,
    `${corrections} correction`,
  ];
  console.log(`${CITY.name}: ${told.join(", ")}.`);
}

async function write({ places, persons, team, projects, stories, reports }: City): Promise<void> {
  const { bureau, counties, schools, offices } = places;
  await insert(client, "cities", [CITY]);
  const { ofCounty, ...ofCity } = offices;
  const departments = [...ofCounty.values(), ...Object.values(ofCity)];
  await insert(client, "organisations", [bureau, ...counties, ...schools, ...departments]);
  await insert(client, "teachers", teacherRows(persons));
  await insert(client, "employments", employmentRows(persons));
  await insert(client, "accounts", team.accounts);
  await insert(client, "account_roles", team.roles);
  await tellPasts(client, places, team);
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
  await insert(client, "projects", projectRows(projects, bureau));
  await insert(client, "project_invoices", invoiceRows(projects));
  await insert(client, "project_events", projectEventRows(projects));
  await insert(client, "project_event_notes", projectNoteRows(projects));
  await insert(client, "credit_entries", entryRows(stories, bureau));
  await insert(client, "mooc_claims", moocRows(stories));
  await insert(client, "degree_claims", degreeRows(stories));
  await insert(client, "support_services", supportRows(projects, bureau));
  await insert(client, "entry_events", eventRows(stories));
  await insert(client, "entry_event_notes", noteRows(stories));
  await insert(client, "missing_reports", reports);
  await insert(client, "balances", balanceRows(persons, stories));
  // The ledger's trigger plans its look-ups once: with statistics of a few rows it knows that its indexes pay.
  const postings = postingRows(stories);
  await insert(client, "ledger_postings", postings.slice(0, 1000));
  await client.query("analyze balances, ledger_postings");
  await insert(client, "ledger_postings", postings.slice(1000));
}
