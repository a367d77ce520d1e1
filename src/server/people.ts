import { grouped } from "@/rules/grouped";
import { parseResidentId } from "@/rules/identity";
import {
  type Candidate,
  foldName,
  foldNumber,
  type Match,
  matchPerson,
  type PersonWords,
  plainName,
  spaceless,
} from "@/rules/matching";
import type { Tx } from "./db";
import { identityHash } from "./identity-vault";
import { sql } from "./sql";

/** A person whom a row of a table means, as far as crediting asks. */
export interface Person extends Candidate {
  certificateNumber: string | null;
  schoolId: number;
  countyId: number | null;
  schoolIsPrivate: boolean;
}

export type PersonMatch = { ok: true; person: Person } | Extract<Match, { ok: false }>;

/** Documents other than the resident ID have no check sign, so a number may be any of them. */
const OTHER_DOCUMENTS = ["passport", "hong_kong_macao", "taiwan"] as const;

/** Keyed hashes under which the bank may know a number that was typed; none where there is no number. */
function identityKeysOf(typed: string): Buffer[] {
  if (typed.trim() === "") return [];
  const resident = parseResidentId(typed);
  if (resident.ok) return [identityHash("resident_id", resident.value)];
  const number = foldNumber(typed);
  return OTHER_DOCUMENTS.map((kind) => identityHash(kind, number));
}

/** As written, and without width and spaces: the bank has one of the two. */
const namesAsKept = (name: string) => [name.trim(), spaceless(name), plainName(name)];

/**
 * Finds whom each row means, among the people of the actor's reach: one statement for any number of rows; which of them is
 * meant, or that nobody is, the rule says.
 */
export async function matchPeople(tx: Tx, cityId: number, rows: readonly PersonWords[]): Promise<PersonMatch[]> {
  const keys = rows.map(({ identity }) => identityKeysOf(identity));
  const numbers = new Set<string>();
  const names = new Set<string>();
  for (const { identity, teacherNumber, name } of rows) {
    if (identity.trim() !== "") continue;
    if (teacherNumber.trim() !== "") {
      numbers.add(foldNumber(teacherNumber));
      numbers.add(teacherNumber.trim());
    } else for (const kept of namesAsKept(name)) if (kept !== "") names.add(kept);
  }
  const found = await tx.rows<Person>(sql`
    select teacher_id as "teacherId", encode(identity_hash, 'hex') as "identityKey", teacher_number as "teacherNumber", name,
      certificate_number as "certificateNumber", school_id as "schoolId", county_id as "countyId", school_name as "schoolName",
      school_is_private as "schoolIsPrivate"
    from people_matching(${cityId}, ${keys.flat()}::bytea[], ${[...numbers]}::text[], ${[...names]}::text[])`);
  const byKey = grouped(found, (person) => person.identityKey);
  const byNumber = grouped(found, (person) => foldNumber(person.teacherNumber));
  const byId = new Map(found.map((person) => [person.teacherId, person]));
  // Whoever is known by several numbers, of records that were merged, has one name.
  const byName = grouped([...byId.values()], (person) => foldName(person.name));
  return rows.map((words, index) => {
    const identityKeys = (keys[index] ?? []).map((key) => key.toString("hex"));
    const candidates = identityKeys.length
      ? identityKeys.flatMap((key) => byKey.get(key) ?? [])
      : words.teacherNumber.trim() !== ""
        ? (byNumber.get(foldNumber(words.teacherNumber)) ?? [])
        : (byName.get(foldName(words.name)) ?? []);
    const match = matchPerson(words, identityKeys, candidates);
    const person = match.ok ? byId.get(match.teacherId) : undefined;
    return person ? { ok: true, person } : (match as Extract<Match, { ok: false }>);
  });
}
