import { policiesOfYears } from "@/ledger/cycle-policy";
import type { NewEntry } from "@/ledger/open-entries";
import { judgeRegistrant } from "@/rules/approval";
import { calendarDateInShanghai, yearOf } from "@/rules/calendar";
import { grouped } from "@/rules/grouped";
import { maskNumbersIn } from "@/rules/identity";
import type { MoocClaim } from "@/rules/mooc";
import type { OtherEntry } from "@/rules/special-credit";
import { type Flag, stepViolation, type Violation } from "@/rules/verdict";
import type { Actor } from "@/server/actor";
import type { Tx } from "@/server/db";
import type { ImportedRow, RowVerdict } from "@/server/imports/import-rows";
import type { OpenTable } from "@/server/imports/judging";
import { fieldsOf, personWords, withoutEchoes } from "@/server/imports/table-fields";
import { matchPeople, type PersonMatch } from "@/server/people";
import { sql } from "@/server/sql";
import { type ClaimFacts, readFactsOfClaims } from "./claim-facts";
import type { SpecialClaim } from "./claim-input";
import { entriesSharing } from "./duplicates";
import { deadlineOfClaim, type JudgedClaim, judgeUnder, policyFor, schoolStatement } from "./judge-claim";
import { SCAN_FIELDS, type ToldMooc, toldMooc } from "./mooc-row";
import type { WrittenMooc } from "./write-claim";

/** What is registered of a row that is right. */
export interface RegistrableMooc {
  entry: NewEntry;
  written: WrittenMooc;
  /** Entries of others with the same certificate or file. */
  shares: ReadonlySet<string>;
}

export type MoocVerdict = RowVerdict & { registrable: RegistrableMooc | null };

interface ReadMooc extends ToldMooc {
  entryId: string;
  match: PersonMatch;
  /** Of cells that can't be read; of scans that a cell names. */
  unread: Violation[];
  scans: Violation[];
}

interface Judged {
  read: ReadMooc;
  claim: MoocClaim;
  facts: ClaimFacts;
  judged: JudgedClaim;
}

/**
 * Judges the rows of a school's table of MOOCs as the form of a single one judges it, by a constant number of statements; what
 * the rows above would register counts as registered. To be given all rows of the table.
 */
export async function judgeMoocRows(
  tx: Tx,
  actor: Actor,
  { head, layout }: OpenTable,
  rows: readonly ImportedRow[],
  now: Date,
): Promise<MoocVerdict[]> {
  const told = rows.map((row) => ({ row, ...fieldsOf(head.kind, layout, row) }));
  const matches = await matchPeople(
    tx,
    actor.cityId,
    told.map(({ fields }) => personWords(fields)),
  );
  const read = told.flatMap(({ row, fields, violations }, index): ReadMooc[] => {
    const match = matches[index];
    const { entryId } = row;
    if (!match || entryId === null) throw new Error(`the row ${row.line} was read as no claim`);
    const scans = violations.filter(({ field }) => field !== null && Object.hasOwn(SCAN_FIELDS, field));
    const unread = violations.filter((violation) => !scans.includes(violation));
    return [{ ...toldMooc(fields, entryId), entryId, match, unread, scans: namingFiles(scans, fields) }];
  });
  const facts = await factsOf(tx, actor, read);
  const judgeable = await judgeEach(tx, actor, read, facts, now);
  const open = await openIds(tx, actor, read);
  return read.map((one) => verdictOf(actor, one, judgeable, open.has(one.entryId), facts.get(one) ?? null, now));
}

const namingFiles = (scans: readonly Violation[], fields: Readonly<Record<string, string>>): Violation[] =>
  scans.map((violation) => ({ ...violation, params: { file: maskNumbersIn(fields[violation.field ?? ""] ?? "") } }));

/** Of each row whose person works here. */
async function factsOf(tx: Tx, actor: Actor, rows: readonly ReadMooc[]): Promise<ReadonlyMap<ReadMooc, ClaimFacts>> {
  const known = rows.flatMap((row) =>
    row.match.ok ? [{ row, claimId: row.entryId, teacherId: row.match.person.teacherId }] : [],
  );
  const facts = await readFactsOfClaims(tx, actor, known);
  return new Map(
    known.flatMap(({ row }, index) => {
      const found = facts[index];
      return found && found.teacher.schoolId === actor.organisationId ? [[row, found] as const] : [];
    }),
  );
}

interface Judgeable {
  judged: ReadonlyMap<ReadMooc, Judged>;
  /** By the row's entry: the entries of others that share its certificate or file. */
  shares: ReadonlyMap<string, { entryId: string; certificate: boolean }[]>;
  /** How many people of the table bring a certificate. */
  bringers: ReadonlyMap<string, number>;
}

async function judgeEach(
  tx: Tx,
  actor: Actor,
  rows: readonly ReadMooc[],
  facts: ReadonlyMap<ReadMooc, ClaimFacts>,
  now: Date,
): Promise<Judgeable> {
  const present = yearOf(calendarDateInShanghai(now));
  const years = new Set([present, ...rows.flatMap(({ claim }) => (claim ? yearOf(claim.finishedOn) : []))]);
  const policies = await policiesOfYears(tx, actor.cityId, [...years]);
  const above = new Map<number, OtherEntry[]>();
  const judged = new Map<ReadMooc, Judged>();
  for (const read of rows) {
    const own = facts.get(read);
    const { claim } = read;
    if (!own || !claim) continue;
    const { teacherId } = own.teacher;
    const before = above.get(teacherId) ?? [];
    const withAbove = { ...own, otherEntries: [...own.otherEntries, ...before] };
    const inForce = policyFor(policies, [yearOf(claim.finishedOn), present]);
    const verdict = judgeUnder(inForce, { kind: "mooc", claim }, withAbove, now);
    judged.set(read, { read, claim, facts: withAbove, judged: verdict });
    const { year, trainingKey, certificateKey } = verdict.columns;
    const registered = {
      id: read.entryId,
      source: "mooc",
      year,
      status: "at_county",
      trainingKey,
      certificateKey,
    } as const;
    above.set(teacherId, [...before, registered]);
  }
  const claims = [...judged.values()].map((one) => ({ id: one.read.entryId, source: "mooc", ...keysOf(one) }));
  const people = grouped(
    claims.filter(({ certificateKey }) => certificateKey !== null),
    ({ certificateKey }) => certificateKey ?? "",
  );
  return {
    judged,
    shares: grouped(await entriesSharing(tx, actor.cityId, claims), ({ claimId }) => claimId),
    bringers: new Map([...people].map(([key, those]) => [key, new Set(those.map(({ teacherId }) => teacherId)).size])),
  };
}

const keysOf = ({ facts, judged }: Judged) => ({
  teacherId: facts.teacher.teacherId,
  certificateKey: judged.columns.certificateKey,
});

/** The ids under which the actor may still register: an id is no key to somebody else's claim. */
async function openIds(tx: Tx, { cityId }: Actor, rows: readonly ReadMooc[]): Promise<ReadonlySet<string>> {
  const ids = rows.map(({ entryId }) => entryId);
  const open = await tx.rows<{ id: string }>(sql`
    select c.id from unnest(${ids}::uuid[]) as c(id)
    where claim_is_open(${cityId}, c.id)
      and not exists (select 1 from credit_entries e where e.city_id = ${cityId} and e.id = c.id)`);
  return new Set(open.map(({ id }) => id));
}

function verdictOf(
  actor: Actor,
  row: ReadMooc,
  { judged, shares, bringers }: Judgeable,
  open: boolean,
  facts: ClaimFacts | null,
  now: Date,
): MoocVerdict {
  const one = judged.get(row);
  const who = whoViolations(actor, row, facts);
  const shape = withoutEchoes([...row.unread, ...row.violations], row.unread);
  const claimed = one ? claimViolations(one, now) : [];
  // What a scan is missing for is said once, by the file that the row names.
  const scans = row.scans.filter(({ field }) => !one?.facts.evidenceKinds.has(kindOf(field)));
  const named = new Set<string>(scans.map(({ field }) => kindOf(field)));
  const violations = [
    ...(open ? [] : [stepViolation("not-in-this-state")]),
    ...who,
    ...shape,
    ...scans,
    ...claimed.filter(({ code, field }) => code !== "evidence-missing" || !named.has(field ?? "")),
  ];
  const shared = shares.get(row.entryId) ?? [];
  const key = one?.judged.columns.certificateKey ?? null;
  const certificateShared =
    shared.some(({ certificate }) => certificate) || (key !== null && (bringers.get(key) ?? 0) > 1);
  const flags: Flag[] = (one?.judged.verdict.flags ?? []).map((code) => ({ code }));
  if (certificateShared) flags.push({ code: "certificate-shared" });
  return {
    teacherId: row.match.ok ? row.match.person.teacherId : null,
    role: null,
    creditsTenths: one?.judged.verdict.creditsTenths ?? 0,
    violations,
    flags,
    registrable:
      one && violations.length === 0
        ? registrableOf(one, certificateShared, new Set(shared.map(({ entryId }) => entryId)))
        : null,
  };
}

const kindOf = (field: string | null) => SCAN_FIELDS[field as keyof typeof SCAN_FIELDS];

/** Who is meant, and whether the school may register it for them. */
function whoViolations(actor: Actor, { match }: ReadMooc, facts: ClaimFacts | null): Violation[] {
  if (!match.ok) return [match.violation];
  if (!facts) return [{ rule: null, clause: "S", code: "person-unknown", field: "name" }];
  const own = judgeRegistrant(actor, match.person.teacherId);
  return own ? [own] : [];
}

/** As the form of a single MOOC is judged when a school sends it. */
function claimViolations({ read, claim, facts, judged }: Judged, now: Date): Violation[] {
  const special: SpecialClaim = { kind: "mooc", claim };
  return [
    ...judged.verdict.violations,
    ...deadlineOfClaim("register", special, judged, { ...facts, schoolId: facts.teacher.schoolId }, now),
    ...schoolStatement(special, read.accountChecked),
  ];
}

function registrableOf(
  { read, claim, facts, judged }: Judged,
  certificateShared: boolean,
  shares: ReadonlySet<string>,
): RegistrableMooc {
  const { teacherId, schoolId, countyId } = facts.teacher;
  return {
    entry: {
      id: read.entryId,
      cycleId: judged.inForce.cycleId,
      teacherId,
      schoolId,
      countyId,
      source: "mooc",
      ...judged.columns,
      certificateShared,
      halves: 0,
      project: null,
    },
    written: { entryId: read.entryId, claim, accountChecked: read.accountChecked },
    shares,
  };
}
